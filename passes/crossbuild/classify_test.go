package crossbuild

import (
	"flag"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	gomodule "golang.org/x/mod/module"
	"golang.org/x/tools/txtar"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/proxytest"
)

var update = flag.Bool("update", false, "write golden files")

// kindsOf returns the findings with their kinds and remedies, in the order of
// the report.
func kindsOf(r *finding.Report) []string {
	var list []string
	for _, f := range r.Findings {
		pkg := strings.TrimPrefix(f.Package, "example.com/m/")
		list = append(list, pkg+" | "+errorText(f)+" | "+on(f.Ports), "\t"+string(f.Kind)+": "+f.Remedy)
	}
	for _, p := range r.Problems {
		list = append(list, "problem: "+p.Message)
	}
	return list
}

// golden compares the findings of a report with a file of testdata.
func golden(t *testing.T, file string, r *finding.Report) {
	t.Helper()
	got := strings.Join(kindsOf(r), "\n") + "\n"
	path := filepath.Join("testdata", file)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: got\n%s", file, got)
		diff(t, strings.Split(got, "\n"), strings.Split(string(want), "\n"))
	}
}

// TestClassify wants every error of the go command, the compiler, the
// assembler, cgo, the C compiler and the linkers recognised: each pattern must
// be of use, and no error be without a kind and a remedy.
func TestClassify(t *testing.T) {
	used := map[string]bool{}
	run := func(archive, ports, pattern, env, tags string) *finding.Report {
		t.Helper()
		cfg := config(t, extract(t, archive), ports, pattern)
		cfg.Go.Env = environ(strings.Fields(env)...)
		cfg.Tags = strings.Fields(tags)
		cfg.Link = true
		r := Run(t.Context(), cfg)
		for _, f := range r.Findings {
			if f.Kind == "" || f.Remedy == "" {
				t.Errorf("%s: %s is of kind %q with remedy %q", f.File, f.Message, f.Kind, f.Remedy)
			}
			if strings.Contains(f.Message, os.TempDir()) {
				t.Errorf("%q has the name of a temporary file", f.Message)
			}
			for _, p := range patterns() {
				if p.regexp.MatchString(f.Message) {
					used[p.regexp.String()] = true
					break
				}
			}
		}
		return r
	}
	golden(t, "classify.golden", run("classify.txtar", "linux/amd64:nocgo,windows/386:nocgo,ios/arm64:nocgo", "./...", "", "go1.99"))
	golden(t, "classify_language.golden", run("classify_language.txtar", "linux/amd64:nocgo", "./...", "", ""))
	golden(t, "classify_cgo.golden", run("classify_cgo.txtar", "linux/amd64:cgo", "./...", "", ""))
	golden(t, "classify_clang.golden", run("classify_cgo.txtar", "linux/amd64:cgo", "./...", "CC=clang CGO_LDFLAGS=-fuse-ld=lld", ""))
	golden(t, "classify_nocc.golden", run("classify_cgo.txtar", "linux/amd64:cgo", "./fine", "CC=nosuch-gcc", ""))
	golden(t, "classify_nopkgconfig.golden", run("classify_cgo.txtar", "linux/amd64:cgo", "./pkg", "PKG_CONFIG=nosuch-pkg-config", ""))

	for _, p := range patterns() {
		if !used[p.regexp.String()] {
			t.Errorf("no error matches %s", p.regexp)
		}
	}
}

// TestPatterns looks for the text of each pattern where it is said to be
// printed.
func TestPatterns(t *testing.T) {
	for _, p := range patterns() {
		if p.printed == "" {
			continue
		}
		src, err := os.ReadFile(filepath.Join(runtime.GOROOT(), "src", filepath.FromSlash(p.by)))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(src), p.printed) {
			t.Errorf("%s does not print %s", p.by, p.printed)
		}
	}
}

// TestWrongCompiler wants one finding that says so if the C compiler is for
// another machine, rather than one for each line that it does not understand.
func TestWrongCompiler(t *testing.T) {
	cfg := config(t, extract(t, "classify_cgo.txtar"), "linux/arm64:cgo", "./fine")
	cfg.Go.Env = environ("CC=gcc")
	report := Run(t.Context(), cfg)
	if len(report.Findings) != 1 || report.Findings[0].Kind != finding.CCompiler {
		t.Errorf("got\n%s\nwant one finding of kind %s", strings.Join(kindsOf(report), "\n"), finding.CCompiler)
	}
}

// TestNewer wants the version of a dependency named that is without the error:
// the latest one, or with GOPROXY=off the newest one in the module cache.
func TestNewer(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	proxy := filepath.Join(dir, "proxy")
	dep := func(version, files string) {
		proxytest.Write(t, proxy, gomodule.Version{Path: "example.org/dep", Version: version}, "-- go.mod --\nmodule example.org/dep\ngo 1.24\n"+files)
	}
	dep("v1.0.0", `
-- dep.go --
package dep
type T struct{}
-- dep_linux.go --
package dep
func F() {}
func (T) M() {}
-- port/port_linux.go --
package port
-- broken/broken.go --
package broken
import "syscall"
var Kill = syscall.Kill
var own = name
-- broken/broken_linux.go --
package broken
const name = 1
-- never/never_linux.go --
package never
-- body/body.go --
package body
func Body()
-- body/body_amd64.s --
-- still/still.go --
package still
var X int = 1 << 40
-- link/link.go --
package link
import (
	"syscall"
	_ "unsafe"
)
//go:linkname clearenv syscall.runtimeClearenv
func clearenv(env map[string]int)
func Clear() { clearenv(nil); syscall.Clearenv() }
-- link/empty.s --
`)
	dep("v1.2.0", `
-- dep.go --
package dep
type T struct{}
func F() {}
func (T) M() {}
-- port/port_linux.go --
package port
-- port/port_windows.go --
package port
-- broken/broken.go --
package broken
const name = 1
var own = name
-- broken/kill_linux.go --
package broken
import "syscall"
var Kill = syscall.Kill
-- never/never_linux.go --
package never
-- body/body.go --
package body
func Body() {}
-- still/still.go --
package still
var X int = 1 << 40
-- link/link.go --
package link
import "syscall"
func Clear() { syscall.Clearenv() }
`)
	main := filepath.Join(dir, "main")
	write(t, main, txtar.Parse([]byte(`
-- go.mod --
module example.com/m
go 1.24
require example.org/dep v1.0.0
-- use/use.go --
package use
import "example.org/dep"
func f(t dep.T) { dep.F(); t.M(); dep.G() }
-- port/port.go --
package port
import _ "example.org/dep/port"
-- broken/broken.go --
package broken
import _ "example.org/dep/broken"
-- never/never.go --
package never
import _ "example.org/dep/never"
-- cmd/main.go --
package main
import "example.org/dep/link"
func main() { link.Clear() }
-- body/body.go --
package body
import _ "example.org/dep/body"
import _ "example.org/dep/still"
`)))
	cfg := config(t, main, fastPorts, "./...")
	cfg.Link = true
	env := proxytest.Env(t, proxy)
	cfg.Go.Env = environ(env...)
	before, err := os.ReadFile(filepath.Join(main, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	// Two times: the second one finds the version in the module cache.
	golden(t, "classify_newer.golden", Run(t.Context(), cfg))
	cfg.Go.Env = environ(append(env, "GOPROXY=off")...)
	golden(t, "classify_newer.golden", Run(t.Context(), cfg))
	if after, err := os.ReadFile(filepath.Join(main, "go.mod")); err != nil || string(after) != string(before) {
		t.Errorf("go.mod has become %s (%v)", after, err)
	}
}
