package crossbuild

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/platform"
)

// kept is a module in which the outcome of packages depends on all that it can
// depend on.
const keptModule = `
-- go.mod --
module example.com/m

go 1.24
-- base/base.go --
package base

func F() {}
-- base/base_windows.go --
package base

func G() {}
-- use/use.go --
package use

import "example.com/m/base"

var _ = base.F
-- use/use_test.go --
package use

var _ = 1
-- other/other.go --
package other
-- asm/asm.go --
package asm

func F()
-- asm/asm_amd64.s --
#include "asm.h"
TEXT ·F(SB), 4, $0-0
	OP
-- asm/asm_386.s --
TEXT ·F(SB), 4, $0-0
	RET
-- asm/asm.h --
#define OP RET
-- embed/embed.go --
package embed

import _ "embed"

//go:embed data/*.txt
var data string
-- embed/data/a.txt --
-- bad/bad.go --
package bad

import "syscall"

var _ = syscall.Kill
-- needbad/needbad.go --
package needbad

import _ "example.com/m/bad"
-- vain/vain.go --
package vain

import _ "example.com/m/vain/sub"
-- vain/sub/sub_windows.go --
package sub
`

// tracer notes go commands.
type tracer struct {
	mu    sync.Mutex
	lists []string // GOOS and patterns of go list
}

func (tr *tracer) trace(r *gocmd.Runner, args []string) {
	if i := slices.Index(args, "--"); args[0] == "list" || args[0] == "build" {
		tr.mu.Lock()
		defer tr.mu.Unlock()
		tr.lists = append(tr.lists, r.Getenv("GOOS")+": "+strings.Join(args[i+1:], " "))
	}
}

// TestKept edits a module in every way that may count, and wants what is kept
// to make no difference to the report; and nothing to be built that has not
// changed.
func TestKept(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, txtar.Parse([]byte(keptModule)))
	const all = "linux: ./...|windows: ./..."
	for _, step := range []struct {
		name, file string
		text       string // "" removes the file
		built      string // sorted, joined by |
	}{
		{"first", "", "", all},
		{"nothing", "", "", ""},
		{"one port", "base/base_windows.go", "package base\n\nfunc G() int\n", "windows: example.com/m/base example.com/m/use"},
		{"back", "base/base_windows.go", "package base\n\nfunc G() {}\n", ""},
		{"dependency", "base/base.go", "package base\n\nfunc H() {}\n", "linux: example.com/m/base example.com/m/use|windows: example.com/m/base example.com/m/use"},
		{"user", "use/use.go", "package use\n", "linux: example.com/m/use|windows: example.com/m/use"},
		{"test, not asked for", "use/use_test.go", "package use\n\nvar _ = nothing\n", ""},
		{"new file", "other/new_linux.go", "package other\n\nvar _ = nothing\n", "linux: example.com/m/other"},
		{"removed file", "other/new_linux.go", "", ""},
		{"header", "asm/asm.h", "#define OP NOSUCH\n", "linux: example.com/m/asm|windows: example.com/m/asm"},
		{"header again", "asm/asm.h", "#define OP RET\n", ""},
		{"assembly gone", "asm/asm_386.s", "", "windows: example.com/m/asm"},
		{"embedded file gone", "embed/data/a.txt", "", "linux: example.com/m/embed|windows: example.com/m/embed"},
		{"failure mended", "bad/bad.go", "package bad\n", "linux: example.com/m/bad example.com/m/needbad|windows: example.com/m/bad example.com/m/needbad"},
		{"import in vain gone", "vain/vain.go", "package vain\n", "linux: example.com/m/vain|windows: example.com/m/vain"},
		{"package gone", "vain/sub/sub_windows.go", "", ""},
		{"language", "go.mod", "module example.com/m\n\ngo 1.21\n", all},
		{"syntax", "other/other.go", "package\n", "linux: example.com/m/other|windows: example.com/m/other"},
	} {
		name := filepath.Join(dir, filepath.FromSlash(step.file))
		switch {
		case step.file == "":
		case step.text == "":
			if err := os.Remove(name); err != nil {
				t.Fatal(err)
			}
		default:
			if err := os.WriteFile(name, []byte(step.text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		cfg := config(t, dir, fastPorts, "./...")
		var tr tracer
		cfg.Go.Trace = tr.trace
		got := Run(t.Context(), cfg)
		slices.Sort(tr.lists)
		if built := strings.Join(tr.lists, "|"); built != step.built {
			t.Errorf("%s: built %q, want %q", step.name, built, step.built)
		}
		cfg = config(t, dir, fastPorts, "./...")
		cfg.Again = true
		cfg.Go.Trace = nil
		if want := Run(t.Context(), cfg); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got\n%s\nwant\n%s", step.name, reportText(got), reportText(want))
		}
	}
}

// TestRevision wants the same sources to have the same revision wherever they
// are, and others another one: that is how merge knows the shards of a build.
func TestRevision(t *testing.T) {
	revision := func(text string) string {
		t.Helper()
		dir, err := filepath.EvalSymlinks(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		write(t, dir, txtar.Parse([]byte(text)))
		r := Run(t.Context(), config(t, dir, "linux/amd64:nocgo", "./..."))
		if r.Revision == "" {
			t.Error("there is no revision")
		}
		return r.Revision
	}
	first := revision(keptModule)
	if again := revision(keptModule); again != first {
		t.Errorf("in another directory the revision is %s, not %s", again, first)
	}
	for old, new := range map[string]string{"func F() {}": "func F() {} ", "a.txt": "b.txt", "go 1.24": "go 1.23"} {
		if changed := revision(strings.Replace(keptModule, old, new, 1)); changed == first {
			t.Errorf("with %q for %q the revision is the same", new, old)
		}
	}
}

// TestKeptElsewhere wants what is kept to be used for builds of the same kind
// only.
func TestKeptElsewhere(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, txtar.Parse([]byte(keptModule)))
	run := func(change func(*Config)) int {
		t.Helper()
		cfg := config(t, dir, "linux/amd64:nocgo", "./base", "./other")
		var tr tracer
		change(&cfg)
		cfg.Go.Trace = tr.trace
		Run(t.Context(), cfg)
		return len(tr.lists)
	}
	same := func(*Config) {}
	if run(same) != 1 || run(same) != 0 {
		t.Fatal("nothing is kept, or too much")
	}
	env := func(kv string) func(*Config) {
		return func(cfg *Config) { cfg.Go.Env = environ(kv) }
	}
	for name, change := range map[string]func(*Config){
		"-count=1":    func(cfg *Config) { cfg.Again = true },
		"tags":        func(cfg *Config) { cfg.Tags = []string{"x"} },
		"tests":       func(cfg *Config) { cfg.Tests = true },
		"GOFLAGS":     env("GOFLAGS=-trimpath"),
		"GOAMD64":     env("GOAMD64=v3"),
		"GODEBUG":     env("GODEBUG=gotypesalias=0"),
		"toolexec":    env("GOFLAGS=-toolexec=env"),
		"another dir": func(cfg *Config) { cfg.Go.Dir = filepath.Join(dir, "use"); cfg.Patterns = []string{"../base"} },
	} {
		if run(change) == 0 {
			t.Errorf("%s: nothing is built", name)
		}
	}
	for name, change := range map[string]func(*Config){
		"GOMAXPROCS": env("GOMAXPROCS=1"),
		"GOPROXY":    env("GOPROXY=direct"),
		"ports": func(cfg *Config) {
			cfg.Targets = platform.Of(platform.Port{GOOS: "linux", GOARCH: "amd64"})
		},
		"fewer packages": func(cfg *Config) { cfg.Patterns = []string{"./other"} },
	} {
		if run(change) != 0 {
			t.Errorf("%s: something is built", name)
		}
	}
}
