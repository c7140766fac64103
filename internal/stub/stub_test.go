package stub

import (
	"go/parser"
	"go/token"
	"path"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/internal/decl"
	"github.com/xplatvet/xplatvet/platform"
)

// packagesOf parses a txtar archive of Go files "package/file.go".
func packagesOf(t testing.TB, archive string) []Package {
	t.Helper()
	var list []Package
	at := make(map[string]int)
	var ctx constraint.Context
	for _, f := range txtar.Parse([]byte(archive)).Files {
		dir, base := path.Split(f.Name)
		dir = path.Clean(dir)
		h, err := ctx.Parse(base, f.Data)
		if err != nil {
			t.Fatal(err)
		}
		syntax, err := parser.ParseFile(token.NewFileSet(), f.Name, f.Data, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		i, ok := at[dir]
		if !ok {
			i = len(list)
			at[dir] = i
			list = append(list, Package{Path: dir, Source: new(decl.Source)})
		}
		list[i].Source.Files = append(list[i].Source.Files, decl.File{Syntax: syntax, Built: h.Built})
	}
	return list
}

// std stands in for the table of the standard library.
func std(path string) Table {
	windows := platform.OS("windows")
	switch path {
	case "os":
		return Table{
			"Chown":          {{Kind: Fails, Reason: "syscall.EWINDOWS", Ports: windows}},
			"Readlink":       {{Kind: Fails, Reason: "syscall.EPLAN9", Ports: platform.OS("plan9")}},
			"Process.Signal": {{Kind: Fails, Reason: "syscall.EWINDOWS", Ports: windows, Except: []string{"os.Kill"}}},
			"Getuid":         {{Kind: Constant, Reason: "-1", Ports: windows}},
		}
	}
	return nil
}

func find(t *testing.T, archive string) map[string]Table {
	t.Helper()
	return Find(packagesOf(t, archive), std)
}

// works is a package whose functions work on unix; the source under test is
// that of windows.
const works = `
-- p/p.go --
package p

type T struct{ err error }
-- p/p_unix.go --
//go:build unix

package p

import "os"

func F(x int) error { _, err := os.Open("x"); return err }
func G() (int, error) { return 0, F(1) }
func H() { println() }
func (t *T) M() error { return F(2) }
func E() int { return os.Getpid() }
`

// TestForms has the ways in which source says that something always fails on
// windows.
func TestForms(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"errno", `func F(int) error { return syscall.EWINDOWS }`, "F fails syscall.EWINDOWS"},
		{"conversion", `func F(int) error { return syscall.Errno(syscall.ENOSYS) }`, "F fails syscall.ENOSYS"},
		{"unsupported", `func F(int) error { return errors.ErrUnsupported }`, "F fails errors.ErrUnsupported"},
		{"text", `func F(int) error { return errors.New("F is not implemented") }`, `F fails "F is not implemented"`},
		{"format", `func F(x int) error { return fmt.Errorf("%d: not supported by %s/%s", x, runtime.GOOS, arch()) }`, `F fails "…: not supported by windows/…"`},
		{"wrapped text", `func F(int) error { return fmt.Errorf("F: %w", syscall.ENOTSUP) }`, "F fails syscall.ENOTSUP"},
		{"variable", "var errNo = errors.New(\"requires cgo\")\nfunc F(int) error { return errNo }", `F fails "requires cgo"`},
		{"alias", "var errNo = errors.ErrUnsupported\nfunc F(int) error { return errNo }", "F fails errors.ErrUnsupported"},
		{"constant text", "const no = \"unimplemented\"\nfunc F(int) error { return errors.New(no) }", `F fails "unimplemented"`},
		{"composite", `func F(int) error { return &os.PathError{Op: "f", Err: syscall.ENOSYS} }`, "F fails syscall.ENOSYS"},
		{"syscall error", `func F(int) error { return os.NewSyscallError("f", syscall.ENOSYS) }`, "F fails syscall.ENOSYS"},
		{"panic", `func H() { panic("not implemented") }`, `H panics "not implemented"`},
		{"panic error", `func H() { panic(errors.ErrUnsupported) }`, "H panics errors.ErrUnsupported"},
		{"panic text", `func H() { panic(fmt.Sprintf("no %s: not supported", "h")) }`, `H panics "no h: not supported"`},
		{"named result", `func G() (n int, err error) { err = syscall.ENOSYS; return }`, "G fails syscall.ENOSYS"},
		{"constant", `func E() int { return -1 }`, "E returns -1"},
		{"forward constant", `func E() int { return os.Getuid() }`, "E returns -1"},
		{"forward", "func F(int) error { return f() }\nfunc f() error { return syscall.ENOSYS }", "F fails syscall.ENOSYS"},
		{"import", `func F(x int) error { return os.Chown("x", x, x) }`, "F fails syscall.EWINDOWS"},
		{"two results", `func G() (int, error) { return g() }
			func g() (int, error) { return 0, syscall.ENOSYS }`, "G fails syscall.ENOSYS"},
		{"checked", `func F(x int) error {
				if err := check(x); err != nil {
					return err
				}
				if err := os.Chown("x", x, x); err != nil {
					return fmt.Errorf("f: %w", err)
				}
				return nil
			}
			func check(int) error { return nil }`, "F fails syscall.EWINDOWS"},
		{"assigned", `func F(x int) error {
				err := os.Chown("x", x, x)
				if err == nil {
					err = os.Remove("x")
				}
				return err
			}`, "F fails syscall.EWINDOWS"},
		{"arguments refused first", `func F(x int) error {
				switch {
				case x < 0:
					return errors.New("negative")
				case x == 0:
					return os.ErrInvalid
				}
				return syscall.ENOSYS
			}`, "F fails syscall.ENOSYS"},
		{"field tells", `func (t *T) M() error {
				if t.err != nil || t == nil {
					if t == nil {
						return os.ErrInvalid
					}
					return t.err
				}
				return syscall.ENOSYS
			}`, "T.M fails syscall.ENOSYS"},
		{"context", `func F(int) error {
				select {
				case <-ctx.Done():
					return ctx.Err()
				default:
				}
				return syscall.ENOSYS
			}`, "F fails syscall.ENOSYS"},
		{"retried", `func F(x int) error {
				e := retry(func() error { return os.Chown("x", x, x) })
				if e != nil {
					return &os.PathError{Op: "f", Err: e}
				}
				return nil
			}
			func retry(f func() error) error {
				for {
					if err := f(); err != syscall.EINTR {
						return err
					}
				}
			}`, "F fails syscall.EWINDOWS"},
		{"generic", `func F(x int) error {
				_, err := retry(func() (string, error) { return "", syscall.ENOSYS })
				return err
			}
			func retry[T any](f func() (T, error)) (T, error) { return f() }`, "F fails syscall.ENOSYS"},
		{"wrapper", `func (t *T) M() error { return t.wrap(syscall.ENOSYS) }
			func (t *T) wrap(err error) error {
				if err == nil || err == io.EOF {
					return err
				}
				return &os.PathError{Err: err}
			}`, "T.M fails syscall.ENOSYS"},
		{"field of a type", `type inner struct{}
			type outer struct { *inner }
			type holder struct { o outer }
			func (inner) m() error { return syscall.ENOSYS }
			func (h holder) m() error { return h.o.m() }
			func F(int) error { h := &holder{}; return h.m() }`, "F fails syscall.ENOSYS"},
		{"goos", `func F(x int) error {
				if runtime.GOOS == "windows" {
					return errors.ErrUnsupported
				}
				return os.Remove("x")
			}`, "F fails errors.ErrUnsupported"},
		{"goos switch", `func F(x int) error {
				switch runtime.GOOS {
				case "linux", "darwin":
					return os.Remove("x")
				default:
					return errors.ErrUnsupported
				}
			}`, "F fails errors.ErrUnsupported"},
		{"every case", `func F(x int) error {
				if x > 0 {
					return syscall.ENOSYS
				} else {
					return errors.ErrUnsupported
				}
			}`, "F fails syscall.ENOSYS"},
		{"parameter", `func F(x int) error {
				if x == Kill {
					return os.Remove("x")
				}
				return syscall.EWINDOWS
			}
			const Kill = 9`, "F fails syscall.EWINDOWS unless 0=p.Kill"},
		{"signal", `func F(x int) error { var p *os.Process; return p.Signal(x) }`, "F fails syscall.EWINDOWS unless 0=os.Kill"},
	} {
		t.Run(test.name, func(t *testing.T) {
			check(t, test.src, test.want)
		})
	}
}

// TestWorks has functions that may work, or whose failing says nothing.
func TestWorks(t *testing.T) {
	for _, test := range []struct{ name, src string }{
		{"some arguments", `func F(x int) error {
				if x == 0 {
					return nil
				}
				return syscall.ENOSYS
			}`},
		{"falls back", `func F(x int) error {
				if err := os.Chown("x", x, x); err != nil {
					return os.Remove("x")
				}
				return nil
			}`},
		{"asks", `func F(x int) error {
				err := os.Chown("x", x, x)
				if errors.Is(err, errors.ErrUnsupported) {
					return nil
				}
				return err
			}`},
		{"other error", `func F(int) error { return os.ErrInvalid }`},
		{"other port", `func F(x int) error {
				_, err := os.Readlink("x")
				return err
			}`},
		{"const", `const have = true
			func F(x int) error {
				if have {
					return os.Remove("x")
				}
				return syscall.ENOSYS
			}`},
		{"changed variable", `var errNo = errors.New("not supported")
			func init() { errNo = nil }
			func F(int) error { return errNo }`},
		{"shadowed", `func F(int) error { ENOSYS := error(nil); return ENOSYS }
			const ENOSYS = syscall.ENOSYS`},
		{"changed by a literal", `func F(x int) error {
				err := error(syscall.ENOSYS)
				func() { err = nil }()
				return err
			}`},
		{"changed through a pointer", `func F(x int) error {
				err := error(syscall.ENOSYS)
				clear(&err)
				return err
			}
			func clear(p *error) { *p = nil }`},
		{"changed by defer", `func F(x int) (err error) {
				defer func() { err = nil }()
				return syscall.ENOSYS
			}`},
		{"recovers", `func H() {
				defer func() { recover() }()
				panic("not implemented")
			}
			func F(int) (err error) {
				defer func() { recover() }()
				return syscall.ENOSYS
			}`},
		{"loops", `func F(x int) error {
				for i := 0; i < x; i++ {
					if err := os.Remove("x"); err == nil {
						return nil
					}
				}
				return syscall.ENOSYS
			}`},
		{"serves", `func F(x int) error {
				for {
					if err := os.Remove("x"); err != nil {
						if x > 1 {
							return syscall.ENOSYS
						}
						return err
					}
				}
			}`},
		{"goto", `func F(x int) error {
				if x > 0 {
					goto out
				}
				return syscall.ENOSYS
			out:
				return nil
			}`},
		{"fallthrough", `func F(x int) error {
				switch x {
				case 1:
					fallthrough
				case 2:
					return nil
				}
				return syscall.ENOSYS
			}`},
		{"parameter that is changed", `func F(x int) error {
				x = norm(x)
				if x == Kill {
					return os.Remove("x")
				}
				return syscall.EWINDOWS
			}
			const Kill = 9`},
		{"captured later", `func F(x int) error {
				err := error(syscall.ENOSYS)
				f := func() error { return err }
				err = os.Remove("x")
				return f()
			}`},
		{"method of a field", `type T2 struct { T; M func() error }
			func F(x int) error { var t T2; return t.M() }
			func (T) M() error { return os.Remove("x") }`},
		{"break", `func F(x int) error {
				for {
					if x > 0 {
						break
					}
					return syscall.ENOSYS
				}
				return nil
			}`},
		{"labelled break", `func F(x int) error {
			out:
				for {
					select {
					default:
						break out
					}
				}
				return os.Remove("x")
			}`},
		{"type switch", `func F(x any) error {
				switch x.(type) {
				case int:
					return nil
				}
				return syscall.ENOSYS
			}`},
		{"local type", `type t2 struct{}
			func (t2) m() error { return syscall.ENOSYS }
			func F(int) error {
				type t2 = T
				return t2{}.m()
			}
			func (T) m() error { return nil }`},
		{"interface", `type i interface { m() error }
			type t2 struct{}
			func (t2) m() error { return syscall.ENOSYS }
			func F(int) error { var x i = t2{}; x = other; return x.m() }
			var other i`},
		{"recursion", `func F(x int) error { return F(x - 1) }`},
		{"no body", `func F(x int) error`},
		{"same number", `func F(x int) error {
				err := error(syscall.ENOTSUP)
				if err == syscall.EOPNOTSUPP {
					return nil
				}
				return err
			}`},
		{"panics at times", `func H() {
				if x := os.Getpid(); x > 0 {
					panic("not implemented")
				}
			}`},
		{"positive", `func E() int { return 1 }`},
	} {
		t.Run(test.name, func(t *testing.T) {
			check(t, test.src, "")
		})
	}
}

// check compares what src, as the source of windows, has with want: a line per
// exported function.
func check(t *testing.T, src, want string) {
	t.Helper()
	tables := find(t, works+"-- p/p_windows.go --\npackage p\n\nimport (\"errors\"; \"fmt\"; \"io\"; \"os\"; \"runtime\"; \"syscall\")\n\n"+src+"\n")
	var got []string
	for _, line := range strings.Split(strings.TrimSpace(string(tables["p"].Exported().AppendText(nil))), "\n") {
		if line == "" {
			continue
		}
		f := strings.Split(line, "\t")
		if f[2] != "windows" {
			t.Errorf("%s on %s", f[0], f[2])
		}
		line = strings.Join([]string{f[0], f[1], f[3]}, " ")
		if f[5] != "-" {
			line += " unless " + f[5]
		}
		got = append(got, line)
	}
	if got := strings.Join(got, "\n"); got != want {
		t.Errorf("stubs:\n%s\nwant:\n%s", got, want)
	}
}

// TestEverywhere leaves out what fails on all ports that have it.
func TestEverywhere(t *testing.T) {
	tables := find(t, `
-- p/p.go --
package p

import "errors"

func Err() error { return errors.New("not supported") }
-- p/p_windows.go --
package p

import "syscall"

func Win() error { return syscall.EWINDOWS }
`)
	if len(tables) > 0 {
		t.Errorf("stubs: %v", tables)
	}
}

// TestPackages follows calls through several packages.
func TestPackages(t *testing.T) {
	tables := find(t, `
-- low/low_linux.go --
package low

func Do() error { return nil }

type T struct{}

func (t *T) Do() error { return nil }
-- low/low_other.go --
//go:build !linux

package low

import "errors"

var ErrNo = errors.New("low: unsupported")

func Do() error { return ErrNo }

type T struct{}

func (t *T) Do() error { return ErrNo }
-- high/high.go --
package high

import l "low"

type U struct{ t l.T }

func Do() error { return l.Do() }

func (u U) Do() error {
	if err := u.t.Do(); err != nil {
		return err
	}
	return nil
}

func Handled() error {
	if err := l.Do(); err == l.ErrNo {
		return nil
	}
	return nil
}
`)
	linux, _ := platform.Tag("linux")
	for _, name := range []string{"low.Do", "low.T.Do", "high.Do", "high.U.Do"} {
		pkg, fn, _ := strings.Cut(name, ".")
		if got, want := tables[pkg].Ports(fn), linux.Complement(); got != want {
			t.Errorf("%s fails on %s, want %s", name, got, want)
		}
	}
	if got := tables["high"].Ports("Handled"); !got.Empty() {
		t.Errorf("Handled fails on %s", got)
	}
}

// TestFrom tells functions that only stand for another from those that do more.
func TestFrom(t *testing.T) {
	tables := find(t, works+`
-- p/p_windows.go --
package p

import "os"

func F(int) error { return Chown() }
func Chown() error {
	if err := os.Remove("x"); err != nil {
		return err
	}
	return os.Chown("x", 1, 1)
}
func (t *T) M() error {
	if err := os.Remove("x"); err != nil {
		return err
	}
	return os.Chown("x", 1, 1)
}
func G() (int, error) { return 1, new(T).M() }
`)
	for name, want := range map[string]string{"F": "os.Chown", "T.M": "", "G": "p.T.M"} {
		if s := tables["p"][name]; len(s) != 1 || s[0].From != want {
			t.Errorf("%s: %+v, want it to stand for %q", name, s, want)
		}
	}
}

func TestTextParsesBack(t *testing.T) {
	text := "A\tfails\tjs\tsyscall.ENOSYS\t-\t-\nA\tfails\twindows\tsyscall.EWINDOWS\tsyscall.A\t-\n" +
		"B.C\tfails\twindows\tsyscall.EWINDOWS\t-\t1=os.Kill,syscall.SIGKILL\nD\tpanics\tplan9\t\"not implemented\"\t-\t-\n"
	table, err := Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if got := string(table.AppendText(nil)); got != text {
		t.Errorf("%q is written again as %q", text, got)
	}
	for _, bad := range []string{"A", "A\tfails\tlinux", "A\tdoes\tlinux\tx\t-\t-", "A\tfails\tnowhere\tx\t-\t-", "A\tfails\tlinux\tx\t-\t-1=y", "A\tfails\tlinux\tx\t-\t1"} {
		if table, err := Parse([]byte(bad)); err == nil {
			t.Errorf("%q is accepted as %v", bad, table)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("A\tfails\tjs\tsyscall.ENOSYS\tsyscall.A\t-\nB.C\tfails\twindows\tsyscall.EWINDOWS\t-\t1=os.Kill\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		table, err := Parse(text)
		if err != nil {
			return
		}
		again, err := Parse(table.AppendText(nil))
		if err != nil {
			t.Fatalf("%q does not parse back: %v", table.AppendText(nil), err)
		}
		third, err := Parse(again.AppendText(nil))
		if err != nil || !reflect.DeepEqual(third, again) {
			t.Fatalf("%v becomes %v: %v", again, third, err)
		}
	})
}

// FuzzFind runs any source: it must end, and not panic.
func FuzzFind(f *testing.F) {
	f.Add("func F(x int) error { for { if err := G(); err != nil { return err } } }\nfunc G() error { return F(1) }")
	f.Add("func F() (a, b int, err error) { switch x := a; { case x == 1: break; default: goto l }; l: return }")
	f.Add("type T = T\ntype U struct{ *U; T }\nfunc (U) m() error { return U{}.U.m() }\nvar v = v\nfunc F() error { return v }")
	f.Add("func F(f func() error) error { return F(func() error { return f() }) }\nfunc G() error { return F(func() error { return ENOSYS }) }")
	f.Fuzz(func(t *testing.T, src string) {
		var files []decl.File
		for _, goos := range []string{"linux", "windows"} {
			syntax, err := parser.ParseFile(token.NewFileSet(), "", "package p\n\nimport \"syscall\"\n\nconst ENOSYS = syscall.ENOSYS\n\n"+src, parser.SkipObjectResolution)
			if err != nil {
				return
			}
			files = append(files, decl.File{Syntax: syntax, Built: platform.OS(goos)})
		}
		Find([]Package{{Path: "p", Source: decl.SourceOf(files)}}, std)
	})
}
