package dllload

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// TestSource holds what is said of functions that panic, that return an error,
// and that look in the directory of the system only, against the source of the
// packages that load DLLs.
func TestSource(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.Dir}}", "golang.org/x/sys").Output()
	if err != nil {
		t.Fatal(err)
	}
	for path, dir := range map[string]string{
		syscallPath: filepath.Join(runtime.GOROOT(), "src", "syscall"),
		windowsPath: filepath.Join(strings.TrimSpace(string(out)), "windows"),
	} {
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, "dll_windows.go"), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		calls := make(map[string][]string) // functions and methods → names that they call
		systemOnly := make(map[string]bool)
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Body == nil {
				continue
			}
			ast.Inspect(fn.Body, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.CallExpr:
					switch fun := n.Fun.(type) {
					case *ast.Ident:
						calls[nameOf(fn)] = append(calls[nameOf(fn)], fun.Name)
					case *ast.SelectorExpr:
						calls[nameOf(fn)] = append(calls[nameOf(fn)], fun.Sel.Name)
					}
				case *ast.KeyValueExpr:
					if key, ok := n.Key.(*ast.Ident); ok && key.Name == "System" {
						systemOnly[nameOf(fn)] = true
					}
				}
				return true
			})
		}
		var got []string
		for name, list := range calls {
			if !ast.IsExported(name[strings.Index(name, ".")+1:]) {
				continue
			}
			if slices.ContainsFunc(list, func(s string) bool { return s == "panic" || s == "mustFind" || s == "mustLoad" }) {
				got = append(got, name)
			}
		}
		slices.Sort(got)
		want := []string{"DLL.MustFindProc", "LazyDLL.Handle", "LazyProc.Addr", "LazyProc.Call", "MustLoadDLL"}
		if path == windowsPath {
			want = slices.Insert(want, 1, "DLL.MustFindProcByOrdinal")
		}
		if !slices.Equal(got, want) {
			t.Errorf("in %s panic %s, want %s", path, got, want)
		}
		for _, name := range want {
			if method, ok := strings.CutPrefix(name, "Lazy"); ok {
				_, method, _ = strings.Cut(method, ".")
				if !panics[method] {
					t.Errorf("%s of %s is not known to panic", name, path)
				}
			}
		}
		for name, l := range loaders {
			if l.must != slices.Contains(want, name) {
				t.Errorf("%s of %s panics: %t", name, path, !l.must)
			}
		}
		for check := range checks {
			if calls["LazyDLL."+check] == nil && calls["LazyProc."+check] == nil {
				t.Errorf("%s has no method %s", path, check)
			}
		}
		for name := range loaders {
			if system := systemOnly[name]; system != loaders[name].system && path == windowsPath {
				t.Errorf("%s of %s loads from the directory of the system only: %t", name, path, system)
			}
		}
		if path == windowsPath && !slices.Equal(slices.Collect(maps.Keys(systemOnly)), []string{"NewLazySystemDLL"}) {
			t.Errorf("in %s %v load from the directory of the system only", path, systemOnly)
		}
	}
}

// nameOf returns the name of a function, or TYPE.METHOD.
func nameOf(fn *ast.FuncDecl) string {
	if fn.Recv == nil {
		return fn.Name.Name
	}
	x := fn.Recv.List[0].Type
	if star, ok := x.(*ast.StarExpr); ok {
		x = star.X
	}
	return x.(*ast.Ident).Name + "." + fn.Name.Name
}
