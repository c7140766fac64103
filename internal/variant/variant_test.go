package variant

import (
	"go/parser"
	"go/token"
	"go/types"
	"reflect"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/internal/decl"
	"github.com/xplatvet/xplatvet/platform"
)

// filesOf parses a txtar archive of Go files.
func filesOf(t *testing.T, fset *token.FileSet, archive string) []decl.File {
	t.Helper()
	var files []decl.File
	var ctx constraint.Context
	for _, f := range txtar.Parse([]byte(archive)).Files {
		h, err := ctx.Parse(f.Name, f.Data)
		if err != nil {
			t.Fatal(err)
		}
		syntax, err := parser.ParseFile(fset, f.Name, f.Data, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, decl.File{Syntax: syntax, Built: h.Built})
	}
	return files
}

const archive = `
-- a.go --
package p

import (
	"example.com/deep/pkg"
	"os"
	"unsafe"
)

type Stat struct {
	Dev   dev
	Size  int64
	Time  Timespec
	Ptr   unsafe.Pointer
	Deep  pkg.T
	inner dev
}

func (*Stat) Method(dev) (dev, error) { return 0, nil }

func Same(path string, st *Stat) error { return nil }

func Differs(devices ...dev) map[dev][]os.Signal { return nil }

func Generic[T any](T, dev) {}

var Unknown = os.Getpid()

var Inferred = dev(1)

const (
	MaxInt  = int(^uint(0) >> 1)
	MaxUint = ^uint(0)
	Size    = 32 << (^uint(0) >> 63)
	Fixed   = 1 << 40
	Iota    = iota
)
-- a_linux.go --
package p

type dev = uint64

type Timespec struct{ Sec int64 }

type Status uint32

const (
	Small         = 0x10
	Wide          = 0x80000000
	Typed  Status = 3
	OnlyHere      = 5
)

func Names(a, b int) {}

type Alias = Stat
-- a_windows.go --
package p

type dev = uint32

type Timespec struct{ Sec int64 }

type Status struct{}

type Handle uintptr

var Typed Handle

const (
	Small = 0x20
	Wide  = -0x80000000
)

func Names(x, y int) {}

type Alias = Timespec
`

func TestOf(t *testing.T) {
	fset := token.NewFileSet()
	p := Of(fset, decl.SourceOf(filesOf(t, fset, archive)), platform.All(), Imports{})
	at := func(goos, goarch string) platform.Port { return platform.Port{GOOS: goos, GOARCH: goarch} }
	if want := map[string]bool{"Small": true}; !reflect.DeepEqual(p.Values, want) {
		t.Errorf("values differ of %v, want %v", p.Values, want)
	}
	for _, test := range []struct {
		name string
		port platform.Port
		want string // "" if it is the same wherever it is
	}{
		{"Stat.Dev", at("linux", "amd64"), "var uint64"},
		{"Stat.Dev", at("windows", "amd64"), "var uint32"},
		{"Stat.Dev", at("plan9", "386"), Unknown}, // dev is not declared
		{"Stat.Size", at("linux", "amd64"), ""},
		{"Stat.Time", at("linux", "amd64"), "var Timespec"}, // unknown on plan9
		{"Stat.Ptr", at("linux", "amd64"), ""},
		{"Stat.Deep", at("linux", "amd64"), ""},
		{"Stat.inner", at("linux", "amd64"), ""},
		{"Stat.Method", at("linux", "arm"), "func(uint64) (uint64, error)"},
		{"Stat.Method", at("windows", "386"), "func(uint32) (uint32, error)"},
		{"Same", at("linux", "amd64"), ""},
		{"Differs", at("linux", "amd64"), "func(...uint64) map[uint64][]os.Signal"},
		{"Generic", at("linux", "amd64"), ""}, // unknown on all ports
		{"Unknown", at("linux", "amd64"), ""},
		{"Inferred", at("windows", "386"), "var uint32"},
		{"MaxInt", at("linux", "386"), "const int 2147483647"},
		{"MaxInt", at("js", "wasm"), "const int 9223372036854775807"},
		{"MaxUint", at("linux", "arm"), "const uint 4294967295"},
		{"Size", at("windows", "386"), "const untyped int 32"},
		{"Fixed", at("linux", "386"), ""},
		{"Iota", at("linux", "386"), ""},
		{"Small", at("linux", "386"), ""}, // the type does not differ
		{"Wide", at("linux", "386"), "const untyped int 2147483648"},
		{"Wide", at("windows", "386"), "const untyped int -2147483648"},
		{"Typed", at("linux", "386"), "const Status"},
		{"Typed", at("windows", "386"), "var Handle"},
		{"OnlyHere", at("linux", "386"), ""},
		{"Status", at("linux", "386"), "type uint32"},
		{"Status", at("windows", "386"), "type struct"},
		{"Handle", at("windows", "386"), "type uintptr"}, // because Typed is of it
		{"Timespec", at("linux", "386"), "type struct"},
		{"Names", at("linux", "386"), ""},
		{"Alias", at("linux", "386"), "= Stat"},
		{"Alias", at("windows", "386"), "= Timespec"},
		{"NoSuchName", at("linux", "386"), ""},
	} {
		if got := p.At(test.name, test.port); got != test.want {
			t.Errorf("%s on %s is %q, want %q", test.name, test.port, got, test.want)
		}
	}
}

// A package that is the same everywhere costs nothing and says nothing.
func TestOfSame(t *testing.T) {
	for _, archive := range []string{
		"-- a.go --\npackage p\nvar X int\nconst Big = 1 << 40\n",
		"-- a_linux.go --\npackage p\nvar X int\n-- b_linux.go --\npackage p\nfunc F() {}\n",
		"-- a_linux.go --\npackage p\nconst X, y = 1, 1\nfunc F(a int) {}\n-- a_windows.go --\npackage p\nconst X, y = 1, 2\nfunc F(b int) {}\ntype T struct{ hidden int }\n",
	} {
		fset := token.NewFileSet()
		if p := Of(fset, decl.SourceOf(filesOf(t, fset, archive)), platform.All(), Imports{}); p != nil {
			t.Errorf("%s\nhas %v", archive, p.Names)
		}
	}
}

// Ports that are not asked for cost nothing, and nothing is known of them.
func TestPorts(t *testing.T) {
	fset := token.NewFileSet()
	files := filesOf(t, fset, archive)
	ports, err := platform.Parse("linux/amd64,windows/amd64")
	if err != nil {
		t.Fatal(err)
	}
	p := Of(fset, decl.SourceOf(files), ports, Imports{})
	if p == nil || p.Ports != ports || p.Names["Stat.Dev"] == nil || p.Names["MaxInt"] != nil {
		t.Errorf("of two ports of 64 bits: %v", p)
	}
	if p := Of(fset, decl.SourceOf(files), platform.OS("linux"), Imports{}); p == nil || p.Names["Stat.Dev"] != nil || p.Names["MaxInt"] == nil {
		t.Errorf("of linux: %v", p)
	}
}

// A constant that is made of one of another package that varies does too.
func TestVariants(t *testing.T) {
	fset := token.NewFileSet()
	files := filesOf(t, fset, "-- a.go --\npackage p\nimport \"math\"\nconst (\n\tA = math.MaxInt / 2\n\tB = math.MaxInt8\n\tc = math.MaxInt\n\tD = c\n\tE = math.Odd\n)\n")
	narrow := platform.Narrow()
	p := Of(fset, decl.SourceOf(files), platform.All(), Imports{Types: func(path string) *Package {
		if path != "math" {
			return nil
		}
		return &Package{Ports: platform.All(), Names: map[string][]Variant{
			"MaxInt": {{"const untyped int 2147483647", narrow}, {"const untyped int 9223372036854775807", narrow.Complement()}},
			"Odd":    {{"const Odd", narrow}, {"var int", narrow.Complement()}},
		}}
	}})
	want := map[string][]Variant{
		"A": {{"const untyped int 1073741823", narrow}, {"const untyped int 4611686018427387903", narrow.Complement()}},
		"D": {{"const untyped int 2147483647", narrow}, {"const untyped int 9223372036854775807", narrow.Complement()}},
		"E": {{Unknown, platform.All()}},
	}
	if p == nil || !reflect.DeepEqual(p.Names, want) {
		t.Errorf("got %v, want %v", p, want)
	}
}

// What is declared by means of a name that is missing on a port is unknown there.
func TestExists(t *testing.T) {
	fset := token.NewFileSet()
	files := filesOf(t, fset, "-- a.go --\npackage p\nimport \"syscall\"\ntype Errno syscall.Errno\nfunc F(syscall.Errno) int { return 0 }\nfunc G() int { return int(syscall.Missing) }\n")
	plan9 := platform.OS("plan9")
	p := Of(fset, decl.SourceOf(files), platform.All(), Imports{Exists: func(path, name string) platform.Set { return plan9.Complement() }})
	want := map[string][]Variant{
		"Errno": {{Unknown, plan9}, {"type struct", plan9.Complement()}},
		"F":     {{Unknown, plan9}, {"func(syscall.Errno) int", plan9.Complement()}},
	}
	if p == nil || !reflect.DeepEqual(p.Names, want) {
		t.Errorf("got %v, want %v", p, want)
	}
}

func TestSame(t *testing.T) {
	pkg := types.NewPackage("p", "p")
	v := types.NewVar(token.NoPos, pkg, "X", types.Typ[types.Int32])
	if !Same(Variant{Type: "var int32"}, v) || Same(Variant{Type: "var int64"}, v) || Same(Variant{Type: "const int32"}, v) {
		t.Error("a variable is not told by its type")
	}
	fset := token.NewFileSet()
	files := filesOf(t, fset, archive)
	p := Of(fset, decl.SourceOf(files), platform.All(), Imports{})
	// Each class says of each of its objects what the table has of it.
	cl := classesOf(files, platform.All(), true, nil)
	c := newChecker(fset, files, Imports{})
	for _, class := range cl {
		c.check(class)
		for port := range class.ports.Ports() {
			for name := range class.types {
				if got, want := p.At(name, port), class.types[name]; got != "" && got != want && got+want[len(got):] != want {
					t.Errorf("%s on %s is %q, want %q", name, port, got, want)
				}
			}
		}
	}
}

func TestTextParsesBack(t *testing.T) {
	fset := token.NewFileSet()
	p := Of(fset, decl.SourceOf(filesOf(t, fset, archive)), platform.All(), Imports{})
	text := p.AppendText(nil)
	got, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, p) {
		t.Errorf("Parse(AppendText(p)) = %v, want %v", got, p)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("ports all\nset linux\nset windows\nStat_t.Dev\tvar int32\t0\tvar uint64\t1\n"))
	f.Add([]byte("ports linux\nset all\nX\t?\t0\n"))
	f.Add([]byte("X\t?\t0\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		p, err := Parse(text)
		if err != nil {
			return
		}
		if p.Ports.Empty() {
			return // as Of never makes it
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
