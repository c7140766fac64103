package decl

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/platform"
)

// table is a declaration of constants, with what is special before the numbers.
func table(special ...string) string {
	var b strings.Builder
	b.WriteString("const (\n" + strings.Join(special, "\n") + "\n")
	for i := range minTable {
		fmt.Fprintf(&b, "N%d = %d\n", i, i)
	}
	return b.String() + ")\n"
}

func TestSource(t *testing.T) {
	for _, test := range []struct {
		name          string
		linux, darwin string
		numbers       string // besides N0 and so on; "-" if those are none either
	}{
		{"numbers", table("A = 1", "B = 0x10"), table("A = 2"), "A B"},
		{"another kind", table("A = 1", "B = 1"), table() + "func A() {}\ntype B int\n", ""},
		{"a short declaration", table("A = 1"), table() + "const A = 1\n", ""},
		{"not a number", table(`A = "1"`, "B = -1", "C int = 1", "D, E = 1, 2", "F = 1 << 31", "G = 2147483648", "H = 2147483647", "_ = 1"), "", "H"},
		{"repeated", table("A = 1", "B"), "", "-"},
		{"iota", table("A = 1", "B = iota + 1"), "", "-"},
		{"twice on a port", table("A = 1", "A = 2"), "", ""},
		{"a method", table("A = 1"), "type T int\nfunc (T) A() {}\n", "A"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var files []File
			for i, text := range []string{test.linux, test.darwin} {
				syntax, err := parser.ParseFile(token.NewFileSet(), "x.go", "package p\n"+text, parser.SkipObjectResolution)
				if err != nil {
					t.Fatal(err)
				}
				files = append(files, File{syntax, platform.OS([]string{"linux", "darwin"}[i])})
			}
			var want []string
			if test.numbers != "-" {
				want = strings.Fields(test.numbers)
				for i := range minTable {
					want = append(want, fmt.Sprintf("N%d", i))
				}
			}
			slices.Sort(want)
			s := SourceOf(files)
			if got := slices.Sorted(maps.Keys(s.Numbers)); !slices.Equal(got, want) {
				t.Errorf("the numbers are %q, want %q", got, want)
			}
			checkSource(t, files, s)
		})
	}
}

// TestSourceGOROOT has the tables of package syscall.
func TestSourceGOROOT(t *testing.T) {
	files, err := ReadDir(new(constraint.Context), token.NewFileSet(), filepath.Join(build.Default.GOROOT, "src", "syscall"))
	if err != nil {
		t.Fatal(err)
	}
	s := SourceOf(files)
	if len(s.Numbers) < 1000 {
		t.Errorf("there are %d numbers", len(s.Numbers))
	}
	checkSource(t, files, s)
}

// checkSource compares what s declares with what files do, and with what s does
// once numbers are back in the files.
func checkSource(t *testing.T, files []File, s *Source) {
	t.Helper()
	want := (&Source{Files: files}).Package()
	all := make(map[string]bool)
	some := make(map[string]bool)
	for name, n := range s.Numbers {
		all[name] = true
		some[name] = len(some) < len(all)/2
		for _, d := range n.Decls {
			if f := files[d.File].Syntax; d.Spec.Names[0].Name != name || d.Spec.Pos() < f.FileStart || d.Spec.End() > f.FileEnd {
				t.Errorf("%s is not declared where it is said to be", name)
			}
		}
	}
	maps.DeleteFunc(some, func(_ string, back bool) bool { return !back })
	for _, names := range []map[string]bool{nil, some, all} {
		now := s.With(names)
		if got := now.Package(); !reflect.DeepEqual(got, want) {
			t.Errorf("with %d numbers back, other names are declared", len(names))
		}
		if got, want := specs(now.Files)+declarations(now), specs(files); got != want {
			t.Errorf("with %d numbers back, there are %d constants and variables, want %d", len(names), got, want)
		}
	}
}

func declarations(s *Source) int {
	n := 0
	for _, number := range s.Numbers {
		n += len(number.Decls)
	}
	return n
}

func specs(files []File) int {
	n := 0
	for _, f := range files {
		for _, d := range f.Syntax.Decls {
			if gen, ok := d.(*ast.GenDecl); ok && (gen.Tok == token.CONST || gen.Tok == token.VAR) {
				n += len(gen.Specs)
			}
		}
	}
	return n
}
