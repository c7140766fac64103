package reach

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"testing"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// loadText parses the files of a package given as text.
func loadText(t *testing.T, text map[string]string) (*Result, []*sources.File) {
	t.Helper()
	fset := token.NewFileSet()
	var files []*sources.File
	for _, name := range slices.Sorted(maps.Keys(text)) {
		h, err := new(constraint.Context).Parse(name, []byte(text[name]))
		if err != nil {
			t.Fatal(err)
		}
		syntax, err := parser.ParseFile(fset, name, text[name], parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, &sources.File{Name: name, Syntax: syntax, Header: h, Built: h.Built})
	}
	return New(files, nil), files
}

// callsOf returns the calls of reached in files, with the file.
func callsOf(files []*sources.File) map[*ast.CallExpr]*sources.File {
	m := make(map[*ast.CallExpr]*sources.File)
	for _, f := range files {
		ast.Inspect(f.Syntax, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				if id, ok := call.Fun.(*ast.Ident); ok && id.Name == "reached" {
					m[call] = f
				}
			}
			return true
		})
	}
	return m
}

func TestCalled(t *testing.T) {
	const library = `package p
import "runtime"
func leaf() { reached("linux") }
func (T) method() { reached("darwin") }
func Exported() { reached("all") }
func (T) Exported() { reached("all") }
func init() { reached("all") }
func unused() { reached("none") }
func tested() { reached("none") }
func deep() { deeper() }
func deeper() { reached("windows") }
func recursive(n int) { reached("plan9"); recursive(n-1) }
func odd() { even() }
func even() { reached("windows"); odd() }
func onWindows() { odd(); if runtime.GOARCH == "386" { reached("windows/386") } }
var table = []func(){ listed }
func listed() { reached("all") }
//go:linkname linked other.linked
func linked() { reached("all") }
//export exported
func exported() { reached("all") }
func Root(t T) {
	switch runtime.GOOS {
	case "linux": leaf()
	case "darwin": t.method()
	case "windows": deep(); onWindows()
	case "plan9": recursive(1)
	}
	func() { literal() }()
}
func literal() { reached("all") }
var _ = func() int { reached("all"); return 0 }()
`
	for _, test := range []struct {
		name  string
		files map[string]string
		calls int
	}{
		{"library", map[string]string{
			"a.go":      library,
			"a_test.go": "package p\nfunc init() { tested(); leaf() }\nfunc helper() { reached(\"all\") }\n",
		}, 17},
		{"files", map[string]string{
			"a.go":         "package p\nfunc helper() { reached(\"linux,android,windows\") }\n",
			"a_linux.go":   "package p\nfunc F() { helper() }\n",
			"a_windows.go": "package p\nfunc F() { helper(); reached(\"windows\") }\n",
		}, 2},
		{"program", map[string]string{
			"a.go": "package main\nimport \"runtime\"\nfunc main() { reached(\"all\"); if runtime.GOOS == \"linux\" { Exported() } }\n" +
				"func Exported() { reached(\"linux\") }\nfunc (T) Exported() { reached(\"all\") }\n",
		}, 3},
		{"named", map[string]string{
			"a.go": "package darwin\nfunc F() { reached(\"darwin,ios\") }\n",
		}, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			r, files := loadText(t, test.files)
			calls := callsOf(files)
			if len(calls) != test.calls {
				t.Errorf("%d markers, want %d", len(calls), test.calls)
			}
			for call, f := range calls {
				spec := call.Args[0].(*ast.BasicLit).Value
				var want platform.Set
				if spec != `"none"` {
					want = parse(t, spec[1:len(spec)-1])
				}
				if got := r.Called(f, call); got != want {
					t.Errorf("%s: %s: called on %s", f.Name, spec, got)
				}
			}
		})
	}
}

func TestLocal(t *testing.T) {
	const src = `package p
func f(param int) {
	value := 1
	one, two := two()
	changed := 1
	changed = 2
	var none int
	var three, four = two()
	for key, elem := range value {
		reached(key, elem)
	}
	reached(param, value, one, two, changed, none, three, four, global)
}
var global = 1
`
	r, files := loadText(t, map[string]string{"a.go": src})
	got := make(map[string]string)
	for call, f := range callsOf(files) {
		for _, arg := range call.Args {
			id := arg.(*ast.Ident)
			s := "none"
			if l, ok := r.Local(f, id); ok {
				s = [...]string{"value", "result", "key", "elem"}[l.From]
				if l.Value == nil {
					s = "nothing"
				}
				if l.Name.Name != id.Name || l.Name == id {
					t.Errorf("%s: declared as %s", id.Name, l.Name.Name)
				}
				if l.Index != 0 {
					s += " 1"
				}
			}
			got[id.Name] = s
		}
	}
	want := map[string]string{
		"key": "key", "elem": "elem", "param": "nothing", "value": "value", "one": "result", "two": "result 1",
		"changed": "none", "none": "nothing", "three": "result", "four": "result 1", "global": "none",
	}
	if !maps.Equal(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
}
