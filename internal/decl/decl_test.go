package decl

import (
	"go/parser"
	"go/token"
	"reflect"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/platform"
)

// packageOf parses a txtar archive of Go files.
func packageOf(t *testing.T, archive string) *Package {
	t.Helper()
	var files []File
	var ctx constraint.Context
	for _, f := range txtar.Parse([]byte(archive)).Files {
		h, err := ctx.Parse(f.Name, f.Data)
		if err != nil {
			t.Fatal(err)
		}
		syntax, err := parser.ParseFile(token.NewFileSet(), f.Name, f.Data, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, File{syntax, h.Built})
	}
	return Of(files)
}

const archive = `
-- a.go --
package p

import "os"

type T struct {
	A, b int
	linuxOnly
}

type Plain struct{ X int }

type Copy Plain // fields, not methods

type Same = Plain // both

type Foreign os.File

type I interface{ M(); os.Signal }

func Everywhere() {}

func (Plain) Both() {}
-- linux.go --
//go:build linux

package p

type linuxOnly struct{ C int }

const Const, other = 1, 2

func (*Plain) Method() {}

func (g *Generic[T]) Get() {}

type Stat struct { Atim int; Size int }
-- x_windows.go --
package p

type linuxOnly struct{}

var Var int

type Handle uintptr

func (Handle) Close() {}

type Stat struct { Atime int; Size int }

func (g *Generic[T]) Set() {}
-- generic.go --
package p

type Generic[T any] struct{ F T }
-- alias_plan9.go --
package p

type Stat = Plain
-- cyclic.go --
package p

type A B
type B A
func (A) OnA() {}
`

func TestExists(t *testing.T) {
	p := packageOf(t, archive)
	for name, want := range map[string]string{
		"Everywhere":     "all",
		"Const":          "linux,android",
		"Var":            "windows",
		"Handle":         "windows",
		"Handle.Close":   "windows",
		"T":              "all",
		"T.A":            "all",
		"T.C":            "all", // promoted from what is not followed
		"Plain.X":        "all",
		"Plain.Both":     "all",
		"Plain.Method":   "linux,android",
		"Copy.X":         "all",
		"Same.Method":    "linux,android",
		"Foreign.Close":  "all",
		"I.M":            "all",
		"Generic.F":      "all",
		"Generic.Get":    "linux,android",
		"Generic.Set":    "windows",
		"Stat":           "linux,android,windows,plan9",
		"Stat.Size":      "linux,android,windows",
		"Stat.Atim":      "linux,android",
		"Stat.Atime":     "windows",
		"Stat.X":         "plan9",
		"NoSuchName":     "all", // not known: taken to exist
		"NoSuchType.Foo": "all",
	} {
		set, err := platform.Parse(want)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Exists(name); got != set {
			t.Errorf("Exists(%q) = %v, want %v", name, got, set)
		}
	}
	// Unexported names are nobody's business, and what exists wherever its
	// package or type does is left out.
	for _, name := range []string{"other", "linuxOnly", "linuxOnly.C", "T.b", "Everywhere", "Generic.F"} {
		if s, ok := p.Names[name]; ok {
			t.Errorf("%s is listed, with %v", name, s)
		}
	}
}

// A method of a type defined by another type of the package does not come
// along: only its fields do.
func TestDefinedTypeHasNoMethods(t *testing.T) {
	p := packageOf(t, "-- a.go --\npackage p\ntype U struct{ F int }\nfunc (U) M() {}\n-- a_linux.go --\npackage p\ntype T U\n-- a_windows.go --\npackage p\ntype T struct{}\nfunc (T) M() {}\nfunc (T) F() {}\n")
	if got, want := p.Exists("T.M"), platform.OS("windows"); got != want {
		t.Errorf("T.M exists on %v, want %v", got, want)
	}
	linux, _ := platform.Tag("linux")
	if got, want := p.Exists("T.F"), linux.Union(platform.OS("windows")); got != want {
		t.Errorf("T.F exists on %v, want %v", got, want)
	}
}

func TestFiles(t *testing.T) {
	p := packageOf(t, "-- a_linux.go --\npackage p\nvar X int\n-- b_windows.go --\npackage p\nvar X, Y int\n-- ignored.go --\n//go:build ignore\n\npackage p\nvar Z int\n")
	linux, _ := platform.Tag("linux")
	if want := linux.Union(platform.OS("windows")); p.Files != want || p.Exists("X") != want {
		t.Errorf("files on %v, X on %v, want %v", p.Files, p.Exists("X"), want)
	}
	if _, ok := p.Names["X"]; ok {
		t.Error("X is listed though it is wherever the package is")
	}
}

func TestTextParsesBack(t *testing.T) {
	p := packageOf(t, archive)
	text := p.AppendText(nil)
	got, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, p) {
		t.Errorf("Parse(AppendText(p)) = %v, want %v", got, p)
	}
	if again := got.AppendText(nil); string(again) != string(text) {
		t.Errorf("text changes from\n%s\nto\n%s", text, again)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("files all\nset linux\nKill\n"))
	f.Add([]byte("files none\n"))
	f.Add([]byte("set linux,!linux\nX\n\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		p, err := Parse(text)
		if err != nil {
			return
		}
		again, err := Parse(p.AppendText(nil))
		if err != nil {
			t.Fatalf("%q does not parse back: %v", p.AppendText(nil), err)
		}
		if !reflect.DeepEqual(again, p) {
			t.Fatalf("%v becomes %v", p, again)
		}
	})
}
