package syntax_test

import (
	"bytes"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xplatvet/xplatvet/internal/syntax"
)

const mode = parser.SkipObjectResolution | parser.AllErrors

// TestParseFile compares the trees of all files of package syscall, and their
// lines, with those of go/parser.
func TestParseFile(t *testing.T) {
	for _, name := range syscallFiles(t) {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, mode := range []parser.Mode{mode, mode | parser.ParseComments} {
			compare(t, name, src, mode)
		}
	}
}

func compare(t *testing.T, name string, src []byte, mode parser.Mode) {
	t.Helper()
	fset, own := token.NewFileSet(), token.NewFileSet()
	want, wantErr := parser.ParseFile(fset, name, src, mode)
	got, gotErr := syntax.ParseFile(own, name, bytes.Clone(src), mode)
	switch {
	case (wantErr == nil) != (gotErr == nil) || wantErr != nil && wantErr.Error() != gotErr.Error():
		t.Errorf("%s: error is %v, want %v", name, gotErr, wantErr)
	case wantErr == nil && (got.FileStart != want.FileStart || !reflect.DeepEqual(got, want)):
		// After an attempt in vain a file has another place.
		if x, y := dump(own, got), dump(fset, want); x != y {
			t.Errorf("%s: the trees differ:\n%s", name, firstLine(x, y))
		}
	}
	if wantErr == nil && !slices.Equal(own.File(got.FileStart).Lines(), fset.File(want.FileStart).Lines()) {
		t.Errorf("%s: the lines differ", name)
	}
}

func dump(fset *token.FileSet, f *ast.File) string {
	var b strings.Builder
	ast.Fprint(&b, fset, f, nil)
	return b.String()
}

func firstLine(x, y string) string {
	a, b := strings.Split(x, "\n"), strings.Split(y, "\n")
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			return a[i]
		}
	}
	return ""
}

// TestOddTables compares files in which a table is not what it looks like, or
// holds what a table does not.
func TestOddTables(t *testing.T) {
	rows := strings.Repeat("\tA   = 0x1\n", 5) + "\tB = Errno(0x2)\n\tC = a.Errno(-7)\n\tD = -07\n\tE = \"e\"\n"
	table := "\nconst (\n" + rows + ")\n"
	files := []string{
		table, table + table,
		"\nvar x = `" + table + "`\n",
		"\n/*" + table + "*/\n", table + "\nvar x = `" + table + "`\n",
		"\nfunc f() {" + table + "}\n",
		"\nconst (\n" + rows + ") + 1\n", "\nconst (\n" + rows + ");\n", "\nconst (\n" + rows,
		"\nconst (\n" + rows + ") // comment\n", "// doc" + table, "\nconst (\n\n" + rows + "\n\n" + rows + "\n)\n",
	}
	for _, row := range []string{
		"A = 08", "A = 0b1", "A = 1_000", "A = 0x", "A = 1.5", "A = 1e3", "A = 1i", "A = 1x", "A = 0x1.8p1",
		"func = 1", "A = func(1)", "A = type.B(1)", "A = B.C.D(1)", "A = B(1", "A = B 1", "A = B()", "A = B(C)", "A = (1)",
		"A = B.(1)", "A = .B(1)", "A = B (1)", "A, B = 1, 2", "A int = 1", "A", "A = iota", "A = 1; B = 2", "A = --1", "A = +1", "A = - 1", "A = -\"e\"",
		"A = 1 // comment", "A = 1 /* comment */", "// comment", "A /**/ = 1", "A\t=\t1\t", "A=1", "A = \"\\n\"", "A = \"é\"", "É = 1", "A = `e`", "A = 'e'",
		"A = 1\n\t// comment", "A = \"e", "A = 1\r", "A = 1 //line x.go:1", "A == 1", "A := 1", "_ = 1", "A = _(1)", "A =\n1",
	} {
		files = append(files, "\nconst (\n"+rows+"\t"+row+"\n"+rows+")\n")
	}
	for _, text := range files {
		for _, mode := range []parser.Mode{mode, mode | parser.ParseComments} {
			compare(t, "x.go", []byte("package p\n"+text), mode)
		}
	}
}

func FuzzParseFile(f *testing.F) {
	f.Add("\tA = 0x1\n\tB = Errno(0x2)\n\tC = a.Errno(-7)\n\tD = -07 // {\n\tE = \"e\"\n\n\tF = 1\n\tG = 2\n\tH = 3\n")
	f.Fuzz(func(t *testing.T, text string) {
		for _, mode := range []parser.Mode{mode, mode | parser.ParseComments} {
			compare(t, "x.go", []byte("package p\n\nconst (\n"+text+")\n\nvar x int\n"), mode)
		}
	})
}

// BenchmarkParseFile reports how many times as long as ParseFile go/parser takes
// for package syscall, all ports.
func BenchmarkParseFile(b *testing.B) {
	var files [][]byte
	for _, name := range syscallFiles(b) {
		src, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		files = append(files, src)
	}
	measure := func(parse func(*token.FileSet, []byte)) time.Duration {
		start := time.Now()
		fset := token.NewFileSet()
		for _, src := range files {
			parse(fset, bytes.Clone(src))
		}
		return time.Since(start)
	}
	var own, plain time.Duration
	for b.Loop() {
		own += measure(func(fset *token.FileSet, src []byte) { syntax.ParseFile(fset, "", src, mode) })
		plain += measure(func(fset *token.FileSet, src []byte) { parser.ParseFile(fset, "", src, mode) })
	}
	b.ReportMetric(float64(plain)/float64(own), "plain/own")
}

func syscallFiles(tb testing.TB) []string {
	files, err := filepath.Glob(filepath.Join(build.Default.GOROOT, "src", "syscall", "*.go"))
	if err != nil || len(files) < 100 {
		tb.Fatalf("there are %d files, error %v", len(files), err)
	}
	return files
}
