package hardpath

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/platform"
)

// TestGOROOT holds that a place is on all ports on which the files of the
// standard library that are for some ports only look for something there: root
// certificates, zone data, users, devices.
func TestGOROOT(t *testing.T) {
	src := filepath.Join(runtime.GOROOT(), "src")
	// What a file does not look for, or not on all its ports.
	known := map[string]string{
		"net/hook_plan9.go":            "/etc/hosts",             // there is none: see GOROOT/src/net/hosts.go
		"os/file_unix.go":              "/tmp",                   // android is told apart below it
		"runtime/pprof/proto_other.go": "/proc/self/maps",        // on whatever is left, errors are ignored
		"time/zoneinfo_goroot.go":      "/lib/time/zoneinfo.zip", // appended to GOROOT
	}
	seen := 0
	err := filepath.WalkDir(src, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "cmd" || d.Name() == "testdata"):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		h, err := new(constraint.Context).Parse(filepath.Base(name), text)
		if err != nil || h.Built == platform.All() || h.Built.Empty() {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, text, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(src, name)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			path, err := strconv.Unquote(lit.Value)
			if err != nil {
				return true
			}
			p, ok := placeOf(path, true)
			if !ok {
				return true
			}
			seen++
			if missing := h.Built.Minus(p.on); !missing.Empty() && known[filepath.ToSlash(rel)] != path {
				t.Errorf("%s: %q is sought on %s", rel, path, missing)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 50 {
		t.Errorf("%d paths seen", seen)
	}
}

// TestRoots holds that whoever looks for root certificates where package
// crypto/x509 does, on whatever port, is told to leave that to it.
func TestRoots(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(runtime.GOROOT(), "src", "crypto", "x509", "root_*.go"))
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	var variable platform.Set // where $SSL_CERT_FILE is read
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		h, err := new(constraint.Context).ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if ok && lit.Value == `"SSL_CERT_FILE"` {
				variable = variable.Union(h.Built)
			}
			if !ok || !strings.HasPrefix(lit.Value, `"/`) || lit.Value == `"/"` {
				return true
			}
			path := strings.Trim(lit.Value, `"`)
			if strings.HasPrefix(path, "/system/") || strings.HasPrefix(path, "/data/") {
				return true // android, of which nothing is known
			}
			seen++
			if p, ok := placeOf(path, true); !ok || p.remedy != roots {
				t.Errorf("%s: %s: remedy %q", filepath.Base(name), path, p.remedy)
			}
			return true
		})
	}
	if seen < 15 {
		t.Errorf("%d paths seen", seen)
	}
	if want := unix.Minus(tag("darwin")); variable != want {
		t.Errorf("$SSL_CERT_FILE is read on %s, want %s", variable, want)
	}
}
