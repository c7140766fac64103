package gocmd

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestMain turns the test binary into a go command that misbehaves.
func TestMain(m *testing.M) {
	switch os.Getenv("FAKE_GO") {
	case "":
		os.Exit(m.Run())
	case "env":
		fmt.Println(os.Getenv("KEY"), os.Getenv("GOTMPDIR"))
		fmt.Fprintln(os.Stderr, "note")
	case "fail":
		fmt.Println("partial")
		fmt.Fprintln(os.Stderr, "first line\nsecond line")
		os.Exit(3)
	case "stubborn": // ignores SIGINT, as its child does, and leaves a file
		signal.Ignore(os.Interrupt)
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), "FAKE_GO=sleep")
		child.Stdout = os.Stdout
		if err := child.Start(); err != nil {
			panic(err)
		}
		if err := os.WriteFile(filepath.Join(os.Getenv("GOTMPDIR"), "left"), nil, 0o666); err != nil {
			panic(err)
		}
		fmt.Println(os.Getpid(), child.Process.Pid)
		time.Sleep(time.Minute)
	case "polite": // ends on SIGINT
		fmt.Println(os.Getpid(), os.Getpid())
		time.Sleep(time.Minute)
	case "sleep":
		signal.Ignore(os.Interrupt)
		time.Sleep(time.Minute)
	}
}

func fake(t *testing.T, behaviour string) *Runner {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Skip(err)
	}
	return (&Runner{Go: exe, TempDir: t.TempDir()}).With("FAKE_GO=" + behaviour)
}

func wantEmpty(t *testing.T, dir string) {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		t.Errorf("%s is left", e.Name())
	}
}

func TestRun(t *testing.T) {
	r := fake(t, "env").With("KEY=old", "KEY=new")
	out, err := r.Run(t.Context(), "list")
	if err != nil {
		t.Fatal(err)
	}
	key, temp, _ := strings.Cut(strings.TrimSpace(string(out)), " ")
	if key != "new" || filepath.Dir(temp) != r.TempDir {
		t.Errorf("got %q, want new and a directory in %s", out, r.TempDir)
	}
	wantEmpty(t, r.TempDir)
}

func TestRunFails(t *testing.T) {
	r := fake(t, "fail")
	out, err := r.Run(t.Context(), "list", "-e")
	var e *Error
	if !errors.As(err, &e) || e.ExitCode != 3 || e.Stderr != "first line\nsecond line\n" {
		t.Fatalf("got %#v", err)
	}
	if got, want := err.Error(), "go list: first line"; got != want {
		t.Errorf("error is %q, want %q", got, want)
	}
	if got := string(out); got != "partial\n" {
		t.Errorf("stdout is %q", got)
	}
	wantEmpty(t, r.TempDir)
}

func TestLookPath(t *testing.T) {
	real, err := exec.LookPath("go")
	if err != nil {
		t.Skip(err)
	}
	if !filepath.IsAbs(real) {
		t.Skip("go is not found by an absolute PATH")
	}
	key := "PATH"
	if runtime.GOOS == "plan9" {
		key = "path"
	}
	r := new(Runner).With(key + "=" + filepath.Dir(real))
	if _, err := r.Run(t.Context(), "version"); err != nil {
		t.Error(err)
	}
	// A go command in the current directory is not run.
	t.Chdir(filepath.Dir(real))
	for _, path := range []string{"", ".", t.TempDir()} {
		r := new(Runner).With(key + "=" + path)
		if _, err := r.Run(t.Context(), "version"); !errors.Is(err, ErrNoGo) {
			t.Errorf("PATH=%q: got %v, want ErrNoGo", path, err)
		}
	}
}

// TestCancel wants the go command and its child gone after a cancellation,
// and their files removed.
func TestCancel(t *testing.T) {
	for _, behaviour := range []string{"polite", "stubborn"} {
		t.Run(behaviour, func(t *testing.T) {
			r := fake(t, behaviour)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			var started bytes.Buffer
			err := r.Stream(ctx, writerFunc(func(p []byte) (int, error) {
				n, err := started.Write(p)
				if bytes.HasSuffix(started.Bytes(), []byte("\n")) {
					cancel()
				}
				return n, err
			}), "build")
			if !errors.Is(err, context.Canceled) {
				t.Errorf("got %v, want %v", err, context.Canceled)
			}
			wantEmpty(t, r.TempDir)
			var leader, child int
			if _, err := fmt.Sscan(started.String(), &leader, &child); err != nil {
				t.Fatal(err)
			}
			for _, pid := range []int{leader, child} {
				if alive(pid) {
					t.Errorf("process %d is alive", pid)
				}
			}
		})
	}
}

type writerFunc func(p []byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }
