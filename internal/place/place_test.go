package place

import (
	"path/filepath"
	"testing"

	"github.com/xplatvet/xplatvet/internal/gocmd"
)

func TestNames(t *testing.T) {
	base := t.TempDir()
	in := func(path string) string { return filepath.Join(base, filepath.FromSlash(path)) }
	n := New(in("m/sub"), gocmd.GoEnv{GOMOD: in("m/go.mod"), GOROOT: in("go"), GOMODCACHE: in("mod")})
	inner := New(in("m"), gocmd.GoEnv{GOMOD: in("m/go.mod"), GOROOT: in("m/go")})
	if got, want := inner.File(in("m/go/src/fmt/print.go")), "$GOROOT/src/fmt/print.go"; got != want {
		t.Errorf("a GOROOT in the module: %s, want %s", got, want)
	}
	if n.Root() != in("m") {
		t.Errorf("root %s", n.Root())
	}
	for path, want := range map[string]string{
		in("m/a.go"):                "a.go",
		in("m/sub/../b.go"):         "b.go",
		"c.go":                      "sub/c.go",
		filepath.Join("..", "d.go"): "d.go",
		in("mod/github.com/!burnt!sushi/toml@v1.5.0/x.go"): "github.com/BurntSushi/toml@v1.5.0/x.go",
		in("mod/golang.org/x/sys@v0.1.0"):                  "golang.org/x/sys@v0.1.0",
		in("go/src/os/file.go"):                            "$GOROOT/src/os/file.go",
		in("mm/a.go"):                                      filepath.ToSlash(in("mm/a.go")),
	} {
		if got := n.File(path); got != want {
			t.Errorf("File(%s) = %s, want %s", path, got, want)
		}
	}
	for message, want := range map[string]string{
		"in " + in("m/x") + " and " + in("m"):               "in x and .",
		"(" + in("mod/a@v1/b.go") + ":3)":                   "(a@v1/b.go:3)",
		"see " + in("go") + ", " + in("go/src"):             "see $GOROOT, $GOROOT/src",
		in("mm") + " is not " + in("m") + string('/') + "!": in("mm") + " is not !",
		"nothing": "nothing",
	} {
		if got := n.Text(message); got != want {
			t.Errorf("Text(%q) = %q, want %q", message, got, want)
		}
	}
}
