package reach

import (
	"go/ast"
	"go/build"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/platform"
)

// TestPathValues compares with the declarations in GOROOT.
func TestPathValues(t *testing.T) {
	r := New(readDir(t, token.NewFileSet(), goroot("os")), nil)
	for _, name := range []string{"PathSeparator", "PathListSeparator", "DevNull"} {
		decls := r.names[name]
		if len(decls) == 0 {
			t.Fatalf("os.%s is not declared", name)
		}
		got := pathValues[name]
		for p := range platform.All().Ports() {
			on := platform.Of(p)
			g, w := got.in(on), r.global(decls, 0).in(on)
			if len(g.known) != 1 || len(w.known) != 1 || g.known[0] != w.known[0] || !w.other.Empty() || !g.other.Empty() {
				t.Errorf("%s: os.%s is %v, want %v", p, name, g, w)
			}
		}
	}
	for _, name := range []string{"Separator", "ListSeparator"} { // = os.PathSeparator, os.PathListSeparator
		if v, ok := portValue("path/filepath", name); !ok || len(v.known) < 2 {
			t.Errorf("filepath.%s is %v", name, v)
		}
	}
	if v, ok := portValue("path/filepath", "DevNull"); ok {
		t.Errorf("filepath.DevNull is %v", v)
	}
}

// TestExits looks at every exported function of the standard library: of one
// that never returns isExit must know, unless it is a method or has no body to
// look at.
func TestExits(t *testing.T) {
	root := filepath.Join(build.Default.GOROOT, "src")
	n := 0
	err := filepath.WalkDir(root, func(dir string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		switch d.Name() {
		case "cmd", "internal", "testdata", "vendor":
			return filepath.SkipDir
		}
		rel, err := filepath.Rel(root, dir)
		if err != nil {
			return err
		}
		path := filepath.ToSlash(rel)
		files := readDir(t, token.NewFileSet(), dir)
		r := New(files, nil)
		for name, decls := range r.names {
			if !ast.IsExported(name) || decls[0].kind != token.FUNC || strings.HasSuffix(decls[0].unit.tree.file.Name, "_test.go") {
				continue
			}
			n++
			if sum := r.call(decls, 0); sum.returns.Empty() && !isExit(path, name) {
				t.Errorf("%s.%s never returns", path, name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d functions", n)
	if n < 2000 {
		t.Errorf("%d functions show too little", n)
	}
}
