package resolve_test

import (
	"go/ast"
	"go/build"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/internal/resolve"
)

// TestFree compares what is free in packages of the standard library with what
// the type checker finds out about each identifier.
func TestFree(t *testing.T) {
	fset := token.NewFileSet()
	imp := importer.ForCompiler(fset, "source", nil)
	var own, others, keys int
	for _, path := range []string{"go/types", "os", "net", "slices", "maps", "iter", "encoding/json", "text/template", "strconv", "sync/atomic", "math/big", "image/color/palette", "internal/trace", "net/http", "crypto/tls", "go/parser"} {
		files := parse(t, fset, path)
		info := &types.Info{Uses: make(map[*ast.Ident]types.Object), Defs: make(map[*ast.Ident]types.Object)}
		conf := types.Config{Importer: imp, FakeImportC: true, Error: func(error) {}}
		conf.Check(path, fset, files, info) // as far as it goes
		for _, f := range files {
			free := make(map[*ast.Ident]bool)
			resolve.Free(f, func(id *ast.Ident) { free[id] = true })
			key := keysOf(f)
			ast.Inspect(f, func(n ast.Node) bool {
				id, ok := n.(*ast.Ident)
				if !ok {
					return true
				}
				obj := info.Uses[id]
				if free[id] {
					if obj != nil && !isGlobal(obj) {
						t.Errorf("%s: %s is free, but the use of %v", fset.Position(id.Pos()), id.Name, obj)
					}
					if obj == nil && info.Defs[id] != nil {
						t.Errorf("%s: %s is free, but declared here", fset.Position(id.Pos()), id.Name)
					}
					own++
					return true
				}
				others++
				if obj != nil && isGlobal(obj) && !isMember(f, id) {
					if key[id] {
						keys++
						return true
					}
					t.Errorf("%s: %s is not free, but the use of %v", fset.Position(id.Pos()), id.Name, obj)
				}
				return true
			})
		}
	}
	if own < 50000 || others < 50000 || keys > own/1000 {
		t.Errorf("%d free identifiers, %d others, %d keys left out", own, others, keys)
	}
}

// isGlobal reports whether obj is of a package block, a file block or the
// universe.
func isGlobal(obj types.Object) bool {
	switch obj := obj.(type) {
	case *types.PkgName:
		return true
	case *types.Var:
		if obj.IsField() {
			return false
		}
	case *types.Func:
		if obj.Signature().Recv() != nil {
			return false
		}
	case *types.Label:
		return false
	}
	return obj.Parent() == types.Universe || obj.Pkg() != nil && obj.Parent() == obj.Pkg().Scope()
}

// members are the identifiers that follow a dot.
var members = make(map[*ast.File]map[*ast.Ident]bool)

func isMember(f *ast.File, id *ast.Ident) bool {
	if members[f] == nil {
		m := make(map[*ast.Ident]bool)
		ast.Inspect(f, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok {
				m[sel.Sel] = true
			}
			return true
		})
		members[f] = m
	}
	return members[f][id]
}

// keysOf returns the identifiers that are keys in composite literals.
func keysOf(f *ast.File) map[*ast.Ident]bool {
	keys := make(map[*ast.Ident]bool)
	ast.Inspect(f, func(n ast.Node) bool {
		if kv, ok := n.(*ast.KeyValueExpr); ok {
			if id, ok := kv.Key.(*ast.Ident); ok {
				keys[id] = true
			}
		}
		return true
	})
	return keys
}

func parse(t *testing.T, fset *token.FileSet, path string) []*ast.File {
	t.Helper()
	pkg, err := build.Import(path, filepath.Join(runtime.GOROOT(), "src"), 0)
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, name := range slices.Concat(pkg.GoFiles, pkg.CgoFiles) {
		f, err := parser.ParseFile(fset, filepath.Join(pkg.Dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	return files
}

func TestScopes(t *testing.T) {
	src := `package p
import "fmt"
var v = a
func f(b T1, c [n]T2) (d int) {
	x := x
	_ = x + b + c + d
	if y := y; y { z := y; _ = z } else { _ = y }
	_ = z
	for i, j := range i { _, _ = i, j }
	switch s := s.(type) { case K: _ = s }
	select { case ch := <-ch: _ = ch }
L:	for { break L }
	var q = q
	type r struct { r *r; m M }
	g := func(h T3) { _ = h; _ = g }
	g(h)
	_ = map[K]V{k: {k2: v2}}
	_ = S{field: val}
	_ = []S{{field2: val2}}
	_ = [][]int{{idx: val3}}
	fmt.Println(f.sel)
	return
}
func (r *R[P]) m(p P) { _ = r; _ = p; _ = m }
func gen[A any, B C[A]](a A) B { return a }
`
	f, err := parser.ParseFile(token.NewFileSet(), "p.go", src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	resolve.Free(f, func(id *ast.Ident) { got = append(got, id.Name) })
	slices.Sort(got)
	want := strings.Fields("C K K M R S S T1 T2 T3 V a any ch f fmt g h i idx int int k m n q s v2 val val2 val3 x y z")
	if !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func FuzzFree(f *testing.F) {
	f.Add("package p\nfunc f() { switch x := y.(type) { case a: } }")
	f.Add("package p\nfunc (r *T[P]) m() { _ = []T{{a: b}} }")
	data, err := os.ReadFile("resolve.go")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(data))
	f.Fuzz(func(t *testing.T, src string) {
		file, _ := parser.ParseFile(token.NewFileSet(), "p.go", src, parser.SkipObjectResolution)
		if file == nil {
			return
		}
		resolve.Free(file, func(id *ast.Ident) {
			if !strings.Contains(src, id.Name) {
				t.Errorf("%q is not in the source", id.Name)
			}
		})
	})
}
