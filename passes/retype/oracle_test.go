package retype_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/driver"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/matrix"
	"github.com/xplatvet/xplatvet/passes/retype"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/platform"
)

// TestOracle compares the problems that one port tells of all others with the
// errors of the type checker on each of them, in the cases of the analyzers: a
// line with a problem has an error on these ports, and a line with an error
// that some other port does not have has a problem, unless the error is that a
// name is not declared.
func TestOracle(t *testing.T) {
	for _, test := range []struct{ dir, targets string }{
		{"porttype/basic", "linux/{386,amd64,arm64},darwin/arm64,freebsd/{386,amd64},openbsd/amd64,netbsd/arm,solaris/amd64,aix/ppc64"},
		{"porttype/ok", "linux/amd64,darwin/arm64,freebsd/amd64,openbsd/arm,windows/amd64"},
		{"porttype/handle", "linux/amd64,windows/{386,amd64},js/wasm,darwin/arm64"},
		{"porttype/third", "linux/amd64,windows/386,plan9/386"},
		{"porttype/arch", "linux/{386,amd64,arm,arm64,mips,mips64,ppc64le,s390x},android/386"},
		{"intsize/basic", "linux/{386,amd64,mips},windows/386,js/wasm"},
		{"intsize/ok", "linux/{386,amd64,mips},windows/386,js/wasm"},
	} {
		targets, err := platform.Parse(test.targets + ",!*/*:cgo")
		if err != nil {
			t.Fatal(err)
		}
		u := load(t, test.dir, test.targets, targets)
		lines := 0
		for port, problems := range u.problems {
			for line, ports := range problems {
				lines++
				for p := range ports.Ports() {
					if u.errors[line][p] == "" {
						t.Errorf("%s, as seen from %s: %s has an error on %s; it has none", test.dir, port, line, p)
					}
				}
			}
			for line, byPort := range u.errors {
				file, _, _ := strings.Cut(line, ":")
				if !u.files[port][file] {
					continue
				}
				good := false // there is a port that builds the file and has no error
				for p := range u.files {
					good = good || u.files[p][file] && byPort[p] == ""
				}
				for p, msg := range byPort {
					if good && !strings.Contains(msg, "undefined") && !strings.Contains(msg, "duplicate") && !problems[line].Contains(p) {
						t.Errorf("%s, as seen from %s: %s has no problem on %s; go/types: %s", test.dir, port, line, p, msg)
					}
				}
			}
		}
		if strings.HasSuffix(test.dir, "/ok") != (lines == 0) {
			t.Errorf("%s: %d lines with problems: %v", test.dir, lines, u.errors)
		}
	}
}

// A universe is what is known of a case by port.
type universe struct {
	errors   map[string]map[platform.Port]string       // "file:line" → messages of go/types
	problems map[platform.Port]map[string]platform.Set // port of the pass → "file:line" → ports
	files    map[platform.Port]map[string]bool         // built files
}

func load(t *testing.T, dir, flag string, targets platform.Set) *universe {
	t.Helper()
	setFlag(t, flag)
	gopath, err := filepath.Abs(filepath.Join("..", "..", "testdata"))
	if err != nil {
		t.Fatal(err)
	}
	checker := &matrix.Checker{
		Go: &gocmd.Runner{
			Dir: filepath.Join(gopath, "src", filepath.FromSlash(dir)),
			Env: append(os.Environ(), "GO111MODULE=off", "GOPATH="+gopath, "GOFLAGS=", "GOWORK=off"),
		},
		Patterns: []string{"."},
		Ports:    targets,
		Fset:     token.NewFileSet(),
	}
	if err := checker.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	u := &universe{
		errors:   make(map[string]map[platform.Port]string),
		problems: make(map[platform.Port]map[string]platform.Set),
		files:    make(map[platform.Port]map[string]bool),
	}
	at := func(pos token.Position) string { return fmt.Sprintf("%s:%d", filepath.Base(pos.Filename), pos.Line) }
	for port := range targets.Ports() {
		u.problems[port], u.files[port] = make(map[string]platform.Set), make(map[string]bool)
		facts := new(driver.Facts)
		var result *retype.Result
		analyzer := &analysis.Analyzer{
			Name:             "test",
			Doc:              "test",
			RunDespiteErrors: true,
			Requires:         []*analysis.Analyzer{retype.Analyzer},
			ResultType:       reflect.TypeFor[*retype.Result](),
			Run: func(pass *analysis.Pass) (any, error) {
				result = pass.ResultOf[retype.Analyzer].(*retype.Result)
				return result, nil
			},
		}
		err := checker.Check(t.Context(), platform.Of(port), func(_ platform.Set, p *matrix.Package) error {
			if p.Types == nil || p.Standard {
				return nil
			}
			for _, res := range driver.Run(&driver.Unit{
				Fset: checker.Fset, Files: p.Files, Pkg: p.Types, Info: p.Info, Sizes: p.Sizes, TypeErrors: p.TypeErrors,
			}, []*analysis.Analyzer{analyzer}, facts) {
				if res.Err != nil {
					t.Error(res.Err)
				}
			}
			if !p.Matched {
				return nil
			}
			for _, f := range p.Files {
				u.files[port][base(checker.Fset, f)] = true
			}
			for _, e := range p.Errors {
				if u.errors[at(e.Pos)] == nil {
					u.errors[at(e.Pos)] = make(map[platform.Port]string)
				}
				u.errors[at(e.Pos)][port] += e.Message
			}
			for _, problem := range result.Problems() {
				line := at(checker.Fset.Position(problem.Pos))
				undefined := true
				for _, v := range problem.Bad {
					undefined = undefined && problem.Undefined(v)
				}
				if !undefined {
					u.problems[port][line] = u.problems[port][line].Union(problem.Ports())
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return u
}

func base(fset *token.FileSet, f *ast.File) string {
	return filepath.Base(fset.Position(f.Package).Filename)
}

func setFlag(t *testing.T, platforms string) {
	t.Helper()
	f := scope.Analyzer.Flags.Lookup("platforms")
	old := f.Value.String()
	if err := f.Value.Set(platforms + ",!*/*:cgo"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Value.Set(old) })
}
