package matrix

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/module"
	"golang.org/x/tools/txtar"

	"github.com/xplatvet/xplatvet/internal/proxytest"
	"github.com/xplatvet/xplatvet/platform"
)

// setCache has caches kept in a directory of the test.
func setCache(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"XDG_CACHE_HOME", "HOME", "LocalAppData"} {
		t.Setenv(name, dir)
	}
	return dir
}

const keptModule = `
-- go.mod --
module example.org/dep

go 1.24
-- dep.go --
package dep

import "syscall"

var Kill = syscall.Kill

const Bits = 1 << 40

var _ int = Bits
-- syntax/x_plan9.go --
package syntax

func {
-- syntax/x.go --
package syntax
-- body/x.go --
package body

func F()
-- body/x_amd64.s --
-- user/user.go --
package user

import _ "example.org/dep"

var X int = ""
-- vain/vain.go --
package vain

import _ "example.org/dep/none"
-- none/none_windows.go --
package none
-- wide/wide.go --
package wide

var _ int = 1 << 40
-- fine/fine.go --
package fine

import "runtime"

func F() int { return len(runtime.GOOS) }
`

const keepingModule = `
-- go.mod --
module example.com/m

go 1.24

require example.org/dep v1.0.0
-- a/a.go --
package a

import (
	_ "example.org/dep"
	_ "example.org/dep/body"
	_ "example.org/dep/fine"
	_ "example.org/dep/syntax"
	_ "example.org/dep/user"
	_ "example.org/dep/vain"
	_ "example.org/dep/wide"
)
`

// TestVerdictsKept compares checks that find the verdicts on dependencies on
// disk with one that does not, and with separate checks of each port.
func TestVerdictsKept(t *testing.T) {
	cache := setCache(t)
	proxy := t.TempDir()
	proxytest.Write(t, proxy, module.Version{Path: "example.org/dep", Version: "v1.0.0"}, keptModule)
	dir := extract(t, txtar.Parse([]byte(keepingModule)))
	env := proxytest.Env(t, proxy)
	ports, err := platform.Parse("linux/{386,amd64,arm64},windows/amd64,plan9/386,js")
	if err != nil {
		t.Fatal(err)
	}
	check := func(ports platform.Set, toolchain string, paranoid bool) (*Checker, map[string]string) {
		c := checkerFor(t, dir, ports.Intersect(noCgo()), false, paranoid, env...)
		c.Toolchain = toolchain
		return c, outcomes(t, c)
	}
	_, want := check(ports, "", true)
	if n := strings.Count(fmt.Sprint(want), "\n\t"); n < 20 {
		t.Fatalf("%d errors only", n)
	}
	run := func(name, toolchain string, wantKnown int) {
		t.Helper()
		c, got := check(ports, toolchain, false)
		compare(t, got, want)
		if len(c.shared.known) != wantKnown {
			t.Errorf("%s: %d verdicts known, want %d", name, len(c.shared.known), wantKnown)
		}
	}
	run("cold", "go1.99", 0)
	run("warm", "go1.99", 8)
	run("another toolchain", "go1.99.1", 0)
	run("a toolchain without a name of its own", "devel go1.99", 0)

	// A part of the ports is known too; one port more is not.
	fewer, err := platform.Parse("linux/386,plan9/386")
	if err != nil {
		t.Fatal(err)
	}
	c, got := check(fewer, "go1.99", false)
	_, wantFewer := check(fewer, "", true)
	compare(t, got, wantFewer)
	if len(c.shared.known) != 7 {
		t.Errorf("%d verdicts known on fewer ports", len(c.shared.known))
	}
	if c, _ := check(ports.Union(platform.OS("freebsd")), "go1.99", false); c.shared.known["example.org/dep"] {
		t.Error("verdicts are known on ports that were not checked")
	}

	// What is damaged is not there.
	files, err := filepath.Glob(filepath.Join(cache, "xplatvet", verdictsDir, "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%v %v", files, err)
	}
	for _, name := range files {
		if err := os.Truncate(name, 100); err != nil {
			t.Fatal(err)
		}
	}
	c, got = check(ports, "go1.99", false)
	compare(t, got, want)
	if len(c.shared.known) != 0 {
		t.Errorf("%d verdicts known", len(c.shared.known))
	}
}

// TestNoDeps compares checks without the errors of dependencies.
func TestNoDeps(t *testing.T) {
	setCache(t)
	proxy := t.TempDir()
	proxytest.Write(t, proxy, module.Version{Path: "example.org/dep", Version: "v1.0.0"}, keptModule)
	dir := extract(t, txtar.Parse([]byte(keepingModule+`
-- b/b.go --
package b

import "example.org/dep/fine"

var _ string = fine.F()
`)))
	env := proxytest.Env(t, proxy)
	check := func(paranoid bool) map[string]string {
		c := checkerFor(t, dir, noCgo(), false, paranoid, env...)
		c.NoDeps = true
		return outcomes(t, c)
	}
	got := check(false)
	compare(t, got, check(true))
	if !strings.Contains(got["linux/amd64:nocgo example.com/m/b"], "cannot use") {
		t.Error("the error of the main module is not found")
	}
	if all := fmt.Sprint(got); strings.Contains(all, "syscall.Kill") || strings.Contains(all, "missing function body") {
		t.Error("errors of dependencies")
	}
}
