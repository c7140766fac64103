package variant

import (
	"cmp"
	"go/ast"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/internal/decl"
	"github.com/xplatvet/xplatvet/platform"
)

// TestSlice looks at all of the packages below a directory, that of the
// environment or those of GOROOT that are for many systems: to check all that
// they declare must come to the same.
func TestSlice(t *testing.T) {
	roots := filepath.SplitList(os.Getenv("XPLATVET_VARIANT_DIRS"))
	if len(roots) == 0 {
		for _, dir := range []string{"internal/syscall", "syscall", "time", "os", "net", "internal/poll"} {
			roots = append(roots, filepath.Join(cmp.Or(os.Getenv("GOROOT"), runtime.GOROOT()), "src", dir))
		}
	}
	known := make(map[string]*Package) // of GOROOT/src, so far
	imports := Imports{
		Types:  func(path string) *Package { return known[path] },
		Exists: func(path, name string) platform.Set { return platform.All() },
	}
	looked, some := 0, 0
	for _, root := range roots {
		err := filepath.WalkDir(root, func(dir string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case !d.IsDir():
				return nil
			case d.Name() == "testdata":
				return fs.SkipDir
			}
			fset := token.NewFileSet()
			files, _ := decl.ReadDir(new(constraint.Context), fset, dir)
			if len(files) == 0 {
				return nil
			}
			for _, ports := range []platform.Set{platform.All(), platform.FirstClass()} {
				got := Of(fset, decl.SourceOf(files), ports, imports)
				wordy := false
				for _, f := range files {
					wordy = wordy || isWordy(f.Syntax)
				}
				want := of(fset, files, files, wordy, ports, imports)
				if want != nil {
					some++
				}
				if got != nil {
					_, path, _ := strings.Cut(filepath.ToSlash(dir), "/src/")
					known[path] = got
				}
				if !reflect.DeepEqual(export(got), export(want)) {
					diff(t, dir, got, want)
				}
			}
			looked++
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if looked == 0 || some == 0 {
		t.Errorf("looked at %d packages, %d of which differ between ports", looked, some)
	}
}

func export(p *Package) [2]any {
	if p == nil {
		return [2]any{}
	}
	return [2]any{p.Names, p.Values}
}

func diff(t *testing.T, dir string, got, want *Package) {
	t.Helper()
	none := &Package{}
	got, want = cmp.Or(got, none), cmp.Or(want, none)
	for name, list := range want.Names {
		if !reflect.DeepEqual(got.Names[name], list) {
			t.Errorf("%s: %s is %v, want %v", dir, name, got.Names[name], list)
		}
	}
	for name, list := range got.Names {
		if want.Names[name] == nil {
			t.Errorf("%s: %s is %v, want nothing", dir, name, list)
		}
	}
	if !reflect.DeepEqual(got.Values, want.Values) {
		t.Errorf("%s: values differ of %v, want %v", dir, got.Values, want.Values)
	}
}

// isWordy reports whether declarations of a file may depend on the size of
// words.
func isWordy(f *ast.File) bool {
	found := false
	outsideBodies(f, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.UnaryExpr:
			found = found || n.Op == token.XOR
		case *ast.SelectorExpr:
			found = found || n.Sel.Name == "Sizeof" || n.Sel.Name == "Alignof" || n.Sel.Name == "Offsetof"
		}
	})
	return found
}
