package toolbuild

import (
	"bytes"
	"context"
	"debug/buildinfo"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// probeFile is a Go file with a mistake that xplatvet reports, whatever the
// port: to find it, a program must have the analyzers and run them.
const (
	probeFile = "probe.go"
	probeText = "// Package probe has a mistake.\npackage probe\n\nimport \"runtime\"\n\n// Mac is never true.\nvar Mac = runtime.GOOS == \"macos\"\n"
	probeSays = `runtime.GOOS is never "macos"`
)

// check runs the program exe in a module with a mistake.
func (b *Builder) check(ctx context.Context, t *Tool, r *Release, temp, exe string) error {
	dir := filepath.Join(temp, "probe")
	if err := os.Mkdir(dir, 0o777); err != nil {
		return fmt.Errorf("create probe: %w", err)
	}
	args, files := t.probe()
	write := func(name, text string) error { return os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666) }
	err := errors.Join(write("go.mod", "module example.com/probe\n\ngo 1.26\n"), write(probeFile, probeText))
	for name, text := range files {
		err = errors.Join(err, write(name, text))
	}
	if err != nil {
		return fmt.Errorf("create probe: %w", err)
	}
	cache := filepath.Join(temp, "cache")
	if err := os.Mkdir(cache, 0o777); err != nil {
		return fmt.Errorf("create probe: %w", err)
	}
	for _, run := range []struct {
		args []string
		want string
	}{
		{[]string{"version"}, strings.TrimPrefix(r.Version, "v")},
		{args, probeSays},
	} {
		cmd := exec.CommandContext(ctx, exe, run.args...)
		cmd.Dir = dir
		cmd.Env = b.Go.With(
			"GOWORK=off", "GOFLAGS=", "GO111MODULE=on", "PWD="+dir, "GOPLSCACHE="+cache, "GOLANGCI_LINT_CACHE="+cache,
		).Env
		out, err := cmd.CombinedOutput()
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if !bytes.Contains(out, []byte(run.want)) {
			return fmt.Errorf("the %s that was built does not work: %s %s (%v): want %q in: %s",
				t.Name, t.Name, strings.Join(run.args, " "), err, run.want, bytes.TrimSpace(out))
		}
	}
	return nil
}

// is reports whether a file is some build of the program.
func (t *Tool) is(file string) bool {
	info, err := buildinfo.ReadFile(file)
	return err == nil && (info.Main.Path == t.Module || info.Main.Path == t.module)
}
