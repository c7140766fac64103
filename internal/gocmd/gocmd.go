// Package gocmd runs the go command for the rest of xplatvet.
//
// Nothing it starts outlives it: when a context is cancelled the go command
// and the compilers it started are interrupted, and killed after a grace
// period; their temporary files go to a directory that is removed afterwards.
package gocmd

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/xplatvet/xplatvet/internal/subprocess"
)

// ErrNoGo is returned when there is no go command.
var ErrNoGo = errors.New("go command not found in PATH; install Go from go.dev/dl")

// grace is how long an interrupted go command may take to end by itself.
const grace = 3 * time.Second

// A Runner runs the go command. It is safe for concurrent use as long as its
// fields do not change.
type Runner struct {
	Dir     string                         // working directory; "" is the current one
	Env     []string                       // "key=value"; the last of equal keys wins; nil is os.Environ()
	Go      string                         // name or path of the go command; "" is "go", found in the PATH of Env
	TempDir string                         // where temporary directories go; "" is GOTMPDIR of Env, else os.TempDir()
	Trace   func(r *Runner, args []string) // called before each command, if not nil
	Stderr  io.Writer                      // gets what the command writes to stderr, as it does; may be nil
}

// An Error is a go command that ran and failed.
type Error struct {
	Args     []string // after "go"
	ExitCode int      // -1 if a signal ended it
	Stderr   string
}

// Error names the command and gives the first line it printed on stderr.
func (e *Error) Error() string {
	verb := "go"
	if len(e.Args) > 0 {
		verb += " " + e.Args[0]
	}
	first, _, _ := strings.Cut(strings.TrimSpace(e.Stderr), "\n")
	if first == "" {
		return fmt.Sprintf("%s: exit status %d", verb, e.ExitCode)
	}
	return fmt.Sprintf("%s: %s", verb, first)
}

// With returns a copy of r with more variables in its environment.
func (r *Runner) With(env ...string) *Runner {
	c := *r
	c.Env = append(slices.Clone(r.Environ()), env...)
	return &c
}

// Run runs the go command and returns what it printed on stdout, even if it
// failed. The error is ErrNoGo, the context's, or an [*Error]; or it says why
// the command could not be started.
func (r *Runner) Run(ctx context.Context, args ...string) (stdout []byte, err error) {
	var buf bytes.Buffer
	err = r.Stream(ctx, &buf, args...)
	return buf.Bytes(), err
}

// Stream is Run with stdout written to w while the command runs. When it
// returns, nothing writes to w any more.
func (r *Runner) Stream(ctx context.Context, w io.Writer, args ...string) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	path, err := r.lookPath()
	if err != nil {
		return err
	}
	env := slices.Clone(r.Environ())
	if len(args) == 0 || args[0] != "env" { // go env makes no files, and shall tell what the user has set
		temp, err := os.MkdirTemp(r.tempDir(), "xplatvet-*")
		if err != nil {
			return fmt.Errorf("create temporary directory: %w", err)
		}
		defer func() {
			if e := removeAll(temp); e != nil && err == nil {
				err = fmt.Errorf("remove temporary directory: %w", e)
			}
		}()
		env = append(env, "GOTMPDIR="+temp)
	}
	if r.Trace != nil {
		r.Trace(r, args)
	}

	var stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Dir = r.Dir
	if filepath.IsAbs(r.Dir) {
		env = append(env, "PWD="+r.Dir) // keeps symbolic links in what the go command prints
	}
	cmd.Env = env
	cmd.Stdout, cmd.Stderr = w, &stderr
	if r.Stderr != nil {
		cmd.Stderr = io.MultiWriter(&stderr, r.Stderr)
	}
	started, err := subprocess.Run(ctx, cmd, grace)
	switch {
	case !started:
		return fmt.Errorf("start go command: %w", err)
	case ctx.Err() != nil:
		return ctx.Err()
	}
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		return &Error{Args: args, ExitCode: exit.ExitCode(), Stderr: stderr.String()}
	case err != nil:
		return fmt.Errorf("run go command: %w", err)
	}
	return nil
}

// Environ returns the environment of the go command. It must not be changed.
func (r *Runner) Environ() []string {
	if r.Env == nil {
		return os.Environ()
	}
	return r.Env
}

// Getenv returns the value that key has in the environment of the go command.
func (r *Runner) Getenv(key string) string {
	for _, kv := range slices.Backward(r.Environ()) {
		k, v, _ := strings.Cut(kv, "=")
		if k == key || runtime.GOOS == "windows" && strings.EqualFold(k, key) {
			return v
		}
	}
	return ""
}

// tempDir returns the parent of temporary directories; "" is os.TempDir().
func (r *Runner) tempDir() string {
	if r.TempDir != "" {
		return r.TempDir
	}
	return r.Getenv("GOTMPDIR")
}

// lookPath finds the go command in the PATH of Env: exec.LookPath would look
// in that of this process.
func (r *Runner) lookPath() (string, error) {
	name := r.Go
	if name == "" {
		name = "go"
	}
	if filepath.Base(name) != name {
		path, err := exec.LookPath(name)
		if err != nil {
			return "", fmt.Errorf("find go command: %w", err)
		}
		return path, nil
	}
	key := "PATH"
	if runtime.GOOS == "plan9" {
		key = "path"
	}
	for _, dir := range filepath.SplitList(r.Getenv(key)) {
		if !filepath.IsAbs(dir) {
			continue // like os/exec, run nothing from the current directory
		}
		if path, err := exec.LookPath(filepath.Join(dir, name)); err == nil {
			return path, nil
		}
	}
	return "", ErrNoGo
}

// removeAll removes dir. A process that is just being killed may still create
// a file in it, or on windows hold one open.
func removeAll(dir string) error {
	var err error
	for range 20 {
		if err = os.RemoveAll(dir); err == nil {
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	return err
}
