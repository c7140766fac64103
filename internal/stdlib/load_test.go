package stdlib

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/xplatvet/xplatvet/platform"
)

// fakeGOROOT makes a standard library of one package that has a name on
// windows only.
func fakeGOROOT(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"VERSION":                  "go1.99.1\ntime 2099-01-01T00:00:00Z\n",
		"src/brand/new.go":         "package brand\n",
		"src/brand/new_windows.go": "package brand\n\nconst New = 1\n",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestLoad(t *testing.T) {
	cache := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", cache)
	t.Setenv("HOME", cache)
	t.Setenv("LocalAppData", cache)
	if got := Load("/no/such/goroot", platform.GoVersion); got != Embedded() {
		t.Error("not the embedded table for the release that it is of")
	}
	if got := Load("/no/such/goroot", "go1.98"); got != Embedded() {
		t.Error("not the embedded table for a GOROOT that cannot be read")
	}

	goroot := fakeGOROOT(t)
	table := Load(goroot, "go1.99.1")
	if table.Version != "go1.99.1" || table.Package("brand") == nil {
		t.Fatalf("table of %s, package %v", table.Version, table.Package("brand"))
	}
	if got, want := table.Package("brand").Exists("New"), platform.OS("windows"); got != want {
		t.Errorf("New exists on %v, want %v", got, want)
	}

	// The next process finds it on disk, even if the sources are gone.
	if err := os.RemoveAll(filepath.Join(goroot, "src", "brand")); err != nil {
		t.Fatal(err)
	}
	again := load(goroot, "go1.99.1")
	if string(again.AppendText(nil)) != string(table.AppendText(nil)) {
		t.Error("the table on disk is another one")
	}
	// A broken file is computed anew.
	files, err := filepath.Glob(filepath.Join(cache, "*", "std", "go1.99-*.txt"))
	if err != nil || len(files) == 0 {
		files, err = filepath.Glob(filepath.Join(cache, "*", "*", "std", "go1.99-*.txt"))
	}
	if err != nil || len(files) != 1 {
		t.Fatalf("cached tables: %v, %v", files, err)
	}
	if err := os.WriteFile(files[0], []byte("xplatvet std table 0 go1.99.1\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if got := load(goroot, "go1.99.1"); got != Embedded() { // nothing is left to compute it from
		t.Errorf("a broken table of %s is believed", got.Version)
	}
}
