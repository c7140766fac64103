package modgraph

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/xplatvet/xplatvet/internal/gocmd"
)

// oddModule unpacks testdata/odd.txtar and returns the root of the module.
func oddModule(t *testing.T) string {
	t.Helper()
	root := filepath.Join(t.TempDir(), "odd")
	unpack(t, root, "testdata/odd.txtar")
	// What an archive cannot hold.
	write(t, root, "nulbyte/nul.go", "package nulbyte\n\x00\n")
	if runtime.GOOS != "windows" {
		write(t, root, "aux/reserved.go", "package aux\n")
	}
	symlink(t, "a", filepath.Join(root, "linked"))
	symlink(t, "../a/a.go", filepath.Join(root, "suffix", "linked.go"))
	symlink(t, "nowhere", filepath.Join(root, "suffix", "broken.go"))
	symlink(t, "../a", filepath.Join(root, "suffix", "dir.go"))
	symlink(t, "nowhere", filepath.Join(root, "dangling", "d_windows.go"))
	symlink(t, "e_windows.go", filepath.Join(root, "dangling", "e_windows.go"))
	if caseSensitive(t) {
		write(t, root, "collision/a.go", "package collision\n")
		write(t, root, "collision/A.go", "package collision\n")
		write(t, root, "Folded/f.go", "package folded\n")
		write(t, root, "folded/f.go", "package folded\n\nimport _ \"example.com/odd/Folded\"\n")
	}
	return root
}

func unpack(t *testing.T, root, archive string) {
	t.Helper()
	a, err := txtar.ParseFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range a.Files {
		write(t, root, f.Name, string(f.Data))
	}
}

func write(t *testing.T, root, name, data string) {
	t.Helper()
	full := filepath.Join(root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(data), 0o666); err != nil {
		t.Fatal(err)
	}
	old := time.Now().Add(-time.Hour) // the go command treats new files another way
	if err := os.Chtimes(full, old, old); err != nil {
		t.Fatal(err)
	}
}

func symlink(t *testing.T, to, name string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.FromSlash(to), name); err != nil {
		t.Logf("without symbolic links: %v", err)
	}
}

// caseSensitive reports whether file names that differ in case are different.
func caseSensitive(t *testing.T) bool {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, "x", "")
	_, err := os.Stat(filepath.Join(dir, "X"))
	return err != nil
}

func config(t *testing.T, dir string, patterns ...string) Config {
	return Config{
		Go:       &gocmd.Runner{Dir: dir, Env: append(os.Environ(), "GOFLAGS=", "GOWORK=", "GOPROXY=off")},
		Patterns: patterns,
		Tests:    true,
		Ports:    testPorts(t, parsePorts(t, few)),
	}
}

// TestOdd compares with go list what is wrong or rare in packages.
func TestOdd(t *testing.T) {
	compare(t, config(t, oddModule(t), "./..."))
}

func TestWithoutTests(t *testing.T) {
	cfg := config(t, oddModule(t), "./...")
	cfg.Tests = false
	cfg.Tags = []string{"mytag"}
	compare(t, cfg)
}

// run runs the go command.
func run(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOPROXY=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go %v: %v\n%s", args, err, out)
	}
}
