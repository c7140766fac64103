package crosscheck_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/txtar"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/gocmd"
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
		{"among the analyses", total - 1, true, false},
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
