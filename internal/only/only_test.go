package only

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/platform"
)

// fileOf parses a file that the ports of on build.
func fileOf(t testing.TB, on, src string) File {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), "", src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	return File{Syntax: f, Built: ports(t, on)}
}

func ports(t testing.TB, spec string) platform.Set {
	t.Helper()
	s, err := platform.Parse(spec)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestOf(t *testing.T) {
	files := []File{
		fileOf(t, "linux", `package p

//xplatvet:only linux/amd64 // only there
func Each() {}

//xplatvet:only linux
func Fit() {}
`),
		fileOf(t, "windows,plan9", `package p

func Each() {}

// T is a type.
//
//xplatvet:only windows
type T struct{}

//xplatvet:only windows/amd64
func (t *T) M() {}

func (T) N() {}

type (
	//xplatvet:only plan9
	A struct{}

	B[X any] struct{}
)

func (b *B[X]) M() {}
`),
		fileOf(t, "linux,windows", `package p

//xplatvet:only linux
type (
	C int
	D int
)

func (T) O() {}
`),
	}
	p := Of(files)
	if p.Whole() != platform.All() || len(p.Mistakes) > 0 {
		t.Errorf("whole %s, mistakes %v", p.Whole(), p.Mistakes)
	}
	want := map[string]string{
		"Each": "linux,!linux/amd64", "T": "plan9", "T.M": "plan9,windows,!windows/amd64", "A": "windows", "C": "windows", "D": "windows",
	}
	for name, spec := range want {
		if got := p.Unfit()[name]; got != ports(t, spec) {
			t.Errorf("%s is unfit for %s, want %s", name, got, spec)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(p.Unfit())) {
		if want[name] == "" && !p.Unfit()[name].Empty() {
			t.Errorf("%s is unfit for %s", name, p.Unfit()[name])
		}
	}

	bodies := map[string]string{
		"0 Each": "linux/amd64", "0 Fit": "linux", "1 Each": "windows,plan9",
		"1 T.M": "windows/amd64", "1 T.N": "windows", "1 B.M": "windows,plan9", "2 T.O": "linux,windows",
	}
	for i, f := range files {
		for _, d := range f.Syntax.Decls {
			if d, ok := d.(*ast.FuncDecl); ok {
				key := string(rune('0'+i)) + " " + nameOf(d)
				if got := p.Body(f.Syntax, d).Intersect(f.Built); got != ports(t, bodies[key]) {
					t.Errorf("body of %s: %s, want %s", key, got, bodies[key])
				}
			}
		}
	}
}

func TestWhole(t *testing.T) {
	p := Of([]File{
		fileOf(t, "all", "// Package p is.\n//\n//xplatvet:only linux,windows\npackage p\n\nfunc F() {}\n"),
		fileOf(t, "all", "//xplatvet:only unix\n\n// It belongs to nothing.\npackage p\n"),
		fileOf(t, "all", "//xplatvet:only linux,plan9\npackage p\n"),
	})
	if got := p.Whole(); got != ports(t, "linux") {
		t.Errorf("%s", got)
	}
	n := 0
	for _, list := range p.Mistakes {
		n += len(list)
	}
	if n != 1 {
		t.Errorf("mistakes %v", p.Mistakes)
	}
}

func TestNone(t *testing.T) {
	f := fileOf(t, "linux", "package p\n\n// F is xplatvet:only in name. // xplatvet:onlyx\nfunc F() {}\n")
	p := Of([]File{f})
	if p != nil {
		t.Errorf("%+v", p)
	}
	if p.Whole() != platform.All() || p.Unfit() != nil || p.Body(f.Syntax, f.Syntax.Decls[0].(*ast.FuncDecl)) != platform.All() {
		t.Error("no annotations, but limits")
	}
}

func FuzzOf(f *testing.F) {
	f.Add("//xplatvet:only linux\npackage p\n//xplatvet:only linux,{windows\nfunc F() {}\n")
	f.Add("package p\ntype(\n//xplatvet:only !plan9//\nT int\n)\n// xplatvet:only\nfunc (*) M()")
	f.Fuzz(func(t *testing.T, src string) {
		file, _ := parser.ParseFile(token.NewFileSet(), "", src, parser.ParseComments|parser.SkipObjectResolution)
		if file == nil {
			return
		}
		p := Of([]File{{Syntax: file, Built: platform.FirstClass()}})
		for name, unfit := range p.Unfit() {
			if !unfit.SubsetOf(platform.FirstClass()) {
				t.Errorf("%s is unfit for %s, where it is not built", name, unfit)
			}
		}
		if p != nil {
			for _, m := range p.Mistakes[file] {
				if m.Message == "" || strings.Contains(m.Message, "\n") {
					t.Errorf("message %q", m.Message)
				}
			}
		}
	})
}
