package stdlib

import (
	"bytes"
	"fmt"
	"go/token"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/internal/decl"
	"github.com/xplatvet/xplatvet/internal/variant"
)

// TestSections parses what the program parses only on demand.
func TestSections(t *testing.T) {
	table := Embedded()
	if len(table.text) < 150 {
		t.Errorf("only %d sections", len(table.text))
	}
	for key, text := range table.text {
		path, kind, ok := strings.Cut(key, " ")
		if kind == stubsSection {
			continue // see TestStubsSections
		}
		if kind == typesSection {
			p, err := variant.Parse(text)
			if err != nil {
				t.Errorf("%s: %v", key, err)
			} else if got := p.AppendText(nil); !bytes.Equal(got, text) {
				t.Errorf("%s: has\n%swritten again\n%s", key, text, got)
			}
			continue
		}
		if !ok || path == "" || !slices.Contains([]string{existsSection, cgoSection, linknameSection, wrapperSection, refusedSection, dllSection}, kind) {
			t.Errorf("section %q", key)
		}
		p, err := decl.Parse(text)
		if err != nil {
			t.Errorf("%s: %v", key, err)
			continue
		}
		if got := p.AppendText(nil); !bytes.Equal(got, text) {
			t.Errorf("%s: has\n%swritten again\n%s", key, text, got)
		}
		for name, ports := range p.Names {
			switch {
			case kind == existsSection && (!ports.SubsetOf(p.Files) || ports == p.Files && !strings.Contains(name, ".")):
				t.Errorf("%s: %s exists on %s, the package on %s", key, name, ports, p.Files)
			case kind == cgoSection && (ports.Empty() || ports != ports.BothCgo()):
				t.Errorf("%s: %s depends on cgo on %s: not pairs", key, name, ports)
			case ports.Empty() && kind != existsSection:
				t.Errorf("%s: %s on no port", key, name)
			}
		}
	}
}

func TestText(t *testing.T) {
	text := Embedded().AppendText(nil)
	if !bytes.Equal(text, embedded) {
		t.Error("the embedded table is not as AppendText writes it")
	}
	for _, bad := range []string{
		"",
		"\n",
		strings.Replace(string(text), fmt.Sprintf("table %d ", schema), fmt.Sprintf("table %d ", schema+1), 1),
		strings.Replace(string(text), fmt.Sprintf("table %d ", schema), fmt.Sprintf("table %d1 ", schema), 1),
		string(text[1:]),
		firstLine("go1.26") + "\npackage net exists",
	} {
		if table, err := Parse([]byte(bad)); err == nil {
			t.Errorf("%.60q is accepted: version %q, %d sections", bad, table.Version, len(table.text))
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(embedded[:bytes.Index(embedded, []byte("\npackage bytes"))])
	f.Add([]byte(firstLine("go1.26.8") + "\npackage net exists\nfiles all\nset linux\nName\n"))
	f.Add([]byte(firstLine("devel") + "\npackage a cgo\n\npackage a cgo\nfiles none\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		table, err := Parse(text)
		if err != nil {
			return
		}
		written := table.AppendText(nil)
		again, err := Parse(written)
		if err != nil {
			t.Fatalf("%q: %v", written, err)
		}
		if got := again.AppendText(nil); !bytes.Equal(got, written) {
			t.Errorf("%q is written again as %q", written, got)
		}
		for key := range table.text {
			path, _, _ := strings.Cut(key, " ")
			table.Package(path) // must not panic
			table.Cgo(path)
			table.Types(path)
		}
	})
}

// TestCompute makes the table anew if the Go release at hand is the one that
// the embedded table is of.
func TestCompute(t *testing.T) {
	root := goroot(t)
	if version := versionOf(root); version != Embedded().Version {
		t.Skipf("GOROOT is %s, the table of %s", version, Embedded().Version)
	}
	table, err := Compute(root)
	if err != nil {
		t.Fatal(err)
	}
	for key, text := range Embedded().text {
		if got, ok := table.text[key]; !ok {
			t.Errorf("%s is gone", key)
		} else if !bytes.Equal(got, text) {
			t.Errorf("%s is now\n%sthe table has\n%s", key, got, text)
		}
	}
	if len(table.text) != len(Embedded().text) {
		t.Errorf("%d sections, the table has %d", len(table.text), len(Embedded().text))
	}
	if t.Failed() {
		t.Log("run go generate")
	}
}

func TestComputeNothing(t *testing.T) {
	if table, err := Compute(t.TempDir()); err == nil {
		t.Errorf("an empty directory has %d sections", len(table.text))
	}
}

// TestPinned derives what depends on cgo under the build tags that pin a
// package to its own code.
func TestPinned(t *testing.T) {
	for _, test := range []struct {
		path, tag string
		pinned    bool
	}{
		{"net", "netgo", true},
		{"net", "osusergo", false},
		{"net", "netcgo", false},
		{"os/user", "osusergo", true},
		{"os/user", "netgo", false},
	} {
		ctx := &constraint.Context{Tags: []string{test.tag}}
		files, err := decl.ReadDir(ctx, token.NewFileSet(), filepath.Join(goroot(t), "src", filepath.FromSlash(test.path)))
		if err != nil {
			t.Fatal(err)
		}
		if p := cgoDependent(files); (p == nil) != test.pinned {
			t.Errorf("%s with tag %s: depends on cgo: %v", test.path, test.tag, p)
		}
	}
}

func TestReleaseOf(t *testing.T) {
	for version, want := range map[string]string{
		"go1.26": "go1.26", "go1.26.8": "go1.26", "go1.27rc1": "go1.27", "go1.9": "go1.9",
		"devel": "", "devel go1.27-abcdef Mon": "", "": "",
	} {
		if got := releaseOf(version); got != want {
			t.Errorf("releaseOf(%q) = %q, want %q", version, got, want)
		}
	}
}

// goroot returns the GOROOT of the go command that runs the test.
func goroot(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}
