// Slowgo stands in for a go command that takes its time: it does what REAL_GO
// does, but for "list -export" it starts a child, writes the process ids of both to
// the file PIDS, leaves a file behind, and sleeps.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"time"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	switch {
	case os.Args[1] == "child":
		signal.Ignore(os.Interrupt)
		time.Sleep(time.Minute)
		return nil
	case os.Args[1] == "list" && slices.Contains(os.Args, "-export"):
		return build()
	}
	cmd := exec.Command(os.Getenv("REAL_GO"), os.Args[1:]...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return cmd.Run()
}

func build() error {
	child := exec.Command(os.Args[0], "child")
	child.Stdout, child.Stderr = os.Stdout, os.Stderr
	if err := child.Start(); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(os.Getenv("GOTMPDIR"), "left"), nil, 0o666); err != nil {
		return err
	}
	pids := os.Getenv("PIDS")
	if err := os.WriteFile(pids+".new", fmt.Appendln(nil, os.Getpid(), child.Process.Pid), 0o666); err != nil {
		return err
	}
	if err := os.Rename(pids+".new", pids); err != nil { // at once, for who waits for it
		return err
	}
	time.Sleep(time.Minute)
	return nil
}
