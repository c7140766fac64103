package crossbuild

import (
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/place"
	"github.com/xplatvet/xplatvet/platform"
)

func TestParseOutput(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       output
	}{
		{name: "empty"},
		{
			name: "compiler",
			text: `# example.com/m/kill
kill/kill.go:5:43: undefined: syscall.Kill
kill/kill.go:7:9: not enough arguments in call to f
	have ()
	want (int)
kill/kill.go:9:6: f redeclared in this block
	../other dir/x.go:3:6: other declaration of f
`,
			want: output{errors: []diagnostic{
				{"kill/kill.go", 5, 43, "undefined: syscall.Kill", nil},
				{"kill/kill.go", 7, 9, "not enough arguments in call to f\nhave ()\nwant (int)", nil},
				{"kill/kill.go", 9, 6, "f redeclared in this block", []diagnostic{{"../other dir/x.go", 3, 6, "other declaration of f", nil}}},
			}},
		},
		{
			name: "line comments",
			text: "# p\nx.y:9: f redeclared in this block\n\tx.y:1[p/y.go:4:6]: other declaration of f\n",
			want: output{errors: []diagnostic{
				{"x.y", 9, 0, "f redeclared in this block", []diagnostic{{"x.y", 1, 0, "other declaration of f", nil}}},
			}},
		},
		{
			name: "many",
			text: "# p\na.go:3:9: undefined: a1\na.go:3:9: too many errors\n",
			want: output{errors: []diagnostic{{"a.go", 3, 9, "undefined: a1", nil}}, truncated: true},
		},
		{
			name: "version",
			text: "# p\na.go:3:9: undefined: min\nnote: module requires Go 1.99\n",
			want: output{errors: []diagnostic{{"a.go", 3, 9, "undefined: min", nil}}, notes: []string{"module requires Go 1.99"}},
		},
		{
			name: "assembler",
			text: "# p\nasm/b_amd64.s:3: unrecognized instruction \"FOOBAR\"\nasm: assembly of asm/b_amd64.s failed\n",
			want: output{errors: []diagnostic{{"asm/b_amd64.s", 3, 0, `unrecognized instruction "FOOBAR"`, nil}}},
		},
		{
			name: "linker",
			text: "# p\n/go/pkg/tool/linux_amd64/link: running gcc failed: exit status 1\n/usr/bin/ld: cannot find -lfoo\ncollect2: error: ld returned 1 exit status\n\n",
			want: output{errors: []diagnostic{{message: "cannot find -lfoo"}}},
		},
		{
			name: "linker, otherwise",
			text: "# p\n/go/pkg/tool/linux_amd64/link: running gcc failed: exit status 1\n/usr/bin/gcc -m64 -o $WORK/b001/exe/a.out /tmp/go-link-1/go.o\n/usr/bin/ld: /tmp/go-link-1/go.o: file is odd\ncollect2: error: ld returned 1 exit status\n\n",
			want: output{errors: []diagnostic{{message: "link: running gcc failed: exit status 1\n…: file is odd"}}},
		},
		{
			name: "lld",
			text: "# p\nld.lld: error: undefined symbol: h\n>>> referenced by x.c:2 (/p/x.c:2)\n>>>               /tmp/go-link-1/000002.o:(f)\nclang: error: linker command failed with exit code 1 (use -v to see invocation)\n",
			want: output{errors: []diagnostic{{"/p/x.c", 2, 0, "undefined symbol: h", nil}}},
		},
		{
			name: "relocations",
			text: "# p\nmain.main: relocation target main.g not defined\nmain.main: relocation target main.g not defined\nmain.f: relocation target main.h not defined\n",
			want: output{errors: []diagnostic{{message: "main.main: relocation target main.g not defined"}, {message: "main.f: relocation target main.h not defined"}}},
		},
		{
			name: "illegal",
			text: "# p\nasm: asmins: illegal 64: 00000 (/p/a.s:2)\tMOVQ\tAX, BX\nasm: asmins: illegal in mode 32: 00000 (/p/a.s:2)\tMOVQ\tAX, BX (14 21)\nasm: assembly failed\n",
			want: output{errors: []diagnostic{{"/p/a.s", 2, 0, "asmins: illegal 64 MOVQ AX, BX", nil}}},
		},
		{
			name: "C",
			text: "# p\nc.go:3:10: fatal error: nosuch.h: No such file or directory\n    3 | // #include <nosuch.h>\n      |          ^~~~~\ncompilation terminated.\n",
			want: output{errors: []diagnostic{{"c.go", 3, 10, "fatal error: nosuch.h: No such file or directory", nil}}},
		},
		{
			name: "repeated",
			text: "gcc: error: no such option\ngcc: error: no such option\n",
			want: output{errors: []diagnostic{{message: "gcc: error: no such option"}}},
		},
		{
			name: "warning",
			text: "# p\nc.go:3:10: warning: odd\n\tc.go:9:9: note\nc.go:4:1: error: bad\n",
			want: output{errors: []diagnostic{{"c.go", 4, 1, "error: bad", nil}}},
		},
		{
			name: "windows",
			text: "# p\r\nC:\\a\\b.go:1:2: expected 'package'\r\n",
			want: output{errors: []diagnostic{{`C:\a\b.go`, 1, 2, "expected 'package'", nil}}},
		},
		{
			name: "stack",
			text: "package a\n\timports b: build constraints exclude all Go files in /b\n",
			want: output{errors: []diagnostic{{message: "package a\nimports b: build constraints exclude all Go files in /b"}}},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := parseOutput(test.text); !reflect.DeepEqual(got, test.want) {
				t.Errorf("got  %+v\nwant %+v", got, test.want)
			}
		})
	}
}

func FuzzParseOutput(f *testing.F) {
	f.Add("# p\na.go:3:9: undefined: a1\n\tb.go:1: other\n\tmore\na.go:3:9: too many errors\nnote: x\n")
	f.Add("a: 1: 2: b\n: 1: c\nC:\\x:1:2: y\n9:9:9: 9\n")
	f.Fuzz(func(t *testing.T, text string) {
		out := parseOutput(text)
		for _, d := range out.errors {
			if d.message == "" {
				t.Errorf("an error of %q has no message", text)
			}
			if (d.file == "") != (d.line == 0) {
				t.Errorf("%+v of %q has half a place", d, text)
			}
			for line := range strings.Lines(d.message) {
				if first := strings.Fields(line); len(first) == 0 || !strings.Contains(text, first[0]) {
					t.Errorf("%q is not in %q", line, text)
				}
			}
		}
		if len(out.errors) > 0 || out.truncated || len(out.notes) > 0 {
			return
		}
		for line := range strings.Lines(text) { // nothing that looks like an error is dropped
			if strings.HasPrefix(line, "x.go:1:2: undefined") {
				t.Errorf("%q is dropped", line)
			}
		}
	})
}

func TestPosition(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, &txtar.Archive{Files: []txtar.File{{Name: "c.c"}, {Name: "sub/c.c"}}})
	g := newGraph(platform.Port{}, place.New(dir, gocmd.GoEnv{GOMOD: filepath.Join(dir, "go.mod")}))
	g.add([]*listed{{ImportPath: "m/sub", Dir: filepath.Join(dir, "sub")}})
	for _, test := range []struct{ file, want string }{
		{"c.c", "sub/c.c"}, // printed by a C compiler
		{"./c.c", "c.c"},
		{"sub/c.c", "sub/c.c"},
		{"other.go", "other.go"},
		{"<autogenerated>", ""},
		{"_cgo_export.c", ""},
		{"", ""},
	} {
		if got := g.position("m/sub", diagnostic{file: test.file, line: 1}); got.File != test.want || (got.Line != 0) != (test.want != "") {
			t.Errorf("position of %q is %+v, want file %q", test.file, got, test.want)
		}
	}
}

func TestChunks(t *testing.T) {
	var list []string
	for range 3000 {
		list = append(list, "example.com/some/package")
	}
	list = append(list, strings.Repeat("x", 2*maxArguments), "last")
	var joined []string
	n := 0
	for chunk := range chunks(list) {
		n++
		if len(chunk) > 1 && len(strings.Join(chunk, " ")) > maxArguments {
			t.Errorf("a chunk has %d bytes", len(strings.Join(chunk, " ")))
		}
		joined = append(joined, chunk...)
	}
	if !reflect.DeepEqual(joined, list) || n < 4 {
		t.Errorf("%d chunks with %d arguments, want all %d", n, len(joined), len(list))
	}
	for range chunks(nil) {
		t.Error("a chunk of nothing")
	}
}
