package emulator

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/xplatvet/xplatvet/internal/subprocess"
)

// Limits of what a program may do.
const (
	grace     = time.Second // to end when it is interrupted
	maxOutput = 64 << 10    // bytes of output that are kept
	maxLines  = 10          // of output that a Result has
)

// A Result is how a program ended.
type Result struct {
	OK       bool   // with exit code 0, in time
	NotRun   string // why it could not be started at all; then the rest says nothing
	ExitCode int    // -1 if a signal ended it
	Timeout  bool
	Signal   string   // that ended it, as the system calls it; "" for none
	Output   []string // first lines of standard error, or of standard output if there are none
	Elapsed  time.Duration
}

// Describe returns in words how the program ended.
func (r Result) Describe(timeout time.Duration) string {
	switch {
	case r.Timeout:
		return fmt.Sprintf("does not end within %s", timeout)
	case r.Signal != "":
		return "is ended by a signal: " + r.Signal
	}
	return fmt.Sprintf("ends with exit code %d", r.ExitCode)
}

// Run runs a program, given by its absolute path, in an empty directory that is
// removed afterwards. The error is that of the directory, or of ctx.
func (e *Emulator) Run(ctx context.Context, h Host, timeout time.Duration, program string, args ...string) (r Result, err error) {
	if why := e.Lacks(program); why != "" {
		return Result{NotRun: why}, nil
	}
	dir, err := os.MkdirTemp(h.TempDir, "xplatvet-run-*")
	if err != nil {
		return Result{}, fmt.Errorf("create temporary directory: %w", err)
	}
	for _, sub := range []string{work, temp} {
		if err := os.Mkdir(filepath.Join(dir, sub), 0o777); err != nil {
			return Result{}, fmt.Errorf("create temporary directory: %w", err)
		}
	}
	defer func() {
		if e := removeAll(dir); e != nil && err == nil {
			err = fmt.Errorf("remove temporary directory: %w", e)
		}
	}()
	limited, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	cmd := e.Command(limited, h, dir, program, args...)
	var stderr, stdout limitedBuffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	start := time.Now()
	started, err := subprocess.RunWhole(limited, cmd, grace)
	r = Result{Elapsed: time.Since(start), Output: stderr.lines(dir)}
	if len(r.Output) == 0 {
		r.Output = stdout.lines(dir)
	}
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return Result{}, ctx.Err()
	case !started:
		return Result{NotRun: err.Error()}, nil
	case limited.Err() != nil:
		r.Timeout, r.ExitCode = true, -1
	case err == nil, errors.Is(err, exec.ErrWaitDelay): // what it has started goes on, it does not
		r.OK = true
	case errors.As(err, &exit):
		r.ExitCode = exit.ExitCode()
		if !exit.Exited() {
			r.Signal = exit.String()
		}
	default:
		return Result{NotRun: err.Error()}, nil
	}
	// What runtime/os_windows.go asks for when a program starts.
	if e.wine && slices.ContainsFunc(r.Output, func(s string) bool { return strings.HasSuffix(s, "bcryptprimitives.dll not found") }) {
		return Result{NotRun: e.Name + " has no bcryptprimitives.dll, which programs of Go need; install wine 9 or later"}, nil
	}
	return r, nil
}

// removeAll removes dir. What a program has left behind may still have files
// open in it, the server of wine for seconds.
func removeAll(dir string) error {
	var err error
	for range 100 {
		if err = os.RemoveAll(dir); err == nil {
			return nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return err
}

// A limitedBuffer keeps the first bytes that are written to it.
type limitedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *limitedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.b.Write(p[:min(len(p), maxOutput-l.b.Len())])
	return len(p), nil
}

// lines returns the first lines of what was written, without empty ones, those
// of wine, and the name of the directory that the program had.
func (l *limitedBuffer) lines(dir string) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var list []string
	for line := range strings.Lines(l.b.String()) {
		line = strings.ReplaceAll(strings.TrimSpace(strings.ToValidUTF8(line, "\uFFFD")), dir, "$TMPDIR")
		if line != "" && !strings.HasPrefix(line, "wine: ") && len(list) < maxLines {
			list = append(list, line)
		}
	}
	return list
}
