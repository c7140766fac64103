package constraint

import (
	"errors"
	"fmt"
	"go/build/constraint"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/platform"
)

// nasty are files whose ports are easy to get wrong. Built is "" where err
// says why; "none" is no port. Each is also compared with go/build.
var nasty = []struct {
	name, src string
	tags      string
	built     string
	err       string // LINE:COLUMN: message, which is left out where it is that of go/parser
}{
	// Names.
	{name: "linux.go", src: "package p", built: "all"},
	{name: "x_linux.go", src: "package p", built: "linux,android"},
	{name: "_linux.go", src: "package p", built: "none"},
	{name: ".x.go", src: "package p", built: "none"},
	{name: "_x.go", src: "//go:build (\n\npackage p", built: "none"},
	{name: "x_linux_test.go", src: "package p", built: "linux,android"},
	{name: "x_test_linux.go", src: "package p", built: "linux,android"},
	{name: "linux_test.go", src: "package p", built: "all"},
	{name: "x_linux_arm64.go", src: "package p", built: "{linux,android}/arm64"},
	{name: "x_arm64_linux.go", src: "package p", built: "linux,android"},
	{name: "linux_arm64.go", src: "package p", built: "*/arm64"},
	{name: "x_linux_arm64_test.go", src: "package p", built: "{linux,android}/arm64"},
	{name: "x_linux_amd64_y.go", src: "package p", built: "all"},
	{name: "x_linux.y.go", src: "package p", built: "linux,android"},
	{name: "x.y_linux.go", src: "package p", built: "all"},
	{name: "x_linux_test_test.go", src: "package p", built: "all"},
	{name: "x_test.go", src: "package p", built: "all"},
	{name: "x__linux.go", src: "package p", built: "linux,android"},
	{name: "x_Linux.go", src: "package p", built: "all"},
	{name: "x_darwin.go", src: "package p", built: "darwin,ios"},
	{name: "x_ios.go", src: "package p", built: "ios"},
	{name: "x_solaris.go", src: "package p", built: "solaris,illumos"},
	{name: "x_js.go", src: "package p", built: "js"},
	{name: "x_wasm.go", src: "package p", built: "js,wasip1"},
	{name: "x_nacl.go", src: "package p", built: "none"},
	{name: "x_sparc64.go", src: "package p", built: "none"},
	{name: "x_windows_ppc.go", src: "package p", built: "none"},
	{name: "x_android.go", src: "package p", built: "android"},
	{name: "x_arm.go", src: "package p", built: "*/arm"},
	{name: "x_illumos.go", src: "package p", built: "illumos"},
	{name: "x_hurd.go", src: "package p", built: "none"},
	{name: "x_zos.go", src: "package p", built: "none"},
	{name: "x_ppc.go", src: "package p", built: "none"},
	{name: "x_sparc.go", src: "package p", built: "none"},
	{name: "x_posix.go", src: "package p", built: "all"},
	{name: "x_bsd.go", src: "package p", built: "all"},
	{name: "x_macos.go", src: "package p", built: "all"},
	{name: "x_osx.go", src: "package p", built: "all"},
	{name: "x_win.go", src: "package p", built: "all"},
	{name: "x_x64.go", src: "package p", built: "all"},
	{name: "x_unix.go", src: "package p", built: "all"},
	{name: "x_cgo.go", src: "package p", built: "all"},
	{name: "x_gc.go", src: "package p", built: "all"},
	{name: "x_windows.s", src: "//go:build amd64\nTEXT", built: "windows/amd64"},
	{name: "x.s", src: "// +build amd64\nTEXT", built: "all"},
	{name: "x.s", src: "// +build amd64\n\nTEXT", built: "*/amd64"},
	{name: "x.s", src: "// +build amd64\n TEXT", built: "*/amd64"},
	{name: "x.s", src: "#include \"x.h\"\n//go:build amd64\n", built: "all"},
	{name: "x.c", src: "/x", err: "1:2: syntax error"},
	{name: "x_windows.syso", src: "\x00", built: "windows"},
	{name: "x.txt", src: "", built: "none"},
	{name: "x", src: "", built: "none"},
	{name: "go", src: "", built: "none"},
	{name: "x.go", src: "package documentation", built: "none"},

	// Where a //go:build line counts.
	{name: "x.go", src: "//go:build windows\npackage p", built: "windows"},
	{name: "x.go", src: "//go:build windows\r\n\r\npackage p\r\n", built: "windows"},
	{name: "x.go", src: "\ufeff//go:build windows\n\npackage p", built: "windows"},
	{name: "x.go", src: "\ufeff\ufeff//go:build windows\n\npackage p", built: "all"},
	{name: "x.go", src: "\n \t\n  //go:build windows  \n\npackage p", built: "windows"},
	{name: "x.go", src: "// Copyright\n\n/* License */\n\n//go:build windows\n\npackage p", built: "windows"},
	{name: "x.go", src: "/* //go:build windows */\n\npackage p", built: "all"},
	{name: "x.go", src: "/*\n//go:build windows\n*/\n\npackage p", built: "all"},
	{name: "x.go", src: "/* */ //go:build windows\n\npackage p", built: "all"},
	{name: "x.go", src: "/*\n*/ //go:build windows\n\npackage p", built: "all"},
	{name: "x.go", src: "// //go:build windows\n\npackage p", built: "all"},
	{name: "x.go", src: "// go:build windows\n\npackage p", built: "all"},
	{name: "x.go", src: "//go:builds windows\n\npackage p", built: "all"},
	{name: "x.go", src: "//go:build\twindows\n\npackage p", built: "windows"},
	{name: "x.go", src: "//go:build\u00a0windows\n\npackage p", built: "windows"},
	{name: "x.go", src: "package p\n\n//go:build windows\n", built: "all"},
	{name: "x.go", src: "package p //go:build windows\n", built: "all"},
	{name: "x.go", src: "//go:build windows\npackage", built: "windows", err: "2:8: "},
	{name: "x.go", src: ";//go:build windows\npackage p", built: "all", err: "1:1: "},
	{name: "x.go", src: "//go:build windows\n//go:build linux\n\npackage p", err: "2:1: multiple //go:build comments"},
	{name: "x.go", src: "//go:build windows\n\npackage p\n//go:build linux\n", built: "windows"},

	// Malformed lines.
	{name: "x.go", src: "\n //go:build  linux &\n\npackage p", err: "2:20: parse //go:build line: invalid syntax at &"},
	{name: "x.go", src: "//go:build\n\npackage p", err: "1:11: parse //go:build line: unexpected end of expression"},
	{name: "x.go", src: "//go:build !!linux\n\npackage p", err: "1:13: parse //go:build line: double negation not allowed"},
	{name: "x.go", src: "//go:build !(!linux)\n\npackage p", built: "linux,android"},
	{name: "x.go", src: "//go:build linux // yes\n\npackage p", err: "1:18: parse //go:build line: invalid syntax at /"},
	{name: "x.go", src: "//go:build linux\rdarwin\n\npackage p", err: "1:17: parse //go:build line: invalid syntax at \r"},
	{name: "x.go", src: "//go:build linux,!cgo\n\npackage p", err: "1:17: parse //go:build line: invalid syntax at ,"},
	{name: "x_windows.go", src: "//go:build (\n\npackage p", err: "1:13: parse //go:build line: missing close paren"},
	{name: "x_nacl.go", src: "//go:build (\n\npackage p", built: "none"},

	// The +build form.
	{name: "x.go", src: "// +build windows\n\npackage p", built: "windows"},
	{name: "x.go", src: "//+build windows\n\npackage p", built: "windows"},
	{name: "x.go", src: "//  +build  windows,386  plan9\n// +build !amd64\n\npackage p", built: "windows/386,plan9/{386,arm}"},
	{name: "x.go", src: "// +build windows\npackage p", built: "all"},
	{name: "x.go", src: "// +build windows\n// Package p\n\npackage p", built: "windows"},
	{name: "x.go", src: "/* */\n// +build windows\n\npackage p", built: "all"},
	{name: "x.go", src: "// +build windows\n/* */\n\npackage p", built: "all"},
	{name: "x.go", src: "// +build windows\n\n// +build linux\npackage p", built: "windows"},
	{name: "x.go", src: "// +build windows\n\n  package p", built: "windows"},
	{name: "x.go", src: "// +build windows\n  package p", built: "all"},
	{name: "x.go", src: "// +build\n\npackage p", built: "none"},
	{name: "x.go", src: "// +build !!linux\n\npackage p", built: "none"},
	{name: "x.go", src: "// +build linux &&\n\npackage p", built: "linux,android"},
	{name: "x.go", src: "// +buildwindows\n\npackage p", built: "all"},
	{name: "x.go", src: "// +build" + strings.Repeat(" windows", 200) + "\n\npackage p", built: "all"},
	{name: "x.go", src: "// +build windows\n//go:build linux\n\npackage p", built: "linux,android"},
	{name: "x.go", src: "//go:build linux\n// +build windows\n\npackage p", built: "linux,android"},
	{name: "x.go", src: "// +build windows\n\n/* */\n//go:build linux\npackage p", built: "linux,android"},

	// Tags.
	{name: "x.go", src: "//go:build unix\n\npackage p", built: "unix"},
	{name: "x.go", src: "//go:build cgo\n\npackage p", built: "all:cgo"},
	{name: "x.go", src: "//go:build !cgo\n\npackage p", built: "all:nocgo"},
	{name: "x.go", src: "//go:build gc\n\npackage p", built: "all"},
	{name: "x.go", src: "//go:build gccgo || ignore || nacl || goexperiment.none\n\npackage p", built: "none"},
	{name: "x.go", src: "//go:build go1.1 && go1.18\n\npackage p", built: "all"},
	{name: "x.go", src: "//go:build go1 || go1.0 || go1.01 || go1.999 || go1.+1 || go2.1\n\npackage p", err: "1:53: parse //go:build line: invalid syntax at +"},
	{name: "x.go", src: "//go:build go1 || go1.0 || go1.01 || go1.999 || go2.1 || go1.20.1\n\npackage p", built: "none"},
	{name: "x.go", src: "//go:build go1.99999999999999999999\n\npackage p", built: "none"},
	{name: "x.go", src: "//go:build amd64.v1\n\npackage p", built: "*/amd64"},
	{name: "x.go", src: "//go:build amd64.v2\n\npackage p", built: "none"},
	{name: "x.go", src: "//go:build goexperiment.dwarf5\n\npackage p", built: "all,!aix,!darwin,!ios"},
	{name: "x.go", src: "//go:build é\n\npackage p", built: "none"},
	{name: "x.go", src: "//go:build é\n\npackage p", tags: "é", built: "all"},
	{name: "x.go", src: "//go:build integration\n\npackage p", tags: "a integration", built: "all"},
	{name: "x.go", src: "//go:build linux\n\npackage p", tags: "linux", built: "all"},
	{name: "x_linux.go", src: "package p", tags: "linux", built: "all"},
	{name: "x_nacl.go", src: "package p", tags: "nacl", built: "all"},
	{name: "x.go", src: "//go:build boringcrypto\n\npackage p", tags: "boringcrypto", built: "none"},
	{name: "x.go", src: "//go:build boringcrypto\n\npackage p", tags: "goexperiment.boringcrypto", built: "all"},
	{name: "x.go", src: "//go:build go1.999\n\npackage p", tags: "go1.999", built: "all"},
	{name: "x.go", src: "//go:build unix\n\npackage p", tags: "unix", built: "all"},
	{name: "x.go", src: "//go:build cgo\n\npackage p", tags: "cgo", built: "all"},

	// import "C".
	{name: "x.go", src: "package p\n\nimport \"C\"\n", built: "all:cgo"},
	{name: "x.go", src: "package p\n\nimport \"C\"\n", tags: "cgo", built: "all:cgo"},
	{name: "x.go", src: "package p\n\nimport (\n\t`os`\n\t_ `C`)\n", built: "all:cgo"},
	{name: "x.go", src: "package p\n\nimport \"\\x43\"\n", built: "all:cgo"},
	{name: "x.go", src: "package p; import \"C\"", built: "all:cgo"},
	{name: "x.go", src: "//go:build !cgo\npackage p; import \"C\"", built: "none"},
	{name: "x_windows.go", src: "package p\nimport . \"C\"", built: "windows:cgo"},
	{name: "x.go", src: "package p\nimport \"c\"\nimport \"C/D\"", built: "all"},
	{name: "x.go", src: "package p\n// import \"C\"\n/* import \"C\" */ var import_ = `\nimport \"C\"`", built: "all"},
	{name: "x.go", src: "package p import \"C\"", built: "all", err: "1:11: "},
	{name: "x.go", src: "package p /* */ import \"C\"", built: "all", err: "1:17: "},
	{name: "x.go", src: "package p /*\n*/ import \"C\"", built: "all:cgo"},
	{name: "x.go", src: "package p\nimport (\"os\" \"C\")", built: "all", err: "2:14: "},
	{name: "x.go", src: "package p\nimport (\"os\"; \"C\")", built: "all:cgo"},
	{name: "x.go", src: "packagep\nimport \"C\"", built: "all", err: "1:1: "},
	{name: "x.go", src: "package p\nimports \"C\"", built: "all"},
	{name: "x.go", src: "package p;;import \"C\"", built: "all"},
	{name: "x.go", src: "package p\nvar x int\nimport \"C\"", built: "all"},
	{name: "x_test.go", src: "package p\nimport (\n\t\"C\"\n)", built: "all", err: "3:2: use of cgo in test not supported"},
	{name: "x_test.go", src: "package documentation\nimport \"C\"", built: "none"},

	// Other faults.
	{name: "x.go", src: "", built: "all", err: "1:1: "},
	{name: "x_windows.go", src: "\n\npackage 1", built: "windows", err: "3:9: "},
	{name: "x_nacl.go", src: "package 1", built: "none"},
	{name: "x.go", src: "package p\n\nimport \"C\"\nimport \"a b\"", built: "all", err: "4:8: invalid import path: \"a b\""},
	{name: "x.go", src: "package p\nimport \"", built: "all", err: "2:8: "},
	{name: "x.go", src: "package p\nimport a\n\"b\"", built: "all", err: "2:9: "},
	{name: "x.go", src: "package func", built: "all", err: "1:9: "},
	{name: "x.go", src: "package p /* ", built: "all", err: "1:11: "},
	{name: "x.go", src: "package p\n//line x.go:0\nimport \"C\"", built: "all", err: "2:13: "},
	{name: "x.go", src: "//line y.go:100\npackage p\nimport 1", built: "all", err: "3:8: "},
	{name: "x.go", src: "package p\n\xff", built: "all"},
	{name: "x.go", src: "// \xff\npackage p\n", built: "all", err: "1:4: "},
	{name: "x.go", src: "package p // \ufeff\n", built: "all", err: "1:14: "},
	{name: "x.go", src: "package p\f\nvar x int", built: "all", err: "1:10: "},
	{name: "x.go", src: "package \x00", err: "1:9: unexpected NUL in input"},
	{name: "x.go", src: "// \x00\npackage p", err: "1:4: unexpected NUL in input"},
	{name: "x.go", src: "package p\nimport \"C\"\n\x00", err: "3:1: unexpected NUL in input"},
	{name: "x_windows.go", src: "package p\nimport \"a\x00\"", err: "2:10: unexpected NUL in input"},
	{name: "x.go", src: "package p\nvar x \x00", built: "all"},
	{name: "x.go", src: "\x00\x00", err: "1:1: unexpected NUL in input"},
	{name: "x.go", src: "# !\npackage p\x00", built: "all", err: "1:1: "},
	{name: "x_nacl.go", src: "\x00", built: "none"},
	{name: "x.s", src: "// \n/xy\n", err: "2:2: syntax error"},
	{name: "x.s", src: "// \x00\n", err: "1:4: unexpected NUL in input"},
}

func TestNasty(t *testing.T) {
	for _, test := range nasty {
		c := &Context{Tags: strings.Fields(test.tags)}
		if diffs := newOracle(c).diff(c, test.name, []byte(test.src)); len(diffs) > 0 {
			t.Errorf("%s, %q, tags %q:\n%s", test.name, test.src, test.tags, strings.Join(diffs, "\n"))
		}
		f, err := c.Parse(test.name, []byte(test.src))
		built := test.built
		if built == "" {
			built = "none"
		}
		if got, want := f.Built, setOf(t, built); got != want {
			t.Errorf("%s, %q, tags %q: built on %v, want %v", test.name, test.src, test.tags, got, want)
		}
		var got string
		if err != nil {
			got = strings.TrimPrefix(err.Error(), test.name+":")
		}
		if !strings.HasPrefix(got, test.err) || (got == "") != (test.err == "") {
			t.Errorf("%s, %q: error %q, want %q", test.name, test.src, got, test.err)
		}
	}
}

func setOf(t testing.TB, spec string) platform.Set {
	t.Helper()
	if spec == "none" {
		return platform.Set{}
	}
	s, err := platform.Parse(spec)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestReleaseTags(t *testing.T) {
	for _, version := range []string{"", "go1.1", "go1.9", "go1.21"} {
		c := &Context{GoVersion: version}
		o := newOracle(c)
		for _, tag := range []string{"go1.1", "go1.2", "go1.8", "go1.9", "go1.10", "go1.21", "go1.22", "go1.26", "go1.27"} {
			for _, diff := range o.diff(c, "x.go", []byte("//go:build "+tag+"\npackage p")) {
				t.Errorf("%q in %q: %s", tag, version, diff)
			}
		}
	}
	for version, want := range map[string]bool{
		"go1.21.3": true, "go1.21rc2": true, "go1.21-devel_x": true, "go1.20": false, "go1.20.99": false,
		"": true, "nonsense": true, // platform.GoVersion
	} {
		c := &Context{GoVersion: version}
		if got := c.Expr(&constraint.TagExpr{Tag: "go1.21"}) == platform.All(); got != want {
			t.Errorf("go1.21 is %v in %q", got, version)
		}
	}
}

// TestExpr compares the Set of random expressions with their value on each
// port, one by one.
func TestExpr(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	tags := []string{"linux", "darwin", "windows", "android", "amd64", "arm", "wasm", "unix", "cgo", "gc", "go1.20", "go1.99", "custom", "other", "amd64.v1"}
	var random func(depth int) constraint.Expr
	random = func(depth int) constraint.Expr {
		switch n := r.IntN(5); {
		case depth == 0 || n == 0:
			return &constraint.TagExpr{Tag: tags[r.IntN(len(tags))]}
		case n == 1:
			return &constraint.NotExpr{X: random(depth - 1)}
		case n == 2:
			return &constraint.AndExpr{X: random(depth - 1), Y: random(depth - 1)}
		default:
			return &constraint.OrExpr{X: random(depth - 1), Y: random(depth - 1)}
		}
	}
	c := &Context{Tags: []string{"custom"}}
	holds := make(map[string]platform.Set)
	for _, tag := range tags {
		holds[tag] = c.Expr(&constraint.TagExpr{Tag: tag})
	}
	for range 5000 {
		x := random(5)
		got := c.Expr(x)
		for p := range platform.All().Ports() {
			if want := x.Eval(func(tag string) bool { return holds[tag].Contains(p) }); got.Contains(p) != want {
				t.Fatalf("%v: %v on %v", x, want, p)
			}
		}
	}
}

func TestLines(t *testing.T) {
	for _, test := range []struct {
		src, expr string
		lines     []string // NUMBER: text
	}{
		{"package p", "", nil},
		{"\ufeff// C\r\n\r\n  //go:build linux \r\n\r\npackage p", "linux", []string{"3: //go:build linux"}},
		{"// +build linux darwin\n//\n// +build !cgo\n\n// +build ignore\npackage p", "(linux || darwin) && !cgo", []string{"1: // +build linux darwin", "3: // +build !cgo"}},
		{"// +build plan9\n\n/*\n*/\n//go:build linux\npackage p", "linux", []string{"5: //go:build linux"}},
	} {
		f, err := new(Context).Parse("x.go", []byte(test.src))
		if err != nil {
			t.Errorf("%q: %v", test.src, err)
		}
		var lines []string
		for _, l := range f.Lines {
			lines = append(lines, fmt.Sprintf("%d: %s", l.Number, test.src[l.Offset:l.End]))
		}
		expr := ""
		if f.Expr != nil {
			expr = f.Expr.String()
		}
		if expr != test.expr || !slices.Equal(lines, test.lines) {
			t.Errorf("%q: Expr is %q in %q, want %q in %q", test.src, expr, lines, test.expr, test.lines)
		}
	}
}

// TestReadFile checks that ReadFile reads enough: it says of every file what
// Parse says of the whole of it.
func TestReadFile(t *testing.T) {
	c := new(Context)
	same := func(path string, src []byte) {
		t.Helper()
		got, gotErr := c.ReadFile(path)
		want, wantErr := c.Parse(filepath.Base(path), src)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\n got %+v\nwant %+v", path, got, want)
		}
		if e := (*Error)(nil); errors.As(wantErr, &e) {
			e.File = path
		}
		if !reflect.DeepEqual(gotErr, wantErr) {
			t.Errorf("%s:\n got %v\nwant %v", path, gotErr, wantErr)
		}
	}
	for _, file := range mustCorpus(t) {
		same(file.path, file.src)
	}
	dir := t.TempDir()
	long := strings.Repeat("// "+strings.Repeat("x", 100)+"\n", 1000)
	for i, src := range []string{
		"", "\ufeff", "\ufeffpackage p", "package p",
		long + "\n//go:build linux\n\npackage p\n" + long + "import \"C\"\n" + long,
		"package p\n" + long + "\x00",
		"package p\n" + long + "var x\x00",
		"package p\n/*" + long,
		"package p\nimport `" + strings.Repeat("x", 10000) + "`",
	} {
		path := filepath.Join(dir, fmt.Sprintf("x%d.go", i))
		if err := os.WriteFile(path, []byte(src), 0o666); err != nil {
			t.Fatal(err)
		}
		same(path, []byte(src))
	}
	for _, name := range []string{"missing.go", "missing_windows.s"} {
		f, err := c.ReadFile(filepath.Join(dir, name))
		if f == nil || f.Name != name || !f.Built.Empty() || !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s: %+v, %v", name, f, err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "dir.go"), 0o777); err != nil {
		t.Fatal(err)
	}
	if f, err := c.ReadFile(filepath.Join(dir, "dir.go")); f == nil || err == nil {
		t.Errorf("a directory: %+v, %v", f, err)
	}
	if f, err := c.ReadFile(filepath.Join(dir, "_missing.go")); f == nil || err != nil {
		t.Errorf("a file that go/build does not read: %+v, %v", f, err)
	}
}

// TestReadFileConcurrently is for the race detector.
func TestReadFileConcurrently(t *testing.T) {
	c := new(Context)
	done := make(chan *File)
	path := filepath.Join(goroot("src", "os"), "file.go")
	for range 2 * runtime.GOMAXPROCS(0) {
		go func() {
			f, _ := c.ReadFile(path)
			done <- f
		}()
	}
	for range 2 * runtime.GOMAXPROCS(0) {
		if f := <-done; f.Package != "os" || f.Built != platform.All() {
			t.Errorf("%+v", f)
		}
	}
}
