package gocmd_test

import (
	"go/version"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/internal/gocmd"
)

func TestKnows(t *testing.T) {
	own := strings.TrimPrefix(version.Lang(runtime.Version()), "go")
	for _, test := range []struct{ name, text, want string }{
		{"go.mod", "module m\n", ""},
		{"go.mod", "module m\n\ngo " + own + "\n", ""},
		{"go.mod", "module m\n\ngo " + own + ".99\n", ""},
		{"go.mod", "module m\n\ngo 1.99.1\n", "go.mod asks for go1.99, which this xplatvet does not know: it was built with " + runtime.Version() + "; build it with go1.99 or later: "},
		{"go.work", "go 1.99\n", "go.work asks for go1.99, "},
		{"go.mod", "module m\n\ngo 1.100\n", ""}, // the go command does not know it either
		{"go.mod", "what is that\n", ""},
	} {
		file := filepath.Join(t.TempDir(), test.name)
		if err := os.WriteFile(file, []byte(test.text), 0o666); err != nil {
			t.Fatal(err)
		}
		env := gocmd.GoEnv{GOMOD: file, GOVERSION: "go1.99.3"}
		if test.name == "go.work" {
			env.GOMOD, env.GOWORK = file+".mod", file
		}
		err := env.Knows()
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.HasPrefix(err.Error(), test.want)) {
			t.Errorf("%s %q: %v, want %q", test.name, test.text, err, test.want)
		}
	}
}
