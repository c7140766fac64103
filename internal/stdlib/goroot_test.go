package stdlib

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/internal/decl"
)

// TestSys says for which ports golang.org/x/sys has its packages. Package unix
// compiles everywhere, but has nothing to offer elsewhere.
func TestSys(t *testing.T) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "golang.org/x/sys").Output()
	if err != nil {
		t.Fatal(err)
	}
	for dir, want := range map[string]string{"unix": "unix", "windows": "windows", "plan9": "plan9"} {
		files, err := decl.ReadDir(&constraint.Context{}, token.NewFileSet(), filepath.Join(strings.TrimSpace(string(out)), dir))
		if err != nil {
			t.Fatal(err)
		}
		p := decl.Of(files)
		if got := p.Files; got != parse(t, want) && dir != "unix" {
			t.Errorf("golang.org/x/sys/%s has files for %s", dir, got)
		}
		for name := range p.Names {
			if got := p.Exists(name); !got.SubsetOf(parse(t, want)) {
				t.Errorf("golang.org/x/sys/%s has %s on %s", dir, name, got)
			}
		}
		if dir == "unix" && (len(p.Names) < 1000 || p.Exists("Kill") != parse(t, "unix")) {
			t.Errorf("golang.org/x/sys/unix has %d names; Kill on %s", len(p.Names), p.Exists("Kill"))
		}
	}
}

// TestWindowsFiles reads in the source of syscall what is different about files
// there: Chmod sets the attribute of files that are read only, and nothing
// else; files that are open are not shared with who removes or renames them.
func TestWindowsFiles(t *testing.T) {
	f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(goroot(t), "src", "syscall", "syscall_windows.go"), nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	mentioned := func(name, prefix string) []string {
		var list []string
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == name {
				ast.Inspect(fn, func(n ast.Node) bool {
					if id, ok := n.(*ast.Ident); ok && strings.HasPrefix(id.Name, prefix) && !slices.Contains(list, id.Name) {
						list = append(list, id.Name)
					}
					return true
				})
			}
		}
		return list
	}
	for _, test := range []struct {
		name, prefix string
		want         []string
	}{
		{"Chmod", "FILE_ATTRIBUTE_", []string{"FILE_ATTRIBUTE_READONLY"}},
		{"Open", "FILE_SHARE_", []string{"FILE_SHARE_READ", "FILE_SHARE_WRITE"}},
	} {
		if got := mentioned(test.name, test.prefix); !slices.Equal(got, test.want) {
			t.Errorf("syscall.%s mentions %v, want %v", test.name, got, test.want)
		}
	}
}
