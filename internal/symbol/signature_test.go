package symbol_test

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/internal/symbol"
)

// TestDiffer compares signatures with what the type checker says of the
// identity of types, for pairs of random types.
func TestDiffer(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 8))
	var same, different int
	for range 3000 {
		a, b := randomSignature(rnd), randomSignature(rnd)
		if rnd.IntN(3) == 0 {
			b = reword(rnd, a)
		}
		src := fmt.Sprintf("package p\nimport \"unsafe\"\ntype N int\nvar _ unsafe.Pointer\nvar a %s\nvar b %s\n", a, b)
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, "x.go", src, parser.SkipObjectResolution)
		if err != nil {
			t.Fatalf("%v in\n%s", err, src)
		}
		pkg, err := (&types.Config{Importer: unsafeImporter{}}).Check("p", fset, []*ast.File{f}, nil)
		if err != nil {
			t.Fatalf("%v in\n%s", err, src)
		}
		want := !types.Identical(pkg.Scope().Lookup("a").Type(), pkg.Scope().Lookup("b").Type())
		var symbols []*symbol.Symbol
		for _, s := range symbol.Of(f) {
			if s.Name == "a" || s.Name == "b" {
				s.Kind = token.FUNC
				symbols = append(symbols, s)
			}
		}
		got := symbol.Differ(symbols[0], symbols[1], nil)
		if got && !want {
			t.Errorf("%s and %s are identical", a, b)
		}
		if !got && want && !strings.Contains(a+b, "struct {") && !strings.Contains(a+b, "interface {") {
			t.Errorf("%s and %s differ", a, b)
		}
		if got {
			different++
		} else {
			same++
		}
	}
	if min(same, different) < 500 {
		t.Errorf("%d pairs are the same, %d different", same, different)
	}
}

type unsafeImporter struct{}

func (unsafeImporter) Import(string) (*types.Package, error) { return types.Unsafe, nil }

func randomSignature(rnd *rand.Rand) string {
	list := func(names []string) string {
		var params []string
		for _, n := range names[:rnd.IntN(len(names)+1)] {
			params = append(params, n+" "+randomType(rnd, 2))
		}
		return "(" + strings.Join(params, ", ") + ")"
	}
	s := "func" + list([]string{"x", "y"})
	if rnd.IntN(2) == 0 {
		s += " " + list([]string{"r"})
	}
	return s
}

func randomType(rnd *rand.Rand, depth int) string {
	basic := []string{"int", "byte", "uint8", "rune", "int32", "any", "interface{}", "error", "N", "unsafe.Pointer", "struct{}", "struct { A int }", "interface { M() }"}
	if depth == 0 || rnd.IntN(2) == 0 {
		return basic[rnd.IntN(len(basic))]
	}
	elem := randomType(rnd, depth-1)
	forms := []string{"*%s", "[]%s", "[2]%s", "map[string]%s", "chan %s", "<-chan %s", "chan<- (%s)", "func(%s)", "(%s)", "func(a, b %s) (c %[1]s)", "func(...%s)"}
	return fmt.Sprintf(forms[rnd.IntN(len(forms))], elem)
}

// reword writes a type in other words.
func reword(rnd *rand.Rand, s string) string {
	pairs := [][2]string{{"byte", "uint8"}, {"rune", "int32"}, {"any", "interface{}"}, {"x ", "z "}, {"(a, b ", "(_, _ "}, {"(a, b ", "(a "}}
	rnd.Shuffle(len(pairs), func(i, j int) { pairs[i], pairs[j] = pairs[j], pairs[i] })
	for _, p := range pairs[:cmp.Or(rnd.IntN(len(pairs)), 1)] {
		s = strings.ReplaceAll(s, p[0], p[1])
	}
	return s
}
