package analyzers_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/analyzers"
)

func TestSuite(t *testing.T) {
	if err := analysis.Validate(analyzers.Suite); err != nil {
		t.Error(err)
	}
	if !slices.IsSortedFunc(analyzers.Suite, func(a, b *analysis.Analyzer) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("the suite is not in alphabetical order")
	}
	for _, a := range analyzers.Suite {
		summary, rest, _ := strings.Cut(a.Doc, "\n")
		if !strings.HasPrefix(summary, "report ") || strings.HasSuffix(summary, ".") || len(summary) > 80 {
			t.Errorf("%s: summary %q: want one line that begins with report and has no full stop", a.Name, summary)
		}
		for _, word := range []string{"\t", " not ", "silence"} {
			if !strings.Contains(rest, word) {
				t.Errorf("%s: its documentation has no example, or does not say what it misses or how to silence it: no %q", a.Name, word)
			}
		}
		if !strings.HasSuffix(a.URL, "/"+a.Name) {
			t.Errorf("%s: URL %q", a.Name, a.URL)
		}
		if got := variables(t, a.Name); !slices.Equal(got, []string{"Analyzer"}) {
			t.Errorf("%s: exports the variables %q: nogo of Bazel wants Analyzer", a.Name, got)
		}
		if !a.RunDespiteErrors {
			t.Errorf("%s: does not run on a package that the port of the pass cannot build", a.Name)
		}
	}
}

// TestDrivers looks in the source of the analyzers, and of what they share, for
// what only some drivers give, and for what is about the machine at hand.
func TestDrivers(t *testing.T) {
	var dirs []string
	for _, pattern := range []string{"*", filepath.Join("..", "passes", "*")} {
		list, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		dirs = append(dirs, list...)
	}
	seen := 0
	for _, dir := range dirs {
		if strings.HasPrefix(filepath.Base(dir), "cross") {
			continue // what commands run
		}
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			seen++
			fset := token.NewFileSet()
			f, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(f, func(n ast.Node) bool {
				sel, ok := n.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				x, ok := sel.X.(*ast.Ident)
				if !ok {
					return true
				}
				switch name := x.Name + "." + sel.Sel.Name; name {
				case "runtime.GOOS", "runtime.GOARCH", "build.Default",
					"filepath.Separator", "pass.IgnoredFiles", "pass.OtherFiles", "pass.Module", "strconv.IntSize":
					t.Errorf("%s: %s", fset.Position(sel.Pos()), name)
				}
				return true
			})
		}
	}
	if seen < 100 {
		t.Errorf("only %d files", seen)
	}
}

// variables returns the exported variables of the package of an analyzer.
func variables(t *testing.T, name string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(name, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: %d files, %v", name, len(files), err)
	}
	var names []string
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for id, obj := range f.Scope.Objects {
			if obj.Kind == ast.Var && ast.IsExported(id) {
				names = append(names, id)
			}
		}
	}
	return names
}
