package matrix

import (
	"fmt"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/internal/cputime"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/platform"
)

// moduleVariable names the environment variable with the directory of a module
// to compare on.
const moduleVariable = "XPLATVET_MATRIX_MODULE"

func noCgo() platform.Set {
	var s platform.Set
	for p := range platform.All().Ports() {
		if !p.Cgo {
			s = s.Union(platform.Of(p))
		}
	}
	return s
}

func newChecker(t testing.TB, dir string, ports platform.Set, tests, paranoid bool) *Checker {
	t.Helper()
	return checkerFor(t, dir, ports, tests, paranoid)
}

func checkerFor(t testing.TB, dir string, ports platform.Set, tests, paranoid bool, env ...string) *Checker {
	t.Helper()
	env = slices.Concat(os.Environ(), []string{"GOFLAGS=", "GOWORK=off", "GOTOOLCHAIN=local", "GO111MODULE="}, env)
	c := &Checker{
		Go: &gocmd.Runner{Dir: dir, Env: env}, Patterns: []string{"./..."}, Ports: ports,
		Tests: tests, Paranoid: paranoid, Fset: token.NewFileSet(),
	}
	if err := c.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	return c
}

// outcomes returns what a Checker says of every package and port, dependencies
// included.
func outcomes(t testing.TB, c *Checker) map[string]string {
	t.Helper()
	got := make(map[string]string)
	shown := make(map[string]string)  // sets of files → those that are looked at there
	looked := make(map[string]string) // files → the set in which they are
	for port := range c.Ports.Ports() {
		order := 0
		err := c.Check(t.Context(), platform.Of(port), func(on platform.Set, p *Package) error {
			order++
			p2 := *p
			c.Parse(&p2) // a dependency that is not checked has no files before
			got[port.String()+" "+p.Path] = describe(order, &p2)
			for _, set := range p.Shown {
				if set.Info == nil || set.Types == nil {
					t.Errorf("%s: shown without types", set.Path)
				}
				key := set.Path + " " + strings.Join(set.FileNames(), ",")
				if _, ok := shown[key]; ok {
					continue
				}
				shown[key] = ""
				elsewhere, _ := c.Elsewhere(set)
				for _, name := range set.FileNames() {
					if elsewhere[name] {
						continue
					}
					shown[key] += " " + name
					file := set.Path + " " + name
					if other := looked[file]; other != "" {
						t.Errorf("%s is looked at in %s and in %s", file, other, key)
					}
					looked[file] = key
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for key, files := range shown {
		got["shown "+key] = files
		path, names, _ := strings.Cut(key, " ")
		for _, name := range strings.Split(names, ",") {
			if looked[path+" "+name] == "" && !strings.Contains(key, "[") {
				t.Errorf("%s %s is not looked at", path, name)
			}
		}
	}
	return got
}

func describe(order int, p *Package) string {
	var b strings.Builder
	fmt.Fprintln(&b, order, p.Name, p.Dir, p.ForTest, p.Orphan, p.Matched, p.Tested, p.Standard, p.Main, p.NoFiles, p.Missing, p.TestsOnly, p.Blocked, p.Match, len(p.Files))
	for _, e := range p.Errors {
		fmt.Fprintf(&b, "\t%s: %s\n", e.Pos, e.Message)
	}
	for _, v := range p.Vain {
		fmt.Fprintf(&b, "\tvain %s: %s\n", v.Pos, v.Package.Path)
	}
	return b.String()
}

func compare(t testing.TB, got, want map[string]string) {
	t.Helper()
	bad := 0
	for key := range want {
		if got[key] != want[key] {
			if bad++; bad < 10 {
				t.Errorf("%s:\n%s\nalone:\n%s", key, got[key], want[key])
			}
		}
	}
	for key := range got {
		if _, ok := want[key]; !ok {
			t.Errorf("%s: only in classes", key)
		}
	}
	if bad > 0 {
		t.Errorf("%d of %d differ", bad, len(want))
	}
}

// TestModule compares the classes with separate checks of each port: on some
// ports of this module, or on all ports of the one that the environment names,
// those with cgo too if the variable with the suffix _CGO is set.
func TestModule(t *testing.T) {
	dir, ports := os.Getenv(moduleVariable), noCgo()
	switch {
	case dir == "":
		dir = filepath.Join("..", "..")
		var err error
		if ports, err = platform.Parse("linux/{amd64,386},windows/386,darwin/arm64,plan9/386,js"); err != nil {
			t.Fatal(err)
		}
		ports = ports.Intersect(noCgo())
	case os.Getenv(moduleVariable+"_CGO") != "":
		ports = platform.All()
	}
	start := cputime.Used(t)
	c := newChecker(t, dir, ports, true, false)
	got := outcomes(t, c)
	classes := cputime.Used(t) - start
	t.Logf("%d universes, %d results, %d of single ports", c.shared.universes.Load(), len(c.shared.results), len(c.shared.single))
	start = cputime.Used(t)
	want := outcomes(t, newChecker(t, dir, ports, true, true))
	t.Logf("processor time: %v, every port alone %v", classes, cputime.Used(t)-start)
	compare(t, got, want)
}
