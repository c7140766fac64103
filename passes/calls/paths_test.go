package calls

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// TestPathArgs compares the table with the names of parameters in GOROOT.
func TestPathArgs(t *testing.T) {
	names := []string{"name", "filename", "dirname", "path", "dir", "oldname", "newname", "oldpath", "newpath", "root"}
	for _, pkg := range []string{"os", "io/ioutil", "path/filepath"} {
		got := make(map[string][]int)
		for _, d := range functions(t, pkg) {
			i := 0
			for _, field := range d.Type.Params.List {
				for _, id := range field.Names {
					if typ, ok := field.Type.(*ast.Ident); ok && typ.Name == "string" && slices.Contains(names, id.Name) {
						if !slices.Contains(got[d.Name.Name], i) {
							got[d.Name.Name] = append(got[d.Name.Name], i)
						}
					}
					i++
				}
			}
		}
		switch pkg {
		case "os":
			delete(got, "NewFile") // a name for messages
		case "path/filepath":
			// They compute with names.
			for _, name := range []string{"Abs", "Base", "Clean", "Dir", "Ext", "FromSlash", "IsAbs", "IsLocal", "Localize", "Match",
				"Rel", "Split", "SplitList", "ToSlash", "VolumeName", "HasPrefix"} {
				delete(got, name)
			}
			got["Glob"] = []int{0} // a pattern
		}
		if want := pathArgs[pkg]; !maps.EqualFunc(got, want, slices.Equal) {
			t.Errorf("%s: the source has\n%v\nthe table\n%v", pkg, got, want)
		}
	}
	if got := slices.Sorted(maps.Keys(pathArgs)); !slices.Equal(got, PathPackages) {
		t.Errorf("PathPackages are not %q", got)
	}
}

// functions returns the exported functions of a package, of all ports.
func functions(t *testing.T, pkg string) []*ast.FuncDecl {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(runtime.GOROOT(), "src", filepath.FromSlash(pkg), "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatal(pkg, err)
	}
	var list []*ast.FuncDecl
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, src, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			if d, ok := d.(*ast.FuncDecl); ok && d.Recv == nil && d.Name.IsExported() {
				list = append(list, d)
			}
		}
	}
	return list
}
