package reach

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"testing"

	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// FuzzAt asks for every node of any source, even one that does not parse.
// Nothing may be reached on a port on which the file is not built, nor, in
// sound syntax, on one on which the code around it is not reached.
func FuzzAt(f *testing.F) {
	names, err := filepath.Glob(filepath.Join(testdata, "*", "*.go"))
	if err != nil || len(names) == 0 {
		f.Fatal("no seeds: ", err)
	}
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	for _, src := range []string{
		"package p; func f() { for { break; continue; fallthrough; goto L }; L: }",
		"package p; func f() { if ; x { } else if { switch { case: default } } }",
		"package p; const a, b = b, a; var c = c || d(); func d() bool { return c && d() }",
		"package p; func f() bool { return func() bool { return f() || func() bool { return f() }() }() }",
		`package p; import . "runtime"; const a = GOOS + GOOS + GOOS + GOARCH; const b = a + a + a + a; var _ = b+b+b+b == ""`,
		"package p; func f(x) { select { case x := <-x: x = x; case x = <- x: default: x, y := 1 } }",
		"package p; func (r) f[T any, U](x ...int) (y, z) { defer; go; return 1, 2 }",
		"package p; type t struct { f func() }; var x = [func() { panic() }]int{}; func",
	} {
		f.Add([]byte(src))
	}
	built := platform.All().Minus(platform.OS("plan9"))
	f.Fuzz(func(t *testing.T, src []byte) {
		syntax, err := parser.ParseFile(token.NewFileSet(), "x.go", src, parser.SkipObjectResolution)
		if syntax == nil {
			return
		}
		file := &sources.File{Name: "x.go", Syntax: syntax, Built: built}
		twin := &sources.File{Name: "y.go", Syntax: syntax, Built: built.Complement()}
		r := New([]*sources.File{file, twin}, nil)
		var stack []ast.Node
		ast.Inspect(syntax, func(n ast.Node) bool {
			if n == nil {
				stack = stack[:len(stack)-1]
				return true
			}
			on := r.At(file, n)
			if !on.SubsetOf(built) {
				t.Errorf("reach of %T is %s in a file built on %s", n, on, built)
			}
			if x, ok := n.(ast.Expr); ok {
				if yes, no := r.When(file, x); !yes.Union(no).SubsetOf(on) {
					t.Errorf("%T on %s is true on %s, false on %s", n, on, yes, no)
				}
			}
			if err == nil && len(stack) > 0 {
				if outer := r.At(file, stack[len(stack)-1]); !on.SubsetOf(outer) {
					t.Errorf("reach of %T is %s, that of the %T around it %s", n, on, stack[len(stack)-1], outer)
				}
			}
			stack = append(stack, n)
			return true
		})
	})
}
