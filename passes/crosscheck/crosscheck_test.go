package crosscheck_test

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/module"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/txtar"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/proxytest"
	"github.com/xplatvet/xplatvet/passes/crosscheck"
	"github.com/xplatvet/xplatvet/platform"
)

// TestInterrupted cancels checks at several points. The report must have what is
// known by then, as the report of all does, and count the rest as skipped.
func TestInterrupted(t *testing.T) {
	dir := extract(t, filepath.Join("..", "crossbuild", "testdata", "ports.txtar"))
	env := append(os.Environ(), "GOFLAGS=", "GOWORK=off", "GOPROXY=off", "GOTOOLCHAIN=local", "GO111MODULE=")
	targets, err := platform.Parse("linux/amd64,windows/386,darwin/arm64,plan9/386")
	if err != nil {
		t.Fatal(err)
	}
	silent := &analysis.Analyzer{Name: "silent", Doc: "says nothing", Run: func(*analysis.Pass) (any, error) { return nil, nil }}
	run := func(stop func(done, total int) bool) *finding.Report {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		return crosscheck.Run(ctx, crosscheck.Config{
			Go: &gocmd.Runner{Dir: dir, Env: env}, Patterns: []string{"./..."}, Targets: targets,
			Analyzers: []*analysis.Analyzer{silent}, Again: true,
			Reports: func(string, string) bool { return true },
			Progress: func(done, total int) {
				if stop(done, total) {
					cancel()
				}
			},
		})
	}
	type place struct {
		path string
		port platform.Port
	}
	statuses := func(r *finding.Report) map[place]finding.Status {
		list := make(map[place]finding.Status)
		for _, v := range r.Verdicts {
			for port := range v.Ports.Ports() {
				list[place{v.Package, port}] = v.Status
			}
		}
		return list
	}
	var last, total int
	all := run(func(done, n int) bool {
		if done < last || n < total {
			t.Errorf("progress from %d of %d to %d of %d", last, total, done, n)
		}
		last, total = done, n
		return false
	})
	if last != total || total == 0 {
		t.Errorf("%d of %d done in the end", last, total)
	}
	if len(all.Problems) > 0 {
		t.Fatalf("problems: %+v", all.Problems)
	}
	want := statuses(all)
	for _, test := range []struct {
		name           string
		stop           int
		known, skipped bool
	}{
		{"at once", 0, false, true},
		{"among the checks", total / 3, true, true},
		{"among the analyses", total - runtime.GOMAXPROCS(0), true, false}, // each may be at one more
	} {
		t.Run(test.name, func(t *testing.T) {
			report := run(func(done, _ int) bool { return done >= test.stop })
			if report.ExitCode() != 2 || len(report.Problems) == 0 {
				t.Errorf("exit code %d, problems %+v", report.ExitCode(), report.Problems)
			}
			for _, p := range report.Problems {
				if !strings.HasPrefix(p.Message, "interrupted: ") {
					t.Errorf("problem: %s", p.Message)
				}
			}
			known, skipped := false, false
			got := statuses(report)
			for at, status := range want {
				switch got[at] {
				case finding.Skipped:
					skipped = true
				case status:
					known = known || status != finding.Excluded
				default:
					t.Errorf("%s on %s is %v, want %v", at.path, at.port, got[at], status)
				}
			}
			if test.known && !known || skipped != test.skipped {
				t.Errorf("some known: %v, skipped: %v", known, skipped)
			}
		})
	}
}

func extract(t *testing.T, file string) string {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return unpack(t, archive)
}

func unpack(t *testing.T, archive *txtar.Archive) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	age(t, dir)
	return dir
}

// TestCommandOfModule checks a command from the module cache, of which the go
// command does not tell the module where it cannot be linked.
func TestCommandOfModule(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"XDG_CACHE_HOME", "LocalAppData"} {
		t.Setenv(name, filepath.Join(dir, "cache"))
	}
	proxy, main := filepath.Join(dir, "proxy"), filepath.Join(dir, "main")
	proxytest.Write(t, proxy, module.Version{Path: "example.org/tool", Version: "v1.0.0"}, `
-- go.mod --
module example.org/tool
go 1.24
-- main.go --
package main
func main() {}
`)
	if err := os.Mkdir(main, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(main, "go.mod"), []byte("module m\ngo 1.24\nrequire example.org/tool v1.0.0\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	targets, err := platform.Parse("aix:nocgo,android/386:nocgo,linux/amd64:nocgo")
	if err != nil {
		t.Fatal(err)
	}
	env := append(os.Environ(), append(proxytest.Env(t, proxy), "GOWORK=off", "GOTOOLCHAIN=local", "GO111MODULE=")...)
	for range 2 { // what is kept from the first time too
		r := crosscheck.Run(t.Context(), crosscheck.Config{
			Go: &gocmd.Runner{Dir: main, Env: env}, Patterns: []string{"example.org/tool"}, Targets: targets,
			Reports: func(string, string) bool { return true },
		})
		for _, p := range r.Problems {
			t.Errorf("problem: %s", p.Message)
		}
		var ok, fail []string
		for _, v := range r.Verdicts {
			if v.Status == finding.OK {
				ok = append(ok, v.Ports.String())
			} else {
				fail = append(fail, v.Ports.String()+": "+strings.Join(v.Errors, ", "))
			}
		}
		if want := []string{"android/386:nocgo: cannot link this command without cgo (a limit of the Go toolchain)"}; !slices.Equal(fail, want) {
			t.Errorf("fails on %q, want %q", fail, want)
		}
		if want := []string{"aix:nocgo,linux/amd64:nocgo"}; !slices.Equal(ok, want) {
			t.Errorf("is fine on %q, want %q", ok, want)
		}
	}
}
