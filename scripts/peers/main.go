//go:build peers

// Peers compares what the type check of a module on many ports costs with
// xplatvet, with staticcheck -matrix, and with one load of go/packages after
// the other, in one run:
//
//	go run -tags peers ./scripts/peers -platforms=first-class:nocgo DIR
//
// It prints the processor time and the most memory of each. None of them keeps
// anything from one run to the next. Staticcheck runs no checks, which leaves it
// the loading.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/xplatvet/xplatvet/platform"
)

var (
	platforms   = flag.String("platforms", "first-class:nocgo", "`ports` to check")
	staticcheck = flag.String("staticcheck", "honnef.co/go/tools/cmd/staticcheck@v0.8.2", "`package` of staticcheck")
	load        = flag.String("load", "", "load the packages of DIR for one `port`, and do nothing else")
)

func main() {
	flag.Parse()
	if err := run(flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 1 {
		return errors.New("usage: peers [flags] DIR")
	}
	dir, err := filepath.Abs(args[0])
	if err != nil {
		return err
	}
	if *load != "" {
		goos, goarch, _ := strings.Cut(*load, "/")
		cfg := &packages.Config{
			Mode: packages.LoadAllSyntax, Dir: dir, Env: append(os.Environ(), "GOOS="+goos, "GOARCH="+goarch, "CGO_ENABLED=0"),
		}
		_, err := packages.Load(cfg, "./...")
		return err
	}
	ports, err := platform.Parse(*platforms)
	if err != nil {
		return err
	}
	temp, err := os.MkdirTemp("", "xplatvet-peers-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	build := exec.Command("go", "build", "-o", temp, "./cmd/xplatvet")
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("build xplatvet: %w\n%s", err, out)
	}
	install := exec.Command("go", "install", *staticcheck)
	install.Env = append(os.Environ(), "GOBIN="+temp)
	if out, err := install.CombinedOutput(); err != nil {
		return fmt.Errorf("build staticcheck: %w\n%s", err, out)
	}
	tool := filepath.Join(temp, "xplatvet")
	for _, deps := range []string{"-deps=false", "-deps=true"} {
		c := exec.Command(tool, "-q", "-count=1", "-tests=false", "-goosvalue", deps, "-platforms="+*platforms, "./...")
		measure("xplatvet "+deps, dir, c)
	}
	var matrix strings.Builder
	for p := range ports.Ports() {
		fmt.Fprintf(&matrix, "%s_%s: GOOS=%s GOARCH=%s CGO_ENABLED=0\n", p.GOOS, p.GOARCH, p.GOOS, p.GOARCH)
	}
	c := exec.Command(filepath.Join(temp, "staticcheck"), "-matrix", "-checks=none", "-tests=false", "./...")
	c.Stdin = strings.NewReader(matrix.String())
	c.Env = append(os.Environ(), "STATICCHECK_CACHE="+filepath.Join(temp, "cache"))
	measure("staticcheck -matrix", dir, c)
	self, err := os.Executable()
	if err != nil {
		return err
	}
	var total usage
	for p := range ports.Ports() {
		total.add(use(dir, exec.Command(self, "-load="+p.GOOS+"/"+p.GOARCH, dir)))
	}
	total.print("go/packages, port by port")
	return nil
}

// A usage is what commands took.
type usage struct {
	seconds float64
	memory  int64 // kilobytes
}

func (u *usage) add(v usage) { u.seconds, u.memory = u.seconds+v.seconds, max(u.memory, v.memory) }

func (u usage) print(name string) {
	fmt.Printf("%-28s %7.1f s %6d MB\n", name, u.seconds, u.memory>>10)
}

func measure(name, dir string, c *exec.Cmd) { use(dir, c).print(name) }

// use runs a command; what it finds does not matter.
func use(dir string, c *exec.Cmd) usage {
	c.Dir = dir
	c.Run()
	if c.ProcessState == nil {
		return usage{}
	}
	return usage{(c.ProcessState.UserTime() + c.ProcessState.SystemTime()).Seconds(), maxMemory(c.ProcessState)}
}
