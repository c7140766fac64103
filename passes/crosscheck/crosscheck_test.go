package crosscheck_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/platform"
	"github.com/xplatvet/xplatvet/passes/crosscheck"
)

// TestInterrupted cancels a check when the first ports are done.
func TestInterrupted(t *testing.T) {
	dir := extract(t, filepath.Join("..", "crossbuild", "testdata", "ports.txtar"))
	env := append(os.Environ(), "GOFLAGS=", "GOWORK=off", "GOPROXY=off", "GOTOOLCHAIN=local", "GO111MODULE=")
	targets, err := platform.Parse("unix")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	report := crosscheck.Run(ctx, crosscheck.Config{
		Go: &gocmd.Runner{Dir: dir, Env: env}, Patterns: []string{"./clean"}, Targets: targets,
		Reports:  func(string, string) bool { return true },
		Progress: func(done, total int) { cancel() },
	})
	if len(report.Problems) != 1 || !strings.HasPrefix(report.Problems[0].Message, "interrupted: ") {
		t.Fatalf("problems: %+v", report.Problems)
	}
	if report.ExitCode() != 2 {
		t.Errorf("exit code %d", report.ExitCode())
	}
	skipped := report.Problems[0].Ports
	var checked platform.Set
	for _, v := range report.Verdicts {
		if (v.Status == finding.Skipped) != v.Ports.Overlaps(skipped) {
			t.Errorf("%s is %s on %s, but %s were interrupted", v.Package, v.Status, v.Ports, skipped)
		}
		checked = checked.Union(v.Ports)
	}
	if checked != targets {
		t.Errorf("verdicts on %s, want %s", checked, targets)
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
