package place

import (
	"path/filepath"
	"testing"
)

func TestFile(t *testing.T) {
	root := t.TempDir()
	n := Namer{Root: filepath.Join(root, "m"), GOROOT: filepath.Join(root, "go"), ModCache: filepath.Join(root, "mod")}
	for path, want := range map[string]string{
		"m/a.go":        "a.go",
		"m/sub/../b.go": "b.go",
		"mod/github.com/!burnt!sushi/toml@v1.5.0/x.go": "github.com/BurntSushi/toml@v1.5.0/x.go",
		"mod/golang.org/x/sys@v0.1.0":                  "golang.org/x/sys@v0.1.0",
		"go/src/os/file.go":                            "$GOROOT/src/os/file.go",
		"mm/a.go":                                      filepath.ToSlash(filepath.Join(root, "mm", "a.go")),
	} {
		if got := n.File(filepath.Join(root, filepath.FromSlash(path))); got != want {
			t.Errorf("File(%s) = %s, want %s", path, got, want)
		}
	}
	in := "in " + filepath.Join(n.Root, "x") + " and " + n.Root
	if got, want := n.Text(in), "in x and ."; got != want {
		t.Errorf("Text(%q) = %q, want %q", in, got, want)
	}
}
