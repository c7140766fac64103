package mnemonic

import (
	"bytes"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/platform"
)

var update = flag.Bool("update", false, "write table.txt")

// assemblers has the values of GOARCH by the directory of cmd/internal/obj and
// the function of cmd/asm/internal/arch that adds other names.
var assemblers = []struct{ goarch, dir, names string }{
	{"386,amd64", "x86", "archX86"},
	{"arm", "arm", "archArm"},
	{"arm64", "arm64", "archArm64"},
	{"loong64", "loong64", "archLoong64"},
	{"mips,mipsle", "mips", "archMips"},
	{"mips64,mips64le", "mips", "archMips64"},
	{"ppc64,ppc64le", "ppc64", "archPPC64"},
	{"riscv64", "riscv", "archRISCV64"},
	{"s390x", "s390x", "archS390x"},
	{"wasm", "wasm", "archWasm"},
}

// TestTable makes the table from the source of the assembler.
func TestTable(t *testing.T) {
	src := filepath.Join(runtime.GOROOT(), "src", "cmd")
	parse := func(elem ...string) *ast.File {
		t.Helper()
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(append([]string{src}, elem...)...), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	common := anames(parse("internal", "obj", "util.go"))
	arch := parse("asm", "internal", "arch", "arch.go")
	var all platform.Set
	var b bytes.Buffer
	for _, a := range assemblers {
		names := slices.Concat(common, anames(parse("internal", "obj", a.dir, "anames.go")))
		for _, d := range arch.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Name.Name == a.names {
				names = append(names, indexes(fn)...)
			}
		}
		slices.Sort(names)
		fmt.Fprintf(&b, "%s %s\n", a.goarch, strings.Join(slices.Compact(names), " "))
		for _, goarch := range strings.Split(a.goarch, ",") {
			all = all.Union(platform.Arch(goarch))
		}
	}
	if all != platform.All() {
		t.Errorf("there is no assembler for %s", all.Complement())
	}
	if *update {
		if err := os.WriteFile("table.txt", b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if release := strings.Join(strings.SplitN(runtime.Version(), ".", 3)[:2], "."); !strings.HasPrefix(platform.GoVersion, release) {
		t.Logf("not compared: the table is of %s, this is %s", platform.GoVersion, runtime.Version())
		return
	}
	if b.String() != table {
		t.Error("table.txt is stale: run go generate")
	}
}

// anames returns the strings in the variable Anames.
func anames(f *ast.File) []string {
	var names []string
	ast.Inspect(f, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if spec.Names[0].Name == "Anames" {
			ast.Inspect(spec, func(n ast.Node) bool {
				if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					if s, err := strconv.Unquote(lit.Value); err == nil && s != "XXX" && s != "LAST" {
						names = append(names, s)
					}
				}
				return true
			})
		}
		return false
	})
	return names
}

// indexes returns the strings by which the map of instructions is indexed.
func indexes(fn *ast.FuncDecl) []string {
	var names []string
	ast.Inspect(fn, func(n ast.Node) bool {
		x, ok := n.(*ast.IndexExpr)
		if !ok {
			return true
		}
		if id, ok := x.X.(*ast.Ident); ok && id.Name == "instructions" {
			if lit, ok := x.Index.(*ast.BasicLit); ok {
				if s, err := strconv.Unquote(lit.Value); err == nil {
					names = append(names, s)
				}
			}
		}
		return true
	})
	return names
}

// TestGOROOT looks at all assembly of the standard library: what is in a file is
// known to the assemblers of all ports that build it.
func TestGOROOT(t *testing.T) {
	files, instructions := 0, 0
	err := filepath.WalkDir(filepath.Join(runtime.GOROOT(), "src"), func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == "testdata":
			return filepath.SkipDir
		case filepath.Ext(name) != ".s":
			return nil
		}
		h, err := new(constraint.Context).ReadFile(name)
		if err != nil {
			return err
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		files++
		for _, i := range Find(string(text)) {
			instructions++
			if missing := h.Built.Minus(i.Ports); !missing.Empty() {
				t.Errorf("%s:%d: no %s on %s", name, i.Line, i.Name, missing)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 300 || instructions < 3000 {
		t.Errorf("%d files, %d instructions", files, instructions)
	}
}

// TestAssembler compares with the assembler: each instruction is one that it
// knows, or does not, for some architectures.
func TestAssembler(t *testing.T) {
	for _, test := range []struct{ goarch, text string }{
		{"arm64", "MOVQ a+0(FP), AX"},
		{"arm64", "MOVD a+0(FP), R0"},
		{"amd64", "MOVD.P (R0), R1"},
		{"amd64", "MOVQ a+0(FP), AX"},
		{"amd64", "JE done\ndone:\tNOP"},
		{"arm", "MOVW.EQ R0, R1"},
		{"arm", "CMPQ AX, BX"},
		{"riscv64", "MOV A0, A1; RET"},
		{"riscv64", "ADDQ A0, A1"},
		{"ppc64le", "RET /* MOVQ\n ADDQ */ // MOVL"},
		{"s390x", "#define MOVQ MOVD\n\tMOVQ R1, R2"},
		{"386", "first: second: MOVL AX, BX"},
	} {
		src := "TEXT ·f(SB), 4, $0-8\n\t" + test.text + "\n\tRET\n"
		file := filepath.Join(t.TempDir(), "x.s")
		if err := os.WriteFile(file, []byte(src), 0o666); err != nil {
			t.Fatal(err)
		}
		cmd := exec.CommandContext(t.Context(), "go", "tool", "asm", "-o", file+".o", file)
		cmd.Env = append(os.Environ(), "GOOS=linux", "GOARCH="+test.goarch, "GOFLAGS=")
		out, err := cmd.CombinedOutput()
		refuses := err != nil && strings.Contains(string(out), "unrecognized instruction")
		got := false
		for _, i := range Find(src) {
			got = got || !platform.Arch(test.goarch).SubsetOf(i.Ports)
		}
		if got != refuses {
			t.Errorf("%s: %q: not known is %v, the assembler says %v\n%s", test.goarch, test.text, got, err, out)
		}
	}
}

func TestFindNothing(t *testing.T) {
	for _, text := range []string{"", "#ifdef GOARCH_amd64\n\tMOVQ AX, BX\n#endif\n", "#include \"macros.h\"\n\tMOVQ AX, BX\n", "\tmovq %rax, %rbx\n", "// MOVQ\n"} {
		if list := Find(text); len(list) > 0 {
			t.Errorf("%q has %v", text, list)
		}
	}
}
