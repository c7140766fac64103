package stdlib

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/platform"
)

// callEach is the part of a program that calls functions with zero values and
// prints what comes of it.
const callEach = `
func call(name string, f any) {
	v := reflect.ValueOf(f)
	var args []reflect.Value
	for i := range v.Type().NumIn() {
		if !v.Type().IsVariadic() || i+1 < v.Type().NumIn() {
			arg := reflect.Zero(v.Type().In(i))
			if arg.Kind() == reflect.Pointer {
				arg = reflect.New(arg.Type().Elem())
			}
			args = append(args, arg)
		}
	}
	defer func() {
		if e := recover(); e != nil {
			fmt.Printf("%s\tpanics\t%v\n", name, e)
		}
	}()
	results := v.Call(args)
	if len(results) == 0 {
		return
	}
	last := results[len(results)-1].Interface()
	err, ok := last.(error)
	if !ok {
		fmt.Printf("%s\treturns\t%v\n", name, last)
		return
	}
	text := fmt.Sprintf("%q", err)
	for name, errno := range map[string]error{"ENOSYS": syscall.ENOSYS, "ENOTSUP": syscall.ENOTSUP, "EOPNOTSUPP": syscall.EOPNOTSUPP} {
		if e, ok := err.(syscall.Errno); ok && e == errno || !ok && errors.Is(err, errno) && strings.HasSuffix(err.Error(), errno.Error()) {
			text = "syscall." + name
		}
	}
	fmt.Printf("%s\tfails\t%s\n", name, text)
}
`

// TestStubsRun calls the functions of some packages on js/wasm, under node: those
// that the table has must fail as it says, and no others may say that they are
// not implemented.
func TestStubsRun(t *testing.T) {
	port := platform.Port{GOOS: "js", GOARCH: "wasm"}
	paths := []string{"net", "os", "os/exec", "os/user", "plugin", "syscall"}
	skip := map[string]bool{"os.Exit": true, "syscall.Exit": true} // which do
	known := map[string]string{
		"syscall.StopIO":           "on js and wasip1 only",
		"syscall.SetReadDeadline":  "on js and wasip1 only",
		"syscall.SetWriteDeadline": "on js and wasip1 only",
		"syscall.Sysctl":           "for all keys but one",

		// These are in the table of calls by number.
		"syscall.Syscall": "", "syscall.Syscall6": "", "syscall.RawSyscall": "", "syscall.RawSyscall6": "",
	}
	var program strings.Builder
	program.WriteString("package main\n\nimport (\n\t\"errors\"\n\t\"fmt\"\n\t\"reflect\"\n\t\"strings\"\n")
	for _, path := range paths {
		fmt.Fprintf(&program, "\t%q\n", path)
	}
	program.WriteString(")\n" + callEach + "\nfunc main() {\n")
	for _, path := range paths {
		for _, name := range functionsOf(t, port, path) {
			name = path[strings.LastIndex(path, "/")+1:] + "." + name
			if !skip[name] {
				fmt.Fprintf(&program, "\tcall(%q, %s)\n", name, name)
			}
		}
	}
	program.WriteString("}\n")

	dir := t.TempDir()
	for name, text := range map[string]string{"go.mod": "module m\ngo 1.26\n", "main.go": program.String()} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	wasm := filepath.Join(dir, "main.wasm")
	cmd := exec.CommandContext(t.Context(), "go", "build", "-o", wasm)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PWD="+dir, "GOFLAGS=", "GOWORK=off", "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	cmd = exec.CommandContext(t.Context(), "node", filepath.Join(goroot(t), "lib", "wasm", "wasm_exec_node.js"), wasm)
	cmd.Dir = t.TempDir()
	cmd.Env = []string{"PATH=" + os.Getenv("PATH")}
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("node: %v\n%s", err, out)
	}

	got := make(map[string]string)
	for line := range strings.Lines(string(out)) {
		name, what, _ := strings.Cut(strings.TrimSpace(line), "\t")
		got[name] = strings.Replace(what, "\t", " ", 1)
	}
	seen := 0
	for _, path := range paths {
		table := Embedded().Stubs(path)
		for _, name := range functionsOf(t, port, path) {
			want := ""
			for _, s := range table[name] {
				if s.Ports.Contains(port) {
					want = fmt.Sprintf("%s %s", s.Kind, s.Reason)
					seen++
				}
			}
			name = path[strings.LastIndex(path, "/")+1:] + "." + name
			refuses := strings.Contains(got[name], "syscall.E") || strings.Contains(got[name], "not implemented")
			_, expected := known[name]
			if want != "" && got[name] != want || want == "" && refuses != expected {
				t.Errorf("%s %s, the table has %q", name, got[name], want)
			}
		}
	}
	if seen < 20 || len(got) < 190 {
		t.Errorf("%d functions called, %d of them in the table", len(got), seen)
	}
}

// functionsOf returns the exported functions of a package on a port.
func functionsOf(t *testing.T, port platform.Port, path string) []string {
	t.Helper()
	ctx := build.Default
	ctx.GOOS, ctx.GOARCH, ctx.CgoEnabled = port.GOOS, port.GOARCH, port.Cgo
	dir := filepath.Join(goroot(t), "src", filepath.FromSlash(path))
	pkg, err := ctx.ImportDir(dir, 0)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, name := range pkg.GoFiles {
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Type.TypeParams == nil && ast.IsExported(fn.Name.Name) {
				names = append(names, fn.Name.Name)
			}
		}
	}
	return names
}
