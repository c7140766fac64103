package crossbuild

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/xplatvet/xplatvet/internal/ccompiler"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/platform"
)

// cgoReport returns findings, verdicts, problems and notes, with cgo on and
// off told apart.
func cgoReport(r *finding.Report) []string {
	var list []string
	ports := func(s platform.Set) string { return " | " + strings.Join(s.Strings(), ",") }
	for _, f := range r.Findings {
		list = append(list, errorText(f)+" | "+string(f.Kind)+ports(f.Ports))
	}
	for _, v := range r.Verdicts {
		list = append(list, strings.TrimPrefix(v.Package, "example.com/m/")+" "+string(v.Status)+ports(v.Ports))
	}
	for _, p := range r.Problems {
		list = append(list, "problem: "+p.Message+ports(p.Ports))
	}
	for _, n := range r.Notes {
		list = append(list, "note: "+n.Message+ports(n.Ports))
	}
	return list
}

const riscvMissing = "there is no C compiler for it; install gcc-riscv64-linux-gnu and libc6-dev-riscv64-cross (Debian's names), or zig; or name a compiler under cc in .xplatvet.yaml"

// TestCgo builds with the cross compilers of Debian that CI installs. There is
// none for linux/riscv64, and js/wasm has no cgo.
func TestCgo(t *testing.T) {
	const ports = "linux/amd64,linux/arm64,linux/riscv64,windows/amd64,js/wasm"
	dir := extract(t, "cgo.txtar")
	for _, test := range []struct {
		mode    CgoMode
		pattern string
		exit    int
		want    []string
	}{
		{CgoAuto, "./...", 1, []string{
			"posix/posix.go:5:11: fatal error: sys/socket.h: No such file or directory | c-header | windows/amd64:cgo",
			"cmd/app ok | js/wasm,linux/amd64,linux/arm64,linux/riscv64:nocgo,windows/amd64",
			"lib ok | js/wasm,linux/amd64,linux/arm64,linux/riscv64:nocgo,windows/amd64",
			"posix fail | windows/amd64:cgo",
			"posix ok | js/wasm,linux/amd64,linux/arm64,linux/riscv64:nocgo,windows/amd64:nocgo",
			"pure ok | js/wasm,linux/amd64,linux/arm64,linux/riscv64:nocgo,windows/amd64",
			"note: not built with cgo: " + riscvMissing + " | linux/riscv64:cgo",
		}},
		{CgoOn, "./lib", 2, []string{
			"lib ok | js/wasm,linux/amd64,linux/arm64,linux/riscv64:nocgo,windows/amd64",
			"lib skipped | linux/riscv64:cgo",
			"problem: " + riscvMissing + " | linux/riscv64:cgo",
		}},
		{CgoOff, "./lib", 0, []string{
			"lib ok | js/wasm,linux/amd64:nocgo,linux/arm64:nocgo,linux/riscv64:nocgo,windows/amd64:nocgo",
		}},
		// Without cgo files there is nothing to look for.
		{CgoAuto, "./pure", 0, []string{
			"pure ok | js/wasm,linux/amd64:nocgo,linux/arm64:nocgo,linux/riscv64:nocgo,windows/amd64:nocgo",
		}},
		{CgoOn, "./pure", 0, []string{
			"pure ok | js/wasm,linux/amd64,linux/arm64,linux/riscv64,windows/amd64",
		}},
	} {
		t.Run(string(test.mode)+" "+test.pattern, func(t *testing.T) {
			cfg := config(t, dir, ports, test.pattern)
			cfg.Go.Env = environ("CC=", "CXX=", "PKG_CONFIG=")
			cfg.Cgo = test.mode
			cfg.Link = true
			report := Run(t.Context(), cfg)
			diff(t, cgoReport(report), test.want)
			if code := report.ExitCode(); code != test.exit {
				t.Errorf("exit code %d, want %d", code, test.exit)
			}
		})
	}
}

// TestCgoCover wants no port to stand for others that is not built.
func TestCgoCover(t *testing.T) {
	cfg := config(t, extract(t, "cgo.txtar"), "linux/amd64:nocgo,linux/riscv64:cgo", "./lib", "./pure")
	cfg.Go.Env = environ("CC=")
	cfg.Cgo, cfg.Cover = CgoAuto, true
	report := Run(t.Context(), cfg)
	diff(t, cgoReport(report), []string{
		"lib ok | linux/amd64:nocgo",
		"pure ok | linux/amd64:nocgo",
		"note: not built with cgo: " + riscvMissing + " | linux/riscv64:cgo",
	})
}

// TestCgoConfigured wants a problem if the compiler that the project names is
// of no use.
func TestCgoConfigured(t *testing.T) {
	cfg := config(t, extract(t, "cgo.txtar"), "linux/arm64", "./lib")
	cfg.Go.Env = environ("CC=")
	cfg.Cgo = CgoAuto
	cfg.CC = []ccompiler.Setting{{Ports: cfg.Targets, CC: "x86_64-w64-mingw32-gcc", Place: "c.yaml:1:2"}}
	report := Run(t.Context(), cfg)
	if len(report.Problems) != 1 || !strings.HasPrefix(report.Problems[0].Message, `c.yaml:1:2: cc "x86_64-w64-mingw32-gcc" is of no use for linux/arm64: `) {
		t.Errorf("got %q", cgoReport(report))
	}
}

// TestPkgConfig wants a note if pkg-config answers for the wrong machine.
func TestPkgConfig(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, txtar.Parse([]byte(`
-- go.mod --
module example.com/m
go 1.24
-- a.go --
package m
// #cgo linux pkg-config: --static libpng zlib
// #cgo windows pkg-config: other
import "C"
`)))
	const note = "note: pkg-config is asked for libpng, zlib, and answers for this machine; set PKG_CONFIG_LIBDIR to where the files of the port are | linux/arm64:cgo"
	for _, test := range []struct {
		ports, env string
		want       bool
	}{
		{"linux/arm64:cgo", "", true},
		{"linux/amd64:cgo", "", false},
		{"linux/arm64:cgo", "PKG_CONFIG_LIBDIR=/nowhere", false},
		{"linux/arm64:cgo", "PKG_CONFIG=arm64-pkg-config", false},
	} {
		cfg := config(t, dir, test.ports, ".")
		cfg.Go.Env = environ("CC=", "PKG_CONFIG=", "PKG_CONFIG_LIBDIR=", test.env)
		cfg.Cgo = CgoAuto
		got := false
		for _, line := range cgoReport(Run(t.Context(), cfg)) {
			got = got || line == note
		}
		if got != test.want {
			t.Errorf("%s with %q: note %v, want %v", test.ports, test.env, got, test.want)
		}
	}
}

// TestSqlite builds a large C library, github.com/mattn/go-sqlite3. That takes
// its time, so that all three ports are built only if XPLATVET_SQLITE is all.
func TestSqlite(t *testing.T) {
	ports := "linux/arm64"
	if os.Getenv("XPLATVET_SQLITE") == "all" {
		ports = "linux/amd64,linux/arm64,windows/amd64"
	}
	dir := t.TempDir()
	write(t, dir, txtar.Parse([]byte(`
-- go.mod --
module example.com/m

go 1.24

require github.com/mattn/go-sqlite3 v1.14.22
-- go.sum --
github.com/mattn/go-sqlite3 v1.14.22 h1:2gZY6PC6kBnID23Tichd1K+Z0oS6nE/XwU+Vz/5o4kU=
github.com/mattn/go-sqlite3 v1.14.22/go.mod h1:Uh1q+B4BYcTPb+yiD3kU8Ct7aC0hY9fxUwlHK0RXw+Y=
-- main.go --
package main

import (
	"database/sql"

	_ "github.com/mattn/go-sqlite3"
)

func main() {
	db, err := sql.Open("sqlite3", ":memory:")
	if err != nil {
		panic(err)
	}
	var n int
	if err := db.QueryRow("select 6*7").Scan(&n); err != nil || n != 42 {
		panic(err)
	}
}
`)))
	cfg := config(t, dir, ports, ".")
	// Not optimised, which takes a fifth of the time.
	cfg.Go.Env = environ("CC=", "CXX=", "GOPROXY=", "GOFLAGS=-mod=mod", "CGO_CFLAGS=-O0")
	cfg.Cgo = CgoAuto
	cfg.Link = true
	report := Run(t.Context(), cfg)
	diff(t, cgoReport(report), []string{"example.com/m ok | " + strings.Join(cfg.Targets.Strings(), ",")})
	if _, err := os.Stat(filepath.Join(dir, "m")); err == nil {
		t.Error("the program was left behind")
	}
}
