package reach

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

const testdata = "../../testdata/src/reach"

// load reads a directory and type-checks the files built on port, if any;
// errors of type are reported to errf.
func load(t testing.TB, fset *token.FileSet, dir string, port platform.Set, errf func(error)) *Result {
	t.Helper()
	files := readDir(t, fset, dir)
	if port.Empty() {
		return New(files, nil)
	}
	return New(files, check(fset, files, port, types.Config{Importer: std(), Error: errf}))
}

// readDir reads all Go files of a directory, tests of package name_test excepted.
func readDir(t testing.TB, fset *token.FileSet, dir string) (files []*sources.File) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		h, err := new(constraint.Context).ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		syntax, err := parser.ParseFile(fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(syntax.Name.Name, "_test") {
			files = append(files, &sources.File{Name: name, Syntax: syntax, Header: h, Built: h.Built})
		}
	}
	return files
}

// check type-checks the files that are built on port.
func check(fset *token.FileSet, files []*sources.File, port platform.Set, conf types.Config) *types.Info {
	var checked []*ast.File
	for _, f := range files {
		if f.Checked = f.Built.Overlaps(port); f.Checked {
			checked = append(checked, f.Syntax)
		}
	}
	info := &types.Info{
		Defs:  make(map[*ast.Ident]types.Object),
		Uses:  make(map[*ast.Ident]types.Object),
		Types: make(map[ast.Expr]types.TypeAndValue),
	}
	conf.Check("p", fset, checked, info) // errors go to conf.Error
	return info
}

// std imports from the standard library; what it has read is shared.
var std = sync.OnceValue(importer.Default)

func TestCases(t *testing.T) {
	dirs, err := os.ReadDir(testdata)
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, variant := range []struct{ name, port string }{
		{"syntactic", ""},
		{"checked on linux", "linux/amd64:cgo"},
		{"checked on windows", "windows/386:nocgo"},
	} {
		var port platform.Set
		if variant.port != "" {
			port = parse(t, variant.port)
		}
		for _, dir := range dirs {
			t.Run(variant.name+"/"+dir.Name(), func(t *testing.T) {
				fset := token.NewFileSet()
				r := load(t, fset, filepath.Join(testdata, dir.Name()), port, func(err error) {
					if dir.Name() != "broken" {
						t.Error(err)
					}
				})
				n := 0
				for f := range r.files {
					n += checkMarkers(t, fset, r, f)
				}
				if n == 0 {
					t.Error("no markers")
				}
				total += n
			})
		}
	}
	t.Logf("%d markers", total)
}

// checkMarkers compares the arguments of the calls of reached in f with the
// ports on which r says that the calls are reached.
func checkMarkers(t *testing.T, fset *token.FileSet, r *Result, f *sources.File) (n int) {
	ast.Inspect(f.Syntax, func(node ast.Node) bool {
		if s, ok := node.(*ast.IfStmt); ok {
			yes, no := r.When(f, s.Cond)
			if yes != r.At(f, s.Body) || s.Else != nil && no != r.At(f, s.Else) {
				t.Errorf("%s: When says true on %s, false on %s", fset.Position(s.Pos()), yes, no)
			}
		}
		call, ok := node.(*ast.CallExpr)
		if !ok {
			return true
		}
		if id, ok := call.Fun.(*ast.Ident); !ok || id.Name != "reached" {
			return true
		}
		n++
		arg := call.Args[0]
		if len(call.Args) == 2 && !f.Checked {
			arg = call.Args[1]
		}
		spec, err := strconv.Unquote(arg.(*ast.BasicLit).Value)
		if err != nil {
			t.Fatal(err)
		}
		var want platform.Set
		if spec != "none" {
			want = parse(t, spec)
		}
		if got := r.At(f, call); got != want {
			t.Errorf("%s: reached on %s, want %s", fset.Position(call.Pos()), got, want)
		}
		if r.Guarded(f, arg) != (want != f.Built) {
			t.Errorf("%s: Guarded = %t", fset.Position(call.Pos()), r.Guarded(f, arg))
		}
		return true
	})
	return n
}

// TestOutside asks for nodes that no function holds.
func TestOutside(t *testing.T) {
	fset := token.NewFileSet()
	r := load(t, fset, filepath.Join(testdata, "perport"), platform.Set{}, nil)
	for f := range r.files {
		nodes := []ast.Node{f.Syntax, f.Syntax.Name}
		for _, g := range f.Syntax.Comments {
			nodes = append(nodes, g)
		}
		for _, d := range f.Syntax.Decls {
			nodes = append(nodes, d)
		}
		for _, n := range nodes {
			if got := r.At(f, n); got != f.Built || r.Guarded(f, n) {
				t.Errorf("%s: %T has reach %s, want that of the file, %s", fset.Position(n.Pos()), n, got, f.Built)
			}
		}
		other := *f // not one of the package
		if got := r.At(&other, f.Syntax.Decls[0]); got != f.Built {
			t.Errorf("%s: reach is %s in a file of another package, want that of the file", f.Name, got)
		}
		if yes, no := r.When(&other, ast.NewIdent("x")); yes != f.Built || no != f.Built {
			t.Errorf("%s: When says %s and %s in a file of another package", f.Name, yes, no)
		}
	}
}

func parse(t testing.TB, spec string) platform.Set {
	t.Helper()
	s, err := platform.Parse(spec)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
