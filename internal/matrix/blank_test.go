package matrix

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// declarations prints a file without the bodies of its functions, and the
// positions of its declarations.
func declarations(t testing.TB, src []byte) (text string, ends []token.Position, ok bool) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "a.go", src, parser.SkipObjectResolution)
	if err != nil {
		return "", nil, false
	}
	for _, d := range f.Decls {
		ends = append(ends, fset.Position(d.Pos()), fset.Position(d.End()))
		if d, ok := d.(*ast.FuncDecl); ok && d.Body != nil {
			ends = append(ends, fset.Position(d.Body.Lbrace))
			d.Body = &ast.BlockStmt{}
		}
	}
	var buf bytes.Buffer
	if err := format.Node(&buf, fset, f); err != nil {
		t.Fatal(err)
	}
	return buf.String(), ends, true
}

func checkBlank(t testing.TB, name string, src []byte) {
	want, wantEnds, ok := declarations(t, src)
	got, gotEnds, gotOK := declarations(t, blank(bytes.Clone(src)))
	switch {
	case !ok:
	case !gotOK:
		t.Fatalf("%s: no longer valid:\n%s", name, blank(bytes.Clone(src)))
	case got != want:
		t.Fatalf("%s:\n%s\nwant\n%s", name, got, want)
	default:
		for i := range wantEnds {
			if i >= len(gotEnds) || gotEnds[i] != wantEnds[i] {
				t.Errorf("%s: other positions", name)
				return
			}
		}
	}
}

var blankCases = []string{
	"package p\nfunc f() { a := '{'; b := \"}\"; c := `\n}`; /* } */ // }\n}\nfunc g()\nvar x = func() int { return 1 }\n",
	"package p\nfunc (t T[A]) f(x interface{ m() }) struct{ a int } { return struct{ a int }{1} }\n",
	"package p\nfunc f[T interface{ ~int }](x T) (y interface{}, err error) {\n\tif x := (T{}); x {\n\t}\n\treturn\n}\n",
	"package p\nfunc f() func() { return nil }\nfunc g() (func() struct{}, []struct{}) { return nil, nil }\n",
	"package p\nfunc f() map[string]struct{}\nfunc g() interface /* { */ { m() } { return nil }\n",
	"package p\nfunc f() chan struct{}\ntype T struct{ f func() }\nfunc (T) m() {}; var a = T{func() {}}\n",
	"package p\nfunc f() *struct {\n\ta int\n} {\n\treturn nil\n}\nfunc funcs() { func() {}() }\nvar functions = 1\n",
	"package p\nfunc f() {\n", "package p\nfunc f() { ' }", "package p /* func", "package p\nfunc", "package p\nfunc f() { )}\nfunc g() {}\n",
}

func TestBlank(t *testing.T) {
	for _, src := range blankCases {
		checkBlank(t, src, []byte(src))
	}
	blanked := string(blank([]byte(blankCases[0])))
	if strings.Contains(blanked, "a :=") || !strings.Contains(blanked, "return 1") {
		t.Errorf("bodies of functions, and of these only, are to go:\n%s", blanked)
	}
}

// TestBlankStd compares the declarations of the standard library.
func TestBlankStd(t *testing.T) {
	var all, left int
	err := filepath.WalkDir(filepath.Join(runtime.GOROOT(), "src"), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && (d.Name() == "testdata" || d.Name() == "cmd") {
			if err == nil {
				err = fs.SkipDir
			}
			return err
		}
		if strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") && d.Type().IsRegular() {
			src, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			checkBlank(t, name, src)
			all += len(src)
			left += len(bytes.ReplaceAll(blank(src), []byte(" "), nil))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d of %d bytes are left", left, all)
}

func FuzzBlank(f *testing.F) {
	for _, src := range blankCases {
		f.Add([]byte(src))
	}
	f.Fuzz(func(t *testing.T, src []byte) { checkBlank(t, "", src) })
}
