package modscan

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/platform"
)

func extract(t *testing.T, archive string) string {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestFiles(t *testing.T) {
	dir := extract(t, `
-- go.mod --
module m
-- a.go --
package m
-- sub/b_linux.go --
package sub
-- sub/note.txt --
-- sub/bad.go --
package
-- testdata/c_plan9.go --
package c
-- _skip/d.go --
package d
-- .hidden/e.go --
package e
-- nested/go.mod --
module nested
-- nested/f_aix.go --
package f
-- vendor/x/g_solaris.go --
package g
`)
	for _, test := range []struct {
		vendor bool
		want   []string
	}{
		{false, []string{"a.go", "sub/b_linux.go", "sub/bad.go"}},
		{true, []string{"a.go", "sub/b_linux.go", "sub/bad.go", "vendor/x/g_solaris.go"}},
	} {
		files, err := Files(dir, &constraint.Context{}, test.vendor)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range files {
			rel, err := filepath.Rel(dir, f.Path)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, filepath.ToSlash(rel))
			if (f.Err != nil) != (rel == filepath.Join("sub", "bad.go")) {
				t.Errorf("%s: %v", rel, f.Err)
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("vendor=%v: %v, want %v", test.vendor, got, test.want)
		}
	}
	if _, err := Files(filepath.Join(dir, "none"), &constraint.Context{}, false); err == nil {
		t.Error("no error for a directory that is not there")
	}
}

func TestRoot(t *testing.T) {
	dir := extract(t, "-- go.mod --\nmodule m\n-- sub/deep/a.go --\npackage deep\n")
	if got := Root(filepath.Join(dir, "sub", "deep")); got != dir {
		t.Errorf("Root = %q, want %q", got, dir)
	}
}

func TestTargets(t *testing.T) {
	for _, test := range []struct{ archive, want string }{
		{"-- a.go --\npackage m\n", "first-class"},
		{"-- a_linux.go --\npackage m\n", "first-class"},
		{"-- a_freebsd.go --\npackage m\n", "first-class,freebsd/{386,amd64,arm,arm64}"},
		{"-- a.go --\n//go:build !plan9\n\npackage m\n", "first-class,plan9"},
		{"-- a_wasm.go --\npackage m\n", "first-class"},
		{"-- a_js.go --\npackage m\n", "first-class,js"},
		{"-- a_riscv64.go --\npackage m\n", "first-class,linux/riscv64"},
		{"-- a_riscv64.go --\npackage m\n-- b_openbsd.go --\npackage m\n", "first-class,linux/riscv64,openbsd/{386,amd64,arm,arm64,riscv64}"},
		{"-- a.go --\n//go:build aix && custom\n\npackage m\n", "first-class,aix"},
		{"-- a_windows.go --\npackage m\n", "first-class,windows/arm64"},
		{"-- a.go --\n//go:build unix || cgo\n\npackage m\n", "first-class"},
	} {
		files, err := Files(extract(t, test.archive), &constraint.Context{}, false)
		if err != nil {
			t.Fatal(err)
		}
		want, err := platform.Parse(test.want)
		if err != nil {
			t.Fatal(err)
		}
		if got := Targets(files); got != want {
			t.Errorf("%q: %v, want %v", test.archive, got, want)
		}
	}
}

func TestCachedTargets(t *testing.T) {
	dir := extract(t, "-- go.mod --\nmodule m\n-- a_plan9.go --\npackage m\n")
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	t.Setenv("HOME", t.TempDir())
	t.Setenv("LocalAppData", t.TempDir())
	ctx := &constraint.Context{}
	if got, want := CachedTargets(dir, ctx), platform.FirstClass().Union(platform.OS("plan9")); got != want {
		t.Errorf("before: %v, want %v", got, want)
	}
	saved := platform.OS("aix")
	if err := SaveTargets(dir, saved); err != nil {
		t.Fatal(err)
	}
	if got := CachedTargets(dir, ctx); got != saved {
		t.Errorf("after: %v, want %v", got, saved)
	}
	if got := CachedTargets("", ctx); got != platform.FirstClass() {
		t.Errorf("without a module: %v", got)
	}
}
