package tzdata

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/internal/vettest"
	"github.com/xplatvet/xplatvet/platform"
)

func Test(t *testing.T) {
	host := vettest.Options{Targets: "linux/amd64,windows/386:nocgo,plan9/386", Ports: "linux/amd64:nocgo,windows/386:nocgo"}
	for _, test := range []struct {
		dir     string
		opt     vettest.Options
		without string
	}{
		{dir: "basic", opt: host},
		{dir: "ok", opt: host},
		{dir: "embedded", opt: host},
		{dir: "library", opt: host},
		{dir: "blank", opt: host},
		{dir: "imports", opt: host},
		{dir: "chain", opt: host},
		{dir: "single", opt: host},
		{dir: "image", opt: host, without: "linux"},
	} {
		t.Run(test.dir, func(t *testing.T) {
			setWithout(t, test.without)
			vettest.Run(t, Analyzer, "tzdata/"+test.dir, test.opt)
		})
	}
}

// TestSilent analyses a program that needs data where all targets have it.
func TestSilent(t *testing.T) {
	for _, opt := range []vettest.Options{
		{Targets: "linux,darwin,freebsd/386", Ports: "linux/amd64:nocgo"},
		{Tags: []string{"timetzdata"}, Ports: "linux/amd64:nocgo,windows/386:nocgo"},
	} {
		vettest.Run(t, Analyzer, "tzdata/tagged", opt)
	}
}

// TestLacking compares with the ports for which GOROOT/src/time has no
// directories.
func TestLacking(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(runtime.GOROOT(), "src", "time", "zoneinfo*.go"))
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	var want, seen platform.Set
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		h, err := new(constraint.Context).Parse(filepath.Base(name), src)
		if err != nil {
			t.Fatal(err)
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, src, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if spec, ok := n.(*ast.ValueSpec); ok && spec.Names[0].Name == "platformZoneSources" {
				seen = seen.Union(h.Built)
				full := false
				for _, x := range spec.Values {
					if lit, ok := x.(*ast.CompositeLit); ok && len(lit.Elts) > 0 {
						full = true
					}
				}
				if !full {
					want = want.Union(h.Built)
				}
			}
			return true
		})
	}
	if seen != platform.All() {
		t.Errorf("no platformZoneSources seen for %s", seen.Complement())
	}
	if got := lacking(); got != want.Minus(platform.OS("ios")) {
		t.Errorf("lacking are %s, in GOROOT %s", got, want)
	}
}

func TestFlag(t *testing.T) {
	if err := Analyzer.Flags.Set("without", "linux/nowhere"); err == nil || !strings.Contains(err.Error(), "linux/nowhere") {
		t.Errorf("error %v", err)
	}
}

func setWithout(t *testing.T, ports string) {
	t.Helper()
	if err := Analyzer.Flags.Set("without", ports); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { Analyzer.Flags.Set("without", "") }) // which has no error
}
