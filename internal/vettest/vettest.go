// Package vettest tests an analyzer on packages of testdata/src under several
// ports. Unlike analysistest it honours `// want` comments in the files that a
// port leaves out, and type-checks what fixes leave behind on every target.
package vettest

import (
	"context"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/driver"
	"github.com/xplatvet/xplatvet/internal/edit"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/matrix"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/platform"
)

// Ports are those under which analyzers are tested: each kind of operating
// system, two of them with 32 bits, with cgo on and off.
const Ports = "linux/amd64,windows/386,darwin/arm64,js/wasm,plan9/386"

var update = flag.Bool("update", false, "write golden files")

// Options say how to test.
type Options struct {
	Targets string   // -platforms; "" is Ports
	Ports   string   // the ports under which the package is type-checked; "" is Ports
	Tags    []string // -tags
}

// Run analyses the package testdata/src/path, and what it imports from there,
// under each port. What is reported must be wanted, on the line where a
// comment
//
//	// want "regexp" `regexp`
//
// stands, in every file of the directory; and what is wanted must be reported
// under one port at least. A number, as in `// want -2 "regexp"`, is added to the
// line: nothing may stand behind a constraint. If a file has a twin named FILE.golden, the fixes
// of all diagnostics in it must make the twin, and the package must then
// type-check on every target on which it did before, without an error in a file
// that was fixed on any.
func Run(t *testing.T, a *analysis.Analyzer, path string, opt Options) {
	t.Helper()
	testdata := testdataDir(t)
	dir := filepath.Join(testdata, "src", filepath.FromSlash(path))
	targets := opt.Targets
	if targets == "" {
		targets = Ports
	}
	setFlag(t, "platforms", targets)
	setFlag(t, "tags", strings.Join(opt.Tags, ","))

	ports := opt.Ports
	if ports == "" {
		ports = Ports
	}
	set, err := platform.Parse(ports)
	if err != nil {
		t.Fatal(err)
	}

	wants := wantsOf(t, dir)
	fixes := make(map[string][][]edit.Edit)
	checker := newChecker(t, testdata, dir, opt.Tags, set)
	for port := range set.Ports() {
		facts := new(driver.Facts)
		err := checker.Check(context.Background(), platform.Of(port), func(_ platform.Set, p *matrix.Package) error {
			if p.Types == nil || p.Standard {
				return nil
			}
			for _, res := range driver.Run(unit(checker, p), []*analysis.Analyzer{a}, facts) {
				if res.Err != nil {
					t.Errorf("%s: %s: %v", port, p.Path, res.Err)
				}
				if p.Matched && !p.Tested {
					for _, d := range res.Diagnostics {
						wants.check(t, checker.Fset, port, d)
						addFixes(t, checker.Fset, d, fixes)
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatalf("%s: %v", port, err)
		}
	}
	wants.unmet(t)
	checkFixes(t, testdata, dir, path, targets, opt.Tags, fixes)
}

func newChecker(t *testing.T, gopath, dir string, tags []string, ports platform.Set) *matrix.Checker {
	t.Helper()
	env := append(os.Environ(), "GO111MODULE=off", "GOPATH="+gopath, "GOFLAGS=", "GOWORK=off")
	c := &matrix.Checker{
		Go:       &gocmd.Runner{Dir: dir, Env: env},
		Tags:     tags,
		Tests:    true,
		Patterns: []string{"."},
		Ports:    ports,
		ShowAll:  true,
		Fset:     token.NewFileSet(),
	}
	if err := c.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	return c
}

// unit returns what a pass has under the poorest of drivers, nogo of Bazel: no
// module, no files that the build leaves out or that are not Go, and no way to
// read files. The other drivers are tested by scripts.
func unit(c *matrix.Checker, p *matrix.Package) *driver.Unit {
	return &driver.Unit{
		Fset: c.Fset, Files: p.Files, Pkg: p.Types, Info: p.Info, Sizes: p.Sizes, TypeErrors: p.TypeErrors,
	}
}

func setFlag(t *testing.T, name, value string) {
	t.Helper()
	f := scope.Analyzer.Flags.Lookup(name)
	old := f.Value.String()
	if err := f.Value.Set(value); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Value.Set(old) })
}

// testdataDir returns the directory testdata of the module.
func testdataDir(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return filepath.Join(dir, "testdata")
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
	}
}

// A want is one expectation.
type want struct {
	rx  *regexp.Regexp
	met bool
}

type wantMap map[string][]*want // "base:line"

func wantsOf(t *testing.T, dir string) wantMap {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	m := make(wantMap)
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") {
			continue
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, filepath.Join(dir, e.Name()), nil, parser.ParseComments|parser.SkipObjectResolution)
		if f == nil {
			t.Fatal(err)
		}
		for _, g := range f.Comments {
			for _, c := range g.List {
				m.add(t, fset, c)
			}
		}
	}
	return m
}

func (m wantMap) add(t *testing.T, fset *token.FileSet, c *ast.Comment) {
	t.Helper()
	_, text, ok := strings.Cut(c.Text, "// want ")
	if !ok {
		return
	}
	pos := fset.PositionFor(c.Pos(), false)
	var s scanner.Scanner
	file := token.NewFileSet().AddFile("", -1, len(text))
	s.Init(file, []byte(text), nil, 0)
	sign := 1
	for {
		_, tok, lit := s.Scan()
		switch tok {
		case token.STRING:
		case token.SUB:
			sign = -1
			continue
		case token.INT:
			n, err := strconv.Atoi(lit)
			if err != nil {
				t.Fatalf("%s: %v", pos, err)
			}
			pos.Line += sign * n
			continue
		default:
			return
		}
		pattern, err := strconv.Unquote(lit)
		if err != nil {
			t.Fatalf("%s: %v", pos, err)
		}
		rx, err := regexp.Compile(pattern)
		if err != nil {
			t.Fatalf("%s: %v", pos, err)
		}
		key := wantKey(pos)
		m[key] = append(m[key], &want{rx: rx})
	}
}

func wantKey(pos token.Position) string {
	return fmt.Sprintf("%s:%d", filepath.Base(pos.Filename), pos.Line)
}

func (m wantMap) check(t *testing.T, fset *token.FileSet, port platform.Port, d analysis.Diagnostic) {
	t.Helper()
	pos := fset.Position(d.Pos)
	if d.End <= d.Pos {
		t.Errorf("%s: %s: no range: %s", port, pos, d.Message)
	}
	found := false
	for _, w := range m[wantKey(pos)] {
		if w.rx.MatchString(d.Message) {
			w.met, found = true, true
		}
	}
	if !found {
		t.Errorf("%s: %s:%d: unexpected: %s", port, filepath.Base(pos.Filename), pos.Line, d.Message)
	}
}

func (m wantMap) unmet(t *testing.T) {
	t.Helper()
	for key, list := range m {
		for _, w := range list {
			if !w.met {
				t.Errorf("%s: nothing reported that matches %q", key, w.rx)
			}
		}
	}
}

// addFixes collects the edits of the first fix of d by file.
func addFixes(t *testing.T, fset *token.FileSet, d analysis.Diagnostic, fixes map[string][][]edit.Edit) {
	t.Helper()
	if len(d.SuggestedFixes) == 0 {
		return
	}
	byFile := make(map[string][]edit.Edit)
	for _, e := range d.SuggestedFixes[0].TextEdits {
		f := fset.File(e.Pos)
		if f == nil || f != fset.File(d.Pos) {
			t.Errorf("fix of %q edits another file", d.Message)
			continue
		}
		end := e.End
		if !end.IsValid() {
			end = e.Pos
		}
		byFile[f.Name()] = append(byFile[f.Name()], edit.Edit{Start: f.Offset(e.Pos), End: f.Offset(end), New: string(e.NewText)})
	}
	for name, edits := range byFile {
		fixes[name] = append(fixes[name], edits)
	}
}

// checkFixes applies the fixes in a copy of the package.
func checkFixes(t *testing.T, testdata, dir, path, targets string, tags []string, fixes map[string][][]edit.Edit) {
	t.Helper()
	goldens, err := filepath.Glob(filepath.Join(dir, "*.golden"))
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range goldens {
		if name := strings.TrimSuffix(g, ".golden"); fixes[name] == nil {
			fixes[name] = [][]edit.Edit{}
		}
	}
	if len(fixes) == 0 {
		return
	}
	gopath := t.TempDir()
	if err := os.CopyFS(filepath.Join(gopath, "src"), os.DirFS(filepath.Join(testdata, "src"))); err != nil {
		t.Fatal(err)
	}
	for name, edits := range fixes {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		got, dropped := edit.Apply(src, edits)
		if len(dropped) > 0 {
			t.Errorf("%s: %d fixes overlap others", filepath.Base(name), len(dropped))
		}
		if *update {
			if err := os.WriteFile(name+".golden", got, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(name + ".golden")
		if err != nil {
			t.Errorf("%s has fixes but no golden file; they make\n%s", filepath.Base(name), got)
		} else if string(got) != string(want) {
			t.Errorf("%s: the fixes make\n%s\nwant\n%s", filepath.Base(name), got, want)
		}
		copied := filepath.Join(gopath, "src", filepath.FromSlash(path), filepath.Base(name))
		if err := os.WriteFile(copied, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	set, err := platform.Parse(targets)
	if err != nil {
		t.Fatal(err)
	}
	before := failing(t, newChecker(t, testdata, dir, tags, set), set)
	after := failing(t, newChecker(t, gopath, filepath.Join(gopath, "src", filepath.FromSlash(path)), tags, set), set)
	for port, errs := range after {
		if _, failed := before[port]; !failed {
			t.Errorf("the fixes break %s: %v", port, errs)
		}
	}
	for port, errs := range after {
		for _, e := range errs {
			file, _, _ := strings.Cut(e, ":")
			if _, fixed := fixes[filepath.Join(dir, file)]; fixed {
				t.Errorf("the fixes leave an error on %s: %s", port, e)
			}
		}
	}
}

// failing returns the ports on which the package does not type-check, with the
// errors.
func failing(t *testing.T, c *matrix.Checker, ports platform.Set) map[string][]string {
	t.Helper()
	m := make(map[string][]string)
	for port := range ports.Ports() {
		err := c.Check(context.Background(), platform.Of(port), func(_ platform.Set, p *matrix.Package) error {
			for _, e := range p.Errors {
				m[port.String()] = append(m[port.String()], fmt.Sprintf("%s:%d: %s", filepath.Base(e.Pos.Filename), e.Pos.Line, e.Message))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return m
}
