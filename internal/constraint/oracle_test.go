package constraint

import (
	"bytes"
	"go/build"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/xplatvet/xplatvet/internal/platform"
)

// oracle returns the go/build.Context of a port, as the go command has it,
// that finds src under every name.
func oracle(p platform.Port, tags []string, src func(path string) []byte) *build.Context {
	c := build.Default
	c.GOOS, c.GOARCH, c.CgoEnabled = p.GOOS, p.GOARCH, p.Cgo
	c.Compiler = "gc"
	c.BuildTags = tags
	c.ToolTags = platform.ToolTags(p.GOOS, p.GOARCH)
	c.OpenFile = func(path string) (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(src(path))), nil
	}
	return &c
}

// goFiles returns the content of every file below dir that go/build may look
// at, by path.
func goFiles(t testing.TB, dirs ...string) map[string][]byte {
	t.Helper()
	files := make(map[string][]byte)
	for _, dir := range dirs {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || !d.Type().IsRegular() || kindOf(d.Name()) < comments {
				return err
			}
			src, err := os.ReadFile(path)
			files[path] = src
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// check compares Matched and the error's ports with go/build for one file.
func check(t *testing.T, contexts map[platform.Port]*build.Context, c *Context, path string, src []byte) {
	dir, name := filepath.Split(path)
	f, err := c.Parse(name, src)
	var faulty platform.Set
	if err != nil {
		faulty = err.(*Error).Ports
	}
	for p, oracle := range contexts {
		match, oracleErr := oracle.MatchFile(dir, name)
		if got, want := f.Matched.Contains(p), match && oracleErr == nil; got != want {
			t.Errorf("%s on %v: matched = %v, go/build says %v, %v", path, p, got, want, oracleErr)
		}
		if oracleErr != nil && !faulty.Contains(p) {
			t.Errorf("%s on %v: no error, go/build says %v", path, p, oracleErr)
		}
		if oracleErr == nil && faulty.Contains(p) && !f.Matched.Contains(p) {
			t.Errorf("%s on %v: %v, go/build has none", path, p, err)
		}
	}
}

func TestMatchFile(t *testing.T) {
	files := goFiles(t, filepath.Join(runtime.GOROOT(), "src"))
	paths := make(chan string)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			contexts := make(map[platform.Port]*build.Context)
			for p := range platform.All().Ports() {
				contexts[p] = oracle(p, nil, func(path string) []byte { return files[path] })
			}
			for path := range paths {
				check(t, contexts, new(Context), path, files[path])
			}
		})
	}
	for path := range files {
		paths <- path
	}
	close(paths)
	wg.Wait()
	t.Log(len(files), strings.Repeat("-", 3))
}
