//go:build unix

package cli

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestBuildInterruptChild is xplatvet itself for TestBuildInterrupt.
func TestBuildInterruptChild(t *testing.T) {
	args := os.Getenv("XPLATVET_ARGS")
	if args == "" {
		t.Skip("only for TestBuildInterrupt")
	}
	os.Exit(Main(strings.Fields(args)))
}

// TestBuildInterrupt sends SIGINT to a process that builds. No process that it
// started may be left, and no file.
func TestBuildInterrupt(t *testing.T) {
	real, err := exec.LookPath("go")
	if err != nil {
		t.Skip(err)
	}
	dir := t.TempDir()
	bin, temp := filepath.Join(dir, "bin"), filepath.Join(dir, "tmp")
	if err := os.Mkdir(temp, 0o777); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(real, "build", "-o", filepath.Join(bin, "go"), "./testdata/slowgo").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for name, text := range map[string]string{"go.mod": "module example.com/m\n", "m.go": "package m\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}

	pids := filepath.Join(dir, "pids")
	cmd := exec.Command(os.Args[0], "-test.run=^TestBuildInterruptChild$")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "XPLATVET_ARGS=build -platforms linux/amd64,windows/386", "PATH="+bin, "REAL_GO="+real, "PIDS="+pids, "GOTMPDIR="+temp, "GOWORK=off", "GOFLAGS=")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Process.Kill()
	var text []byte
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for len(text) == 0 {
		select {
		case <-ended:
			t.Fatalf("it ended by itself:\n%s", stderr.String())
		default:
		}
		time.Sleep(10 * time.Millisecond)
		text, err = os.ReadFile(pids)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; cmd.ProcessState.ExitCode() != 2 {
		t.Errorf("it ended with %v, want exit status 2", err)
	}

	var leader, child int
	if _, err := fmt.Sscan(string(text), &leader, &child); err != nil {
		t.Fatal(err)
	}
	for _, pid := range []int{leader, child} {
		if alive(pid) {
			t.Errorf("process %d is alive", pid)
		}
	}
	left, err := os.ReadDir(temp)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range left {
		t.Errorf("%s is left in the temporary directory", e.Name())
	}
	if want := "xplatvet: interrupted: 2 of 2 ports were not built"; !strings.Contains(stderr.String(), want) {
		t.Errorf("standard error has no %q:\n%s", want, stderr.String())
	}
	if want := "skipped  example.com/m"; !strings.Contains(stdout.String(), want) {
		t.Errorf("standard output has no %q:\n%s", want, stdout.String())
	}
}

// alive reports whether a process runs. One that nobody has waited for yet,
// which only linux lets us see, does not.
func alive(pid int) bool {
	if stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid)); err == nil {
		_, state, _ := bytes.Cut(stat, []byte(") "))
		return !bytes.HasPrefix(state, []byte("Z"))
	}
	return syscall.Kill(pid, 0) == nil
}
