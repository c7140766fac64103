package crosscheck_test

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/platform"
	"github.com/xplatvet/xplatvet/passes/crossbuild"
	"github.com/xplatvet/xplatvet/passes/crosscheck"
)

// ports are those whose standard library the tests of crossbuild compile too.
const ports = "linux/amd64:nocgo,windows/386:nocgo,darwin/arm64:nocgo,plan9/386,js/wasm"

// notTypes are the packages of the module whose errors no type checker sees,
// with what the compiler says.
var notTypes = map[string]string{
	"example.com/m/badasm": "unrecognized instruction",
}

// TestCompiler compares the verdict on each package and port with what the
// compiler says, on a module that is broken in every way.
func TestCompiler(t *testing.T) {
	dir := extract(t, filepath.Join("..", "crossbuild", "testdata", "ports.txtar"))
	env := append(os.Environ(), "GOFLAGS=", "GOWORK=off", "GOPROXY=off", "GOTOOLCHAIN=local", "GO111MODULE=")
	runner := &gocmd.Runner{Dir: dir, Env: env}
	targets, err := platform.Parse(ports)
	if err != nil {
		t.Fatal(err)
	}
	patterns := []string{"./..."}
	want := crossbuild.Run(t.Context(), crossbuild.Config{Go: runner, Patterns: patterns, Targets: targets})
	got := crosscheck.Run(t.Context(), crosscheck.Config{
		Go: runner, Patterns: patterns, Targets: targets, Tests: true,
		Reports: func(string, string) bool { return true },
	})
	for _, p := range slices.Concat(want.Problems, got.Problems) {
		t.Errorf("problem: %s", p.Message)
	}
	wantStatus, gotStatus := statuses(want), statuses(got)
	for _, key := range slices.Sorted(maps.Keys(wantStatus)) {
		pkg, _, _ := strings.Cut(key, " ")
		if notTypes[pkg] != "" && gotStatus[key].Status == finding.OK {
			if errs := wantStatus[key].Errors; !strings.Contains(strings.Join(errs, "\n"), notTypes[pkg]) && len(errs) > 0 {
				t.Errorf("%s: ok, but the compiler says %q", key, errs)
			}
			continue
		}
		if got, want := gotStatus[key], wantStatus[key]; got.Status != want.Status {
			t.Errorf("%s: %s %q, the compiler says %s %q", key, got.Status, got.Errors, want.Status, want.Errors)
		} else if got.Status == finding.Blocked && !slices.Equal(got.Errors, want.Errors) {
			t.Errorf("%s: blocked by %q, the compiler says %q", key, got.Errors, want.Errors)
		}
	}
	for key := range gotStatus {
		if _, ok := wantStatus[key]; !ok {
			t.Errorf("%s: a verdict on what the compiler does not see", key)
		}
	}

	// Each error of the compiler is there with its place and ports.
	for _, f := range want.Findings {
		if notTypes[f.Package] != "" {
			continue
		}
		if !slices.ContainsFunc(got.Findings, func(g finding.Finding) bool {
			return g.File == f.File && g.Line == f.Line && f.Ports.SubsetOf(g.Ports)
		}) {
			t.Errorf("the compiler's %s:%d:%d: %s on %s is not found", f.File, f.Line, f.Column, f.Message, f.Ports)
		}
	}
	for _, f := range got.Findings {
		if !slices.ContainsFunc(want.Findings, func(w finding.Finding) bool {
			return w.File == f.File && w.Line == f.Line && f.Ports.SubsetOf(w.Ports)
		}) {
			t.Errorf("%s:%d:%d: %s on %s: the compiler says nothing there", f.File, f.Line, f.Column, f.Message, f.Ports)
		}
	}
}

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

// statuses returns the verdicts by "package port".
func statuses(r *finding.Report) map[string]finding.Verdict {
	m := make(map[string]finding.Verdict)
	for _, v := range r.Verdicts {
		for port := range v.Ports.Ports() {
			m[v.Package+" "+port.String()] = v
		}
	}
	return m
}

func extract(t *testing.T, file string) string {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
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
	return dir
}
