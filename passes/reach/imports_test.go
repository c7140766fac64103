package reach

import (
	"go/ast"
	"strconv"
	"testing"

	"github.com/xplatvet/xplatvet/internal/decl"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// TestImports has packages that no fact is known of: their files tell.
func TestImports(t *testing.T) {
	text := map[string]string{
		"m/a": `package a
import "m/b/v2"
const IsMac = b.GOOS == "darwin"
func IsOdd() bool { return b.IsOdd() }
`,
		"m/b/v2": `package b
import ("m/a"; "runtime")
const GOOS = runtime.GOOS
func IsOdd() bool { return a.IsMac }
`,
		"m/go-other": `package other
import "runtime"
const Number, Dull = 5, "dull"
func Name() string { if runtime.GOOS == "linux" { panic(0) }; return Dull }
func Fatal() { if runtime.GOOS == "linux" { panic(0) } }
`,
	}
	asked := make(map[string]int)
	pk := &imports{
		fact: func(path string) (*Fact, bool) { return nil, path == "m/known" },
		files: func(path string) []decl.File {
			asked[path]++
			if text[path] == "" {
				return nil
			}
			_, loaded := loadText(t, map[string]string{"x.go": text[path]})
			var files []decl.File
			for _, f := range loaded {
				files = append(files, decl.File{Syntax: f.Syntax, Built: f.Built})
			}
			return files
		},
	}
	_, files := loadText(t, map[string]string{"a.go": `package p
import ("m/a"; "m/b/v2"; "m/go-other"; "m/known"; "m/missing"; renamed "m/go-other")
func f() {
	if a.IsMac { reached("darwin") }
	if a.IsOdd() { reached("all") }
	if b.IsOdd() { reached("all") } // for a and b import each other
	if v2.GOOS == "linux" { reached("all") }
	if known.IsMac || missing.IsMac { reached("all") }
	other.Fatal()
	reached("all")
	if renamed.Number == 5 || renamed.Dull == "x" || renamed.Dull + "x" == "dullx" { reached("all") }
	if renamed.Number == 5 && renamed.Dull == "x" { reached("all") }
	if renamed.Name() == "x" { reached("!linux") }
	renamed.Fatal()
	reached("!linux")
}
`})
	r := newResult(files, nil, pk, false)
	n := 0
	for call, f := range callsOf(files) {
		n++
		checkMarker(t, r, f, call)
	}
	if n != 10 {
		t.Errorf("%d markers", n)
	}
	for path, times := range asked {
		if times > 1 {
			t.Errorf("%s is read %d times", path, times)
		}
	}
	if asked["m/known"] > 0 {
		t.Error("m/known, which the pass imports, is read")
	}
}

// TestFact has facts in a form that another version may have written: of them
// nothing is known, or what can be read.
func TestFact(t *testing.T) {
	all := platform.All()
	for _, text := range []string{
		"func F\n\ttrue\n",
		"func F\n\ttrue amiga\n",
		"func F\n\tmaybe linux\n",
		"func F\n\treturns\n",
		"\n",
		"\ttrue linux\n",
		"const\n\ttrue linux\n",
	} {
		e := (&Fact{Package: "p", Text: text}).exports()
		if e == nil {
			continue
		}
		if x, ok := e.names["F"]; ok && (x.returns != all || len(x.value.known) > 0) {
			t.Errorf("%q is read as %v", text, x)
		}
	}
	const text = "const C\n\t\"windows\" aix\n\tunknown !aix\nfunc F\n\treturns none\nvar V\n\ttrue linux\n\tfalse !linux\n"
	e := (&Fact{Package: "p", Text: text}).exports()
	if e == nil || len(e.names) != 3 || !e.names["F"].returns.Empty() || e.names["V"].kind != exportVar {
		t.Errorf("%q is read as %v", text, e)
	}
}

// checkMarker compares the argument of a call of reached with its reach.
func checkMarker(t *testing.T, r *Result, f *sources.File, call *ast.CallExpr) {
	t.Helper()
	spec, err := strconv.Unquote(call.Args[0].(*ast.BasicLit).Value)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := r.At(f, call), parse(t, spec); got != want {
		t.Errorf("reached on %s, want %s", got, want)
	}
}
