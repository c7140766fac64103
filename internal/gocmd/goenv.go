package gocmd

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// GoEnv is the part of `go env` that xplatvet looks at.
type GoEnv struct {
	GOMOD, GOWORK         string // files in force; see HasModule
	GOROOT, GOVERSION     string
	GOENV                 string // file with settings of the user; may not exist
	GOMODCACHE, GOTMPDIR  string
	GOHOSTOS, GOHOSTARCH  string
	GOOS, GOARCH, GOFLAGS string
	CGO_ENABLED           string //revive:disable-line the go command's name
}

// GoEnv asks the go command for its environment.
func (r *Runner) GoEnv(ctx context.Context) (GoEnv, error) {
	var env GoEnv
	out, err := r.Run(ctx, "env", "-json")
	if err != nil {
		return env, err
	}
	if err := json.Unmarshal(out, &env); err != nil {
		return env, fmt.Errorf("read go env: %w", err)
	}
	return env, nil
}

// HasModule reports whether there is a go.mod or go.work in force.
func (env GoEnv) HasModule() bool {
	return env.GOMOD != "" && env.GOMOD != os.DevNull || env.GOWORK != "" && env.GOWORK != "off"
}

// Root returns the directory that reported paths are relative to: that of
// go.work or go.mod, else dir.
func (env GoEnv) Root(dir string) string {
	for _, file := range []string{env.GOWORK, env.GOMOD} {
		if file != "" && file != "off" && file != os.DevNull {
			return filepath.Dir(file)
		}
	}
	return dir
}

// maxReason is how many lines of the go command a reason has at most: one for
// each module that a vendor directory does not fit would be hundreds.
const maxReason = 9

// Reason returns what went wrong as one line, without the progress messages
// of the go command, and of many lines the first and the last ones.
func Reason(err error) string {
	var e *Error
	if !errors.As(err, &e) {
		return oneLine(err.Error())
	}
	var lines []string
	for line := range strings.Lines(e.Stderr) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "go: downloading ") || strings.HasPrefix(line, "go: warning: ") {
			continue
		}
		lines = append(lines, strings.TrimPrefix(line, "go: "))
	}
	if len(lines) == 0 {
		return e.Error()
	}
	if n := len(lines) - maxReason + 1; n > 1 {
		const last = 3 // say what to do
		more := fmt.Sprintf("(and %d lines more)", n)
		lines = slices.Concat(lines[:maxReason-1-last], []string{more}, lines[len(lines)-last:])
	}
	return oneLine(strings.Join(lines, " "))
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
