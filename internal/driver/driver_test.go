package driver

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
)

// A note is a fact about a function or a package.
type note struct{ Text string }

func (*note) AFact() {}

// annotate notes each function that it sees, and its package, and reports what
// is noted of the functions that the package calls.
var annotate = &analysis.Analyzer{
	Name:             "annotate",
	Doc:              "annotate functions",
	RunDespiteErrors: true,
	FactTypes:        []analysis.Fact{new(note)},
	ResultType:       reflect.TypeFor[int](),
	Run: func(pass *analysis.Pass) (any, error) {
		pass.ExportPackageFact(&note{"package " + pass.Pkg.Name()})
		n := 0
		for _, f := range pass.Files {
			ast.Inspect(f, func(x ast.Node) bool {
				switch x := x.(type) {
				case *ast.FuncDecl:
					n++
					pass.ExportObjectFact(pass.TypesInfo.Defs[x.Name], &note{"seen " + x.Name.Name})
				case *ast.CallExpr:
					if sel, ok := x.Fun.(*ast.SelectorExpr); ok {
						if obj := pass.TypesInfo.Uses[sel.Sel]; obj != nil {
							var fn, pkg note
							if pass.ImportObjectFact(obj, &fn) && pass.ImportPackageFact(obj.Pkg(), &pkg) {
								pass.Reportf(x.Pos(), "calls %s of %s", fn.Text, pkg.Text)
							}
						}
					}
				}
				return true
			})
		}
		return n, nil
	},
}

var strict = &analysis.Analyzer{
	Name:     "strict",
	Doc:      "look at packages without type errors only",
	Requires: []*analysis.Analyzer{annotate},
	Run: func(pass *analysis.Pass) (any, error) {
		pass.Reportf(pass.Files[0].Pos(), "%d functions", pass.ResultOf[annotate])
		return nil, nil
	},
}

var failing = &analysis.Analyzer{
	Name: "failing", Doc: "fail", RunDespiteErrors: true, ResultType: reflect.TypeFor[int](),
	Run: func(*analysis.Pass) (any, error) { return nil, errors.New("out of luck") },
}

var dependent = &analysis.Analyzer{
	Name: "dependent", Doc: "need a failing one", RunDespiteErrors: true, Requires: []*analysis.Analyzer{failing},
	Run: func(*analysis.Pass) (any, error) { panic("run in spite of a failed requirement") },
}

// check type-checks one file as a package.
func check(t *testing.T, path, src string, imports ...*types.Package) *Unit {
	t.Helper()
	u := &Unit{Fset: token.NewFileSet(), Info: NewInfo()}
	f, err := parser.ParseFile(u.Fset, path+".go", src, 0)
	if err != nil {
		t.Fatal(err)
	}
	u.Files = []*ast.File{f}
	conf := types.Config{
		Importer: importerFunc(func(path string) (*types.Package, error) {
			for _, p := range imports {
				if p.Path() == path {
					return p, nil
				}
			}
			return nil, errors.New("no such package")
		}),
		Error: func(err error) { u.TypeErrors = append(u.TypeErrors, err.(types.Error)) },
	}
	u.Pkg, _ = conf.Check(path, u.Fset, u.Files, u.Info)
	return u
}

type importerFunc func(string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }

func messages(results []Result) string {
	var list []string
	for _, r := range results {
		for _, d := range r.Diagnostics {
			list = append(list, r.Analyzer.Name+": "+d.Message)
		}
		if r.Err != nil {
			list = append(list, r.Err.Error())
		}
	}
	return strings.Join(list, "; ")
}

const (
	depSrc  = "package dep\n\nfunc F() {}\n\ntype T struct{}\n\nfunc (T) M() {}\n"
	mainSrc = "package main\n\nimport \"dep\"\n\nfunc main() { dep.F(); dep.T{}.M() }\n"
	want    = "annotate: calls seen F of package dep; annotate: calls seen M of package dep; strict: 1 functions"
)

// TestFacts hands facts on through their encoded form, to a package that was
// checked against another copy of the types than the one they were made for.
func TestFacts(t *testing.T) {
	suite := []*analysis.Analyzer{annotate, strict}
	Register(suite)
	facts := new(Facts)
	if got := messages(Run(check(t, "dep", depSrc), suite, facts)); got != "strict: 2 functions" {
		t.Errorf("dep: %s", got)
	}
	data, err := facts.Encode(func(pkg string) bool { return pkg == "dep" })
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := facts.Encode(func(string) bool { return true }); string(again) != string(data) {
		t.Error("the encoding is not always the same")
	}
	none, err := facts.Encode(func(string) bool { return false })
	if err != nil || len(none) != 0 {
		t.Errorf("no facts are %q, %v", none, err)
	}
	decoded := new(Facts)
	for _, d := range [][]byte{data, none} {
		if err := decoded.Decode(d); err != nil {
			t.Fatal(err)
		}
	}
	other := check(t, "dep", depSrc)
	if got := messages(Run(check(t, "main", mainSrc, other.Pkg), suite, decoded)); got != want {
		t.Errorf("main: %s\nwant %s", got, want)
	}
	if err := decoded.Decode([]byte("garbage")); err == nil {
		t.Error("garbage is decoded")
	}
}

func TestTypeErrors(t *testing.T) {
	u := check(t, "dep", "package dep\n\nfunc F() { undefined() }\n")
	if got := messages(Run(u, []*analysis.Analyzer{annotate, strict}, new(Facts))); got != "" {
		t.Errorf("%s: an analyzer that needs sound types ran", got)
	}
}

func TestFailedRequirement(t *testing.T) {
	results := Run(check(t, "dep", depSrc), []*analysis.Analyzer{dependent}, new(Facts))
	if got := messages(results); got != "failing: out of luck" {
		t.Errorf("%q", got)
	}
}

func TestOnlyFacts(t *testing.T) {
	got := OnlyFacts([]*analysis.Analyzer{strict, dependent})
	if len(got) != 1 || got[0] != annotate {
		t.Errorf("%v", got)
	}
}
