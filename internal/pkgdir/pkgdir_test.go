package pkgdir

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"
)

func TestFind(t *testing.T) {
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(`
-- m/go.mod --
module example.com/m

go 1.26

require (
	example.com/Upper v1.0.0
	example.com/a v1.2.3
	example.com/a/nested v0.1.0
	example.com/r v1.0.0
	example.com/local v1.0.0
	example.com/gone v1.0.0
)

replace example.com/r => example.com/fork v1.1.0
replace example.com/local v1.0.0 => ../local
-- m/sub/x.go --
-- mod/example.com/!upper@v1.0.0/p/x.go --
-- mod/example.com/a@v1.2.3/p/x.go --
-- mod/example.com/a@v1.2.3/nested/p/x.go --
-- mod/example.com/a/nested@v0.1.0/p/x.go --
-- mod/example.com/fork@v1.1.0/p/x.go --
-- mod/example.com/r@v1.0.0/p/x.go --
-- local/p/x.go --
-- v/go.mod --
module example.com/v
-- v/vendor/example.com/a/p/x.go --
-- broken/go.mod --
module
`)).Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("GOMODCACHE", filepath.Join(dir, "mod"))
	for _, test := range []struct{ root, path, want string }{
		{"m", "example.com/m", "m"},
		{"m", "example.com/m/sub", "m/sub"},
		{"m", "example.com/m/none", ""},
		{"m", "example.com/Upper/p", "mod/example.com/!upper@v1.0.0/p"},
		{"m", "example.com/a/p", "mod/example.com/a@v1.2.3/p"},
		{"m", "example.com/a/nested/p", "mod/example.com/a/nested@v0.1.0/p"},
		{"m", "example.com/r/p", "mod/example.com/fork@v1.1.0/p"},
		{"m", "example.com/local/p", "local/p"},
		{"m", "example.com/gone/p", ""},
		{"m", "example.com/other/p", ""},
		{"m", "example.com/mm", ""},
		{"v", "example.com/a/p", "v/vendor/example.com/a/p"},
		{"broken", "example.com/a/p", ""},
		{"none", "example.com/a/p", ""},
	} {
		want := ""
		if test.want != "" {
			want = filepath.Join(dir, filepath.FromSlash(test.want))
		}
		if got := Find(filepath.Join(dir, test.root), test.path); got != want {
			t.Errorf("Find(%s, %s) = %q, want %q", test.root, test.path, got, want)
		}
	}
	for path, want := range map[string]string{
		"example.com/a/p": "example.com/a", "example.com/a/nested/q": "example.com/a/nested", "example.com/gone": "example.com/gone",
		"example.com/other": "", "example.com/m/sub": "",
	} {
		if got := Module(filepath.Join(dir, "m"), path); got != want {
			t.Errorf("Module(%s) = %q, want %q", path, got, want)
		}
	}
	if got := Find("", "example.com/a/p"); got != "" {
		t.Errorf("without a module: %q", got)
	}
}
