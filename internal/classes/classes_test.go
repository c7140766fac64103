package classes_test

import (
	"cmp"
	"go/ast"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/internal/classes"
)

const (
	one     = "linux/386 linux/amd64 windows/386 windows/amd64"
	systems = "linux/386 linux/amd64, windows/386 windows/amd64"
	words   = "linux/386 windows/386, linux/amd64 windows/amd64"
)

// TestClasses tells which differences of a package a, on linux and on windows,
// matter to a package b that imports it.
func TestClasses(t *testing.T) {
	for _, test := range []struct {
		name           string
		linux, windows string // of a, besides what is common
		common         string
		b              string
		want           string
	}{
		{"nothing", "", "", "func F() {}", "a.F()", one},
		{"a name that is not mentioned", "func G() {}", "", "func F() {}", "a.F()", one},
		{"a name that is missing", "func F() {}", "", "", "a.F()", systems},
		{"a parameter", "func F(int) {}", "func F(string) {}", "", "a.F(0)", systems},
		{"the name of a receiver", "func (t T) M() {}", "func (x T) M() {}", "type T int", "a.T(0).M()", one},
		{"a body", "func F() int { return 1 }", "func F() int { return 2 }", "", "a.F()", one},
		{"what is declared in terms of it", "type t int", "type t string", "type T t", "_ = a.T(0)", systems},
		{"the value of a constant", "const C = 1", "const C = 2", "", "_ = a.C", systems},
		{"the value of a variable", "var V = 1", "var V = 2", "", "_ = a.V", one},
		{"the elements of a literal", "var V = []int{1}", "var V = []int{2}", "", "_ = a.V", one},
		{"the length of an array", "var V = [...]int{1}", "var V = [...]int{1, 2}", "", "_ = a.V", systems},
		{"the initialiser of a variable with a type", "var V int = 1", "var V int = f()\n\nfunc f() int { return 2 }", "", "_ = a.V", one},
		{"the type of an unexported field", "type T struct{ x int }", "type T struct{ x string }", "", "_ = a.T{}", one},
		{"the name of an unexported field", "type T struct{ x int }", "type T struct{ y, z int }", "", "_ = a.T{}", one},
		{"that there are unexported fields", "type T struct{ x int }", "type T struct{}", "", "_ = a.T{}", systems},
		{"that they can be compared", "type T struct{ x int }", "type T struct{ x []int }", "", "_ = a.T{}", systems},
		{"an exported field", "type T struct{ X int }", "type T struct{ X string }", "", "_ = a.T{}", systems},
		{"a tag", "type T struct{ X int `k`}", "type T struct{ X int }", "", "_ = a.T{}", systems},
		{"an embedded type of which nothing is seen", "type t struct{ x int }", "type t struct{ y, z int }", "type T struct{ *t }", "_ = a.T{}", one},
		{"an embedded type that promotes a field", "type t struct{ X int }", "type t struct{ x int }", "type T struct{ *t }", "_ = a.T{}", systems},
		{"an embedded type that promotes a method", "func (t) M() {}", "", "type t struct{ x int }\n\ntype T struct{ t }", "_ = a.T{}", systems},
		{"an embedded type that cannot be compared", "type t struct{ x int }", "type t struct{ x []int }", "type T struct{ t }", "_ = a.T{}", systems},
		{"a struct type that another can be converted to", "type T struct{ x int }", "type T struct{ x string }", "type U struct{ x int }", "_ = a.T{}; _ = a.U{}", systems},
		{"one that nobody can come by", "type T struct{ x int }", "type T struct{ x string }", "type u struct{ x int }", "_ = a.T{}", one},
		{"one that a function returns", "type T struct{ x int }", "type T struct{ x string }", "type u struct{ x int }\n\nfunc F() u { return u{} }", "_ = a.T(a.F())", systems},
		{"fields of a type with parameters", "type T[P any] struct{ x P }", "type T[P any] struct{ x []P }", "", "_ = a.T[int]{}", systems},
		{"an exported method", "func (T) M() {}", "", "type T int", "_ = a.T(0)", systems},
		{"an unexported method", "func (T) m() {}", "", "type T int", "_ = a.T(0)", one},
		{"one that an interface asks for", "func (T) m() {}", "", "type T int\n\ntype I interface{ m() }", "var _ a.I = a.T(0)", systems},
		{"one that an interface of nobody's asks for", "func (T) m() {}", "", "type T int\n\ntype i interface{ m() }", "_ = a.T(0)", one},
		{"one that an interface in a field asks for", "func (T) m() {}", "", "type T int\n\ntype S struct{ I i }\n\ntype i interface{ m() }", "_ = a.S{I: a.T(0)}", systems},
		{"one that an interface in an unexported field asks for", "func (T) m() {}", "", "type T int\n\ntype S struct{ x i }\n\ntype i interface{ m() }", "_ = a.T(0); _ = a.S{}", one},
		{"a name like it but for its case", "var Value int", "", "", "_ = a.VALUE", systems},
		{"a cycle", "type T struct{ X *U }\n\ntype U struct{ X *T }", "type T struct{ X *U }\n\ntype U struct{ X *T; Y int }", "", "_ = a.T{}", systems},
		{"GOOS in a variable", "", "", "import \"runtime\"\n\nvar V = runtime.GOOS", "_ = a.V", one},
		{"GOOS in a constant", "", "", "import \"runtime\"\n\nconst C = runtime.GOOS", "_ = a.C", systems},
		{"the size of int", "", "", "const C = ^uint(0)", "_ = a.C", words},
		{"the size of a type", "type T struct{ X [2]int32 }", "type T struct{ X int64 }", "", "var _ [unsafe.Sizeof(a.T{})]int", "linux/386, linux/amd64, windows/386, windows/amd64"},
		{"the size of its unexported fields", "type T struct{ x [2]int32 }", "type T struct{ x int64 }", "", "var _ [unsafe.Sizeof(a.T{})]int", "linux/386, linux/amd64, windows/386, windows/amd64"},
	} {
		t.Run(test.name, func(t *testing.T) {
			imports := "import \"a\"\n"
			if strings.Contains(test.b, "unsafe.") {
				imports += "import \"unsafe\"\n"
			}
			m := load(t, "-- runtime/linux_linux.go --\npackage runtime\n\nconst GOOS = \"linux\"\n"+
				"-- runtime/windows_windows.go --\npackage runtime\n\nconst GOOS = \"windows\"\n"+
				"-- a/a.go --\npackage a\n\n"+test.common+
				"\n-- a/a_linux.go --\npackage a\n\n"+test.linux+
				"\n-- a/a_windows.go --\npackage a\n\n"+test.windows+
				"\n-- b/b.go --\npackage b\n\n"+imports+"\nfunc use() {\n\t"+test.b+"\n}\n")
			if got := m.divided("b"); got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}

// modules have errors that depend on the port, each in a way of its own.
var modules = map[string]string{
	"bodies": `
-- a/a.go --
package a

func F() int { return size }

func G() string { return size }

func H() { undefined() }
-- a/a_linux.go --
package a

const size = 1
-- a/a_windows.go --
package a

const size = "1"
`,
	"declarations": `
-- a/a.go --
package a

type T struct{ t }

var _ I = T{}

var V int = C

type I interface{ M() }

func (T) F() {}
-- a/a_linux.go --
package a

type t struct{ F int }

const C = 1

func (T) M() {}
-- a/a_windows.go --
package a

type t = undefined

const C = "c"
`,
	"redeclared": `
-- a/a.go --
package a

const C = 1

type T int

func (T) M() {}

func F() {}
-- a/a_windows.go --
package a

const C = 2

func (T) M() {}

var F, _ = 1, 2
-- a/b_linux.go --
package a

func _() { F() }
`,
	"unused imports": `
-- a/a.go --
package a

func A() {}
-- b/b.go --
package b

import "a"

func f() { g() }
-- b/b_linux.go --
package b

import "a"
import x "a"

func g() { x.A() }
-- b/b_windows.go --
package b

import "a"

func g() { a.A() }

func h() int { return "" }
`,
	"only imports": `
-- a/a.go --
package a
-- b/b.go --
package b
-- b/b_windows.go --
package b

import "a"
-- b/c_linux.go --
package b

import _ "c"
`,
	"a name that is an import": `
-- a/a.go --
package a

func F() {}
-- b/b.go --
package b

import "a"

func f() { a.F() }
-- b/b_windows.go --
package b

var a int
`,
	"order of initialisation": `
-- a/a.go --
package a

var x = f()

func f() int { return g() }
-- a/a_linux.go --
package a

func g() int { return T{}.m() }

type T struct{}
-- a/a_windows.go --
package a

func g() int { return 1 }
-- a/b_linux.go --
package a

func (T) m() int { return x }
`,
	"generic functions": `
-- a/a.go --
package a

func F[P any]() { g[P]() }
-- a/a_linux.go --
package a

func g[P any]() { F[*P]() }
-- a/a_windows.go --
package a

func g[P any]() {}
`,
	"literals": `
-- a/a.go --
package a

const (
	A = 1
	B = -2
	C = "c"
)

func f() { _ = A + C }
-- a/a_windows.go --
package a

const (
	D = 1
	A = 2
)

const E = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF
`,
	"dot imports": `
-- a/a.go --
package a

func G() {}
-- a/a_linux.go --
package a

func F() {}
-- b/b.go --
package b

import . "a"

func f() { F(); G() }
`,
}

// TestCover checks that what Cover plans finds the errors that are found when
// every port is checked by itself.
func TestCover(t *testing.T) {
	for name, archive := range modules {
		t.Run(name, func(t *testing.T) {
			m := load(t, archive)
			want := m.alone()
			got, _ := m.covered()
			for e := range want {
				if !got[e] {
					t.Errorf("not found: %s", e)
				}
			}
			for e := range got {
				if !want[e] {
					t.Errorf("found: %s", e)
				}
			}
			if len(want) == 0 {
				t.Error("the module has no errors")
			}
		})
	}
}

// TestCoverOnce checks that a declaration is looked at once if it means the
// same on all ports, where int has 32 bits, and once for each class if not.
func TestCoverOnce(t *testing.T) {
	m := load(t, `
-- a/a.go --
package a

func Same() int { return 1 }

func Other() any { return size }
-- a/a_linux.go --
package a

var size int
-- a/a_windows.go --
package a

var size string
`)
	seen := make(map[string][]string)
	_, plan := m.covered()
	if plan.Tasks() != 2 || len(plan) != 2 {
		t.Errorf("%d tasks on %d ports, want one on each of 2", plan.Tasks(), len(plan))
	}
	for i, tasks := range plan {
		files, _ := m.engine.Slice(i, tasks, false).TaskFiles("a")
		for _, f := range files {
			for _, d := range f.Decls {
				if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil {
					seen[fn.Name.Name] = append(seen[fn.Name.Name], ports[i])
				}
			}
		}
	}
	for name, want := range map[string]int{"Same": 1, "Other": 2} {
		if len(seen[name]) != want || slices.ContainsFunc(seen[name], func(port string) bool { return strings.HasSuffix(port, "amd64") }) {
			t.Errorf("%s is checked on %v, want %d ports with 32 bits", name, seen[name], want)
		}
	}
}

// TestCoverWhole checks that a class with errors is looked at where int has 32
// bits and where it has 64, and others are not.
func TestCoverWhole(t *testing.T) {
	m := load(t, `
-- a/a.go --
package a

const Big = 1 << 40

var V int = Big
-- a/a_linux.go --
package a
`)
	plan := m.engine.CoverWhole(map[string][]int{"a": {slices.Index(ports, "linux/386")}})
	for i, port := range ports {
		task := plan[i]["a"]
		if want := strings.HasPrefix(port, "linux/"); (task != nil && task.Whole) != want {
			t.Errorf("%s: task %+v", port, task)
		}
	}
}

// TestCoverage checks that all is covered when everything that was planned is
// done, and not before.
func TestCoverage(t *testing.T) {
	for name, archive := range modules {
		m := load(t, archive)
		_, plan := m.covered()
		c := m.engine.NewCoverage()
		covered := func() (all, none bool) {
			all, none = true, true
			for i, port := range m.ports {
				for _, l := range m.lists[port] {
					if len(l.GoFiles) > 0 {
						has := c.Has(l.ImportPath, i)
						all, none = all && has, none && !has
					}
				}
			}
			return all, none
		}
		if _, none := covered(); !none {
			t.Errorf("%s: something is covered before anything is done", name)
		}
		left := plan.Tasks()
		for _, i := range slices.Sorted(maps.Keys(plan)) {
			for _, task := range plan[i] {
				if all, _ := covered(); all {
					t.Errorf("%s: all is covered with %d tasks left", name, left)
				}
				c.Add(i, task)
				left--
			}
		}
		if all, _ := covered(); !all {
			t.Errorf("%s: not all is covered in the end", name)
		}
	}
}

// TestRepresent checks which ports are chosen for all variants of a module.
func TestRepresent(t *testing.T) {
	const module = `
-- a/a.go --
package a

func F() {}
-- a/a_windows.go --
package a
-- b/b.go --
package b

func F() any { return size }
-- b/b_386.go --
package b

var size int
-- b/b_amd64.go --
package b

var size string
`
	for _, test := range []struct {
		name    string
		archive string
		prefer  []string
		want    string
	}{
		{"one variant", "-- a/a.go --\npackage a\n\nfunc F() {}\n", nil, "linux/386"},
		{"another is preferred", "-- a/a.go --\npackage a\n\nfunc F() {}\n", []string{"windows/amd64"}, "windows/amd64"},
		{"two files and two words in two ports", module, nil, "linux/amd64 windows/386"},
		{"the same, by preference", module, []string{"windows/386"}, "windows/386 linux/amd64"},
	} {
		t.Run(test.name, func(t *testing.T) {
			m := load(t, test.archive)
			rank := func(i int) int {
				if k := slices.Index(test.prefer, ports[i]); k >= 0 {
					return k
				}
				return len(ports)
			}
			represent := func() []classes.Representative {
				return m.engine.Represent(func(i, k int) int { return cmp.Compare(rank(i), rank(k)) })
			}
			list := represent()
			var got []string
			all := 0
			for _, r := range list {
				got = append(got, ports[r.Port])
				all += 1 + len(r.Alike)
				if len(r.News) == 0 {
					t.Errorf("%s has nothing new", ports[r.Port])
				}
			}
			if strings.Join(got, " ") != test.want {
				t.Errorf("%v, want %s", got, test.want)
			}
			if all != len(ports) {
				t.Errorf("%d ports are there, or like one that is, of %d", all, len(ports))
			}
			for range 5 {
				for k, r := range represent() {
					if r.Port != list[k].Port {
						t.Fatal("the choice is not the same each time")
					}
				}
			}
		})
	}
}
