package constraint

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"go/build"
	"go/token"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	_ "golang.org/x/sys/cpu" // its module is test data

	"github.com/xplatvet/xplatvet/platform"
)

// An oracle is go/build on every port, for one file at a time that is not on
// disk.
type oracle struct {
	name string
	src  []byte
	on   map[platform.Port]*build.Context
}

// newOracle returns the oracle for c.
func newOracle(c *Context) *oracle {
	o := &oracle{on: make(map[platform.Port]*build.Context)}
	for p := range platform.All().Ports() {
		o.on[p] = o.context(p, c)
	}
	return o
}

// context returns what go/build.Default is in a go command that builds for p.
func (o *oracle) context(p platform.Port, c *Context) *build.Context {
	ctxt := build.Default
	ctxt.GOOS, ctxt.GOARCH, ctxt.CgoEnabled = p.GOOS, p.GOARCH, p.Cgo
	ctxt.Compiler = "gc"
	ctxt.BuildTags = c.Tags
	ctxt.ToolTags = platform.ToolTags(p.GOOS, p.GOARCH)
	if i := slices.Index(ctxt.ReleaseTags, c.GoVersion); i >= 0 {
		ctxt.ReleaseTags = ctxt.ReleaseTags[:i+1]
	}
	ctxt.GOROOT, ctxt.GOPATH = "", ""
	ctxt.JoinPath = func(elem ...string) string { return elem[len(elem)-1] }
	ctxt.HasSubdir = func(root, dir string) (string, bool) { return "", false }
	ctxt.IsDir = func(path string) bool { return path == "." }
	ctxt.ReadDir = func(string) ([]fs.FileInfo, error) { return []fs.FileInfo{o}, nil }
	ctxt.OpenFile = func(string) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(o.src)), nil }
	return &ctxt
}

// An oracle is the fs.FileInfo of its file.
func (o *oracle) Name() string     { return o.name }
func (*oracle) Size() int64        { return 0 }
func (*oracle) Mode() fs.FileMode  { return 0 }
func (*oracle) ModTime() time.Time { return time.Time{} }
func (*oracle) IsDir() bool        { return false }
func (*oracle) Sys() any           { return nil }

// importPorts are the ports on which files go through go/build.Import, which
// parses them each time: what it adds to MatchFile depends on cgo alone.
var importPorts = []platform.Port{
	{GOOS: "linux", GOARCH: "amd64"},
	{GOOS: "linux", GOARCH: "amd64", Cgo: true},
	{GOOS: "windows", GOARCH: "386"},
	{GOOS: "darwin", GOARCH: "arm64", Cgo: true},
}

// diff parses a file and returns all that differs from what go/build says.
func (o *oracle) diff(c *Context, name string, src []byte) []string {
	var diffs []string
	differ := func(format string, args ...any) { diffs = append(diffs, fmt.Sprintf(format, args...)) }

	o.name, o.src = name, src
	f, err := c.Parse(name, src)
	var faulty platform.Set
	if e := (*Error)(nil); errors.As(err, &e) {
		faulty = e.Ports
		lines := bytes.Count(src, []byte("\n")) + 1
		if e.Line < 1 || e.Line > lines || e.Column < 1 || e.Column > len(src)+1 {
			differ("%v: no such place", e)
		}
		if faulty.Empty() {
			differ("%v: on no port", e)
		}
	}
	for p, ctxt := range o.on {
		match, err := ctxt.MatchFile("", name)
		if got, want := f.Matched.Contains(p), match && err == nil; got != want {
			differ("%v: Matched is %v, MatchFile returns %v, %v", p, got, match, err)
		}
		if !f.Matched.Contains(p) && faulty.Contains(p) != (err != nil) {
			differ("%v: faulty is %v, MatchFile returns %v", p, faulty.Contains(p), err)
		}
	}
	if !strings.HasSuffix(name, ".go") {
		return diffs
	}
	for _, p := range importPorts {
		pkg, err := o.on[p].ImportDir(".", 0)
		listed := len(pkg.GoFiles)+len(pkg.CgoFiles)+len(pkg.TestGoFiles)+len(pkg.XTestGoFiles) > 0
		if f.Built.Contains(p) != listed {
			differ("%v: Built is %v, Import lists %v, %v", p, f.Built.Contains(p), listed, err)
		}
		invalid := len(pkg.InvalidGoFiles) > 0
		if faulty.Contains(p) != invalid && !strings.Contains(fmt.Sprint(err), "#cgo") {
			differ("%v: faulty is %v, Import says %v", p, faulty.Contains(p), err)
		}
	}

	// The rest does not depend on the port.
	all := *o.on[importPorts[1]]
	all.UseAllFiles = true
	pkg, err := all.ImportDir(".", 0)
	switch {
	case strings.Contains(fmt.Sprint(err), "#cgo"), pkg.Name == "":
		return diffs // a fault that Parse leaves to cgo, or nothing to compare
	case len(pkg.InvalidGoFiles) > 0 && !f.Matched.Empty() && err == nil:
		differ("no error, Import says %v", err)
	}
	tags := f.Tags
	if f.ImportsC && !f.Test {
		tags = append(slices.Clone(tags), "cgo")
		slices.Sort(tags)
		tags = slices.Compact(tags)
	}
	if !slices.Equal(tags, pkg.AllTags) {
		differ("Tags are %q, Import says %q", tags, pkg.AllTags)
	}
	name = f.Package
	if f.Test {
		name = strings.TrimSuffix(name, "_test")
	}
	if name != pkg.Name {
		differ("Package is %s, Import says %s", name, pkg.Name)
	}
	imports := importsOf(pkg.ImportPos, pkg.TestImportPos, pkg.XTestImportPos)
	if f.Test && f.ImportsC { // Import leaves these out
		imports = slices.DeleteFunc(imports, func(s string) bool { return s == "C" })
		f.Imports = slices.DeleteFunc(f.Imports, func(s string) bool { return s == "C" })
	}
	if !slices.Equal(f.Imports, imports) {
		differ("Imports are %q, Import says %q", f.Imports, imports)
	}
	return diffs
}

// importsOf returns the import paths in their order in the source.
func importsOf(maps ...map[string][]token.Position) []string {
	type spec struct {
		path   string
		offset int
	}
	var specs []spec
	for _, m := range maps {
		for path, list := range m {
			for _, pos := range list {
				specs = append(specs, spec{path, pos.Offset})
			}
		}
	}
	slices.SortFunc(specs, func(a, b spec) int { return cmp.Compare(a.offset, b.offset) })
	var paths []string
	for _, s := range specs {
		paths = append(paths, s.path)
	}
	return paths
}

// A testFile is a file of the standard distribution or of golang.org/x/sys.
type testFile struct {
	path string
	src  []byte
}

// corpus reads the files that go/build may look at below GOROOT/src and in
// golang.org/x/sys, once.
var corpus = sync.OnceValues(func() ([]testFile, error) {
	sys, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "golang.org/x/sys").Output()
	if err != nil {
		return nil, err
	}
	var files []testFile
	for _, dir := range []string{goroot("src"), strings.TrimSpace(string(sys))} {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || !d.Type().IsRegular() || kindOf(d.Name()) < comments {
				return err
			}
			src, err := os.ReadFile(path)
			files = append(files, testFile{path, src})
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return files, nil
})

func goroot(elem ...string) string {
	return filepath.Join(append([]string{build.Default.GOROOT}, elem...)...)
}

func mustCorpus(t testing.TB) []testFile {
	t.Helper()
	files, err := corpus()
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 5000 {
		t.Fatalf("found %d files only", len(files))
	}
	return files
}

// TestGoBuild compares every file of the corpus with go/build on every port.
func TestGoBuild(t *testing.T) {
	files := mustCorpus(t)
	next := make(chan testFile)
	var wg sync.WaitGroup
	var mu sync.Mutex
	count := make(map[platform.Set]int)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			c := new(Context)
			o := newOracle(c)
			for file := range next {
				for _, diff := range o.diff(c, filepath.Base(file.path), file.src) {
					t.Errorf("%s: %s", file.path, diff)
				}
				f, _ := c.Parse(filepath.Base(file.path), file.src)
				mu.Lock()
				count[f.Matched]++
				mu.Unlock()
			}
		})
	}
	for _, file := range files {
		next <- file
	}
	close(next)
	wg.Wait()
	t.Logf("%d files have %d different sets of ports; %d are built everywhere, %d nowhere",
		len(files), len(count), count[platform.All()], count[platform.Set{}])
}
