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
	"sync"
	"testing"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/internal/platform"
	"github.com/xplatvet/xplatvet/passes/sources"
)

const testdata = "../../testdata/src/reach"

// load reads all Go files of a directory. Those built on port, if any, are
// type-checked; errors of type are reported to errf.
func load(t testing.TB, fset *token.FileSet, dir string, port platform.Set, errf func(error)) *Result {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var files []*sources.File
	var checked []*ast.File
	for _, name := range names {
		h, err := new(constraint.Context).ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		syntax, err := parser.ParseFile(fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		f := &sources.File{Name: name, Syntax: syntax, Header: h, Built: h.Built, Checked: h.Built.Overlaps(port)}
		files = append(files, f)
		if f.Checked {
			checked = append(checked, syntax)
		}
	}
	if len(checked) == 0 {
		return New(files, nil)
	}
	info := &types.Info{Defs: make(map[*ast.Ident]types.Object), Uses: make(map[*ast.Ident]types.Object), Types: make(map[ast.Expr]types.TypeAndValue)}
	conf := types.Config{Importer: std(), Error: errf}
	conf.Check(filepath.Base(dir), fset, checked, info) // errors go to errf
	return New(files, info)
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

func parse(t testing.TB, spec string) platform.Set {
	t.Helper()
	s, err := platform.Parse(spec)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
