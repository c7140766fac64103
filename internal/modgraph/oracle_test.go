package modgraph

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/platform"
)

// The oracle is go list. So that tests are quick they look at few ports, unless
// XPLATVET_MODGRAPH_PORTS names others, such as "all". TestModule and the
// benchmarks look at the module in the directory XPLATVET_MODGRAPH_MODULE.
const (
	moduleVariable = "XPLATVET_MODGRAPH_MODULE"
	portsVariable  = "XPLATVET_MODGRAPH_PORTS"
)

// few are the ports that tests look at unless told otherwise.
const few = "linux/amd64:cgo,windows/amd64:nocgo,darwin/arm64:nocgo,android/386:nocgo,js/wasm"

// noCgo are all ports with cgo off.
var noCgo = platform.All().Minus(cgoPorts)

// testPorts returns the ports that the environment names, or else others.
func testPorts(t testing.TB, others platform.Set) platform.Set {
	t.Helper()
	if text := os.Getenv(portsVariable); text != "" {
		return parsePorts(t, text)
	}
	return others
}

func parsePorts(t testing.TB, text string) platform.Set {
	t.Helper()
	ports, err := platform.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return ports
}

// compare compares a Graph with go list on each port.
func compare(t *testing.T, cfg Config) *Graph {
	t.Helper()
	g, err := Load(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	if reason := g.Reason(); reason != nil {
		t.Errorf("left to the go command: %v", reason)
	}
	for port := range cfg.Ports.Ports() {
		want, err := goList(t.Context(), &cfg, port)
		if err != nil {
			t.Fatal(err)
		}
		diff(t, port, g.List(port), want)
	}
	return g
}

// diff reports how two lists differ.
func diff(t *testing.T, port platform.Port, got, want []*Package) {
	t.Helper()
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i].ImportPath != want[i].ImportPath {
			t.Errorf("%s: order differs from number %d on:\n got %s\nwant %s", port, i, paths(got, i), paths(want, i))
			break
		}
	}
	find := func(list []*Package, path string) *Package {
		if i := slices.IndexFunc(list, func(p *Package) bool { return p.ImportPath == path }); i >= 0 {
			return list[i]
		}
		return nil
	}
	errors := 0
	for _, w := range want {
		p := find(got, w.ImportPath)
		if p == nil {
			continue
		}
		base, _, variant := strings.Cut(w.ImportPath, " ")
		racy := variant && slices.ContainsFunc(append([]string{base}, w.Imports...), func(path string) bool {
			path, _, _ = strings.Cut(path, " ")
			return isTestCycle(find(want, path))
		})
		if a, b := render(t, p, racy), render(t, w, racy); a != b && errors < 5 {
			errors++
			t.Errorf("%s: %s differs:\n%s", port, w.ImportPath, lineDiff(a, b))
		}
	}
}

func paths(list []*Package, from int) string {
	var names []string
	for i := from; i < min(from+6, len(list)); i++ {
		names = append(names, list[i].ImportPath)
	}
	return fmt.Sprintf("%q (of %d)", names, len(list))
}

// lineDiff returns the lines that one text has and the other has not.
func lineDiff(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	var out []string
	for _, line := range a {
		if !slices.Contains(b, line) {
			out = append(out, " got "+line)
		}
	}
	for _, line := range b {
		if !slices.Contains(a, line) {
			out = append(out, "want "+line)
		}
	}
	return strings.Join(out, "\n")
}

// render makes a text of a package, without what is known to differ from go
// list. The documentation of this package lists it; nothing else is left out
// anywhere. The Error is left out if racy.
func render(t *testing.T, p *Package, racy bool) string {
	t.Helper()
	c := *p
	if racy {
		c.Error = nil
	}
	if c.Error != nil {
		e := *c.Error
		e.Err, _, _ = strings.Cut(e.Err, "; to add it:")
		if c.Dir != "" {
			e.Err = strings.ReplaceAll(e.Err, c.Dir+string(filepath.Separator), "")
		}
		c.Error = &e
	}
	if c.Name == "main" && strings.HasSuffix(c.ImportPath, ".test") && c.Error != nil && signature.MatchString(c.Error.Err) {
		c.Error = nil
	}
	data, err := json.MarshalIndent(&c, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// isTestCycle reports whether go list has found p to import itself while it
// looked at its tests. Whether the copies of p in other tests, and tests that
// import p, know of that error is not the same each time that go list runs.
func isTestCycle(p *Package) bool {
	return p != nil && p.Error != nil && p.Error.Err == "import cycle not allowed in test"
}

var signature = regexp.MustCompile(`wrong signature for|^expected |^missing `)

// TestModule compares with go list in the module that the user names.
func TestModule(t *testing.T) {
	dir := os.Getenv(moduleVariable)
	if dir == "" {
		t.Skip(moduleVariable + " is not set")
	}
	compare(t, Config{Go: &gocmd.Runner{Dir: dir}, Patterns: []string{"./..."}, Tests: true, Ports: testPorts(t, noCgo)})
}

// TestSelf compares with go list in this repository.
func TestSelf(t *testing.T) {
	compare(t, Config{Go: &gocmd.Runner{Dir: "../.."}, Patterns: []string{"./..."}, Tests: true, Ports: testPorts(t, parsePorts(t, "linux/amd64,windows/386:nocgo"))})
}
