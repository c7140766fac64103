package gopls_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/xplatvet/xplatvet/internal/cli"
	"github.com/xplatvet/xplatvet/passes/scope"
)

// build builds a gopls as a user does.
func build(t testing.TB) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "gopls")
	if runtime.GOOS == "windows" {
		file += ".exe"
	}
	var stdout, stderr bytes.Buffer
	env := cli.Env{Stdout: &stdout, Stderr: &stderr, Environ: os.Environ()}
	if code := cli.Run(t.Context(), env, []string{"gopls", "-o", file}); code != 0 {
		t.Fatalf("exit code %d\n%s", code, stderr.String())
	}
	quoted, err := json.Marshal(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, setting := range []string{`"go.alternateTools": { "gopls": `, "vim.lsp.config('gopls', { cmd = { ", "command = ", `"binary": { "path": `, "lsp-go-gopls-server-path "} {
		if !strings.Contains(stdout.String(), setting+string(quoted)) {
			t.Errorf("no setting %s%s in\n%s", setting, quoted, stdout.String())
		}
	}
	return file
}

const workspace = `
-- go.mod --
module example.com/native

go 1.26
-- native.go --
package native

// int one(void) { return 1; }
import "C"

import (
	"os"
	"syscall"
)

// Stop stops a process.
func Stop(pid int) error { return syscall.Kill(pid, syscall.SIGTERM) }

// Note leaves a note.
func Note() error { return os.WriteFile("/tmp/note", []byte{byte(C.one())}, 0o600) }
-- sys/sys_windows.go --
package sys

import "syscall"

// Group returns the process group.
func Group() int { return syscall.Getpgrp() }
-- sys/sys.go --
package sys

import (
	"os"
	"runtime"
)

// Mac tells a Mac.
const Mac = runtime.GOOS == "macos"

// Deposit gives a file to a user.
func Deposit(name string, data []byte, uid int) error {
	if err := os.WriteFile(name, data, 0o600); err != nil {
		return err
	}
	return os.Chown(name, uid, -1)
}
`

// writeWorkspace writes the files of an archive into a new directory.
func writeWorkspace(t *testing.T, archive string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		file := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestGopls builds a gopls and does with it what an editor does.
func TestGopls(t *testing.T) {
	server := build(t)
	cache := t.TempDir()
	start := func(t *testing.T, dir string, analyses map[string]bool) *editor {
		t.Helper()
		env := append(os.Environ(), "GOPLSCACHE="+cache, "GOFLAGS=", "GOWORK=", "CGO_ENABLED=1")
		return startEditor(t, server, dir, env, map[string]any{"diagnosticsDelay": "0s", "analyses": analyses})
	}

	t.Run("constraint", func(t *testing.T) {
		dir := writeWorkspace(t, workspace)
		file := filepath.Join(dir, "native.go")
		e := start(t, dir, nil)
		src := read(t, file)
		e.open(file, src)
		got := e.await(file, "with three findings", sources("cgoguard", "platformapi", "hardpath"))
		for _, d := range got {
			const warning = 2
			if d.Severity != warning {
				t.Errorf("severity %d: %s", d.Severity, d.Message)
			}
			if want := "github.com/xplatvet/xplatvet/analyzers/" + d.Source; !strings.Contains(string(d.CodeDescription), want) {
				t.Errorf("%s: description %s, not of %s", d.Source, d.CodeDescription, want)
			}
		}
		e.change(file, "//go:build cgo && unix\n\n"+src)
		e.await(file, "without findings", sources())
		e.change(file, src)
		e.await(file, "with three findings again", sources("cgoguard", "platformapi", "hardpath"))
	})

	t.Run("fix", func(t *testing.T) {
		dir := writeWorkspace(t, workspace)
		file := filepath.Join(dir, "sys", "sys.go")
		e := start(t, dir, nil)
		src := read(t, file)
		e.open(file, src)
		got := e.await(file, "with findings", sources("goosvalue", "unsupported"))
		fixed := e.fix(file, src, got[slices.IndexFunc(got, from("goosvalue"))])
		if want := strings.Replace(src, `"macos"`, `"darwin"`, 1); fixed != want {
			t.Errorf("the fix makes\n%s\nwant\n%s", fixed, want)
		}
		e.change(file, fixed)
		e.await(file, "without what was fixed", sources("unsupported"))
	})

	t.Run("fix of a constraint", func(t *testing.T) {
		dir := writeWorkspace(t, workspace)
		file := filepath.Join(dir, "native.go")
		e := start(t, dir, nil)
		src := read(t, file)
		e.open(file, src)
		got := e.await(file, "with findings", sources("cgoguard", "platformapi", "hardpath"))
		fixed := e.fix(file, src, got[slices.IndexFunc(got, from("cgoguard"))])
		if want := "//go:build cgo\n\n" + src; fixed != want {
			t.Errorf("the fix makes\n%s\nwant\n%s", fixed, want)
		}
		e.change(file, fixed)
		e.await(file, "without what was fixed", sources("platformapi", "hardpath"))
	})

	t.Run("analyses", func(t *testing.T) {
		dir := writeWorkspace(t, workspace)
		file := filepath.Join(dir, "native.go")
		e := start(t, dir, map[string]bool{"hardpath": false})
		e.open(file, read(t, file))
		e.await(file, "without hardpath", sources("cgoguard", "platformapi"))
	})

	t.Run("file of another port", func(t *testing.T) {
		dir := writeWorkspace(t, workspace)
		name := "sys_windows.go"
		if runtime.GOOS == "windows" {
			t.Fatal("the test is for other systems")
		}
		file := filepath.Join(dir, "sys", name)
		e := start(t, dir, nil)
		e.open(file, read(t, file))
		e.await(file, "with what is missing on windows", sources("compiler", "platformapi"))
	})

	t.Run("configuration", func(t *testing.T) {
		dir := writeWorkspace(t, workspace)
		config := filepath.Join(dir, ".xplatvet.yaml")
		file := filepath.Join(dir, "native.go")
		src := read(t, file)
		write(t, config, "platforms: [linux:cgo]\n")
		t.Run("targets", func(t *testing.T) {
			e := start(t, dir, nil)
			e.open(file, src)
			e.await(file, "without findings", sources())

			// Gopls does not look at the file, but analyses what is edited.
			write(t, config, "platforms: [linux, darwin]\n")
			time.Sleep(scope.Refresh)
			e.change(file, src+"\n// edited\n")
			e.await(file, "with findings on other targets", sources("cgoguard"))
		})
		// A gopls that is started after the change does not go by what was
		// found before it.
		write(t, config, "platforms: [linux, windows]\nanalyzers: {cgoguard: off}\n")
		t.Run("changed", func(t *testing.T) {
			e := start(t, dir, nil)
			e.open(file, src)
			e.await(file, "with other findings", sources("platformapi", "hardpath"))
		})
		write(t, config, "platform: linux\n")
		t.Run("mistake", func(t *testing.T) {
			e := start(t, dir, nil)
			e.open(file, src)
			got := e.await(file, "with the mistake", sources("xplatvet"))
			if want := config + `:1:1: unknown key "platform"`; !strings.Contains(got[0].Message, want) {
				t.Errorf("got %s\nwant %s", got[0].Message, want)
			}
		})
	})
}

// sources returns a test for diagnostics of the given sources, each one or
// more, and of no others.
func sources(want ...string) func([]diagnostic) bool {
	slices.Sort(want)
	return func(list []diagnostic) bool {
		var got []string
		for _, d := range list {
			got = append(got, d.Source)
		}
		slices.Sort(got)
		return slices.Equal(slices.Compact(got), want)
	}
}

func from(source string) func(diagnostic) bool {
	return func(d diagnostic) bool { return d.Source == source }
}

func read(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
