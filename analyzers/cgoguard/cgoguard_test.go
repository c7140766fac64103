package cgoguard_test

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/analyzers/cgoguard"
	"github.com/xplatvet/xplatvet/internal/driver"
	"github.com/xplatvet/xplatvet/internal/edit"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

func Test(t *testing.T) {
	const few = "linux/amd64,windows/386"
	for name, ports := range map[string]string{
		"alone":     few,
		"api":       few,
		"cgoonly":   few,
		"command":   few,
		"differ":    few,
		"flags":     few,
		"implicit":  "",
		"leftover":  few,
		"ok":        few,
		"partly":    few,
		"undefined": few,
	} {
		t.Run(name, func(t *testing.T) {
			vettest.Run(t, cgoguard.Analyzer, "cgoguard/"+name, vettest.Options{Ports: ports})
		})
	}
}

// TestTags shows that -tags cgo changes nothing.
func TestTags(t *testing.T) {
	vettest.Run(t, cgoguard.Analyzer, "cgoguard/leftover", vettest.Options{Ports: "linux/amd64", Tags: []string{"cgo"}})
}

// TestProcessed runs the analyzer on what cmd/cgo makes of a package, as go vet
// does, and applies the fixes: they must be in the original files.
func TestProcessed(t *testing.T) {
	gopath, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(gopath, "src", "cgoguard", "implicit")
	cmd := exec.CommandContext(t.Context(), "go", "list", "-compiled", "-json=CompiledGoFiles,CgoFiles", ".")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GO111MODULE=off", "GOFLAGS=", "GOWORK=off", "GOPATH="+gopath)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var listed struct{ CompiledGoFiles, CgoFiles []string }
	if err := json.Unmarshal(out, &listed); err != nil {
		t.Fatal(err)
	}
	if len(listed.CgoFiles) == 0 {
		t.Skip("cgo is off")
	}

	u := &driver.Unit{Fset: token.NewFileSet(), Pkg: types.NewPackage("cgoguard/implicit", "implicit"), Info: new(types.Info)}
	for _, name := range listed.CompiledGoFiles {
		if !filepath.IsAbs(name) {
			name = filepath.Join(dir, name)
		}
		f, err := parser.ParseFile(u.Fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		u.Files = append(u.Files, f)
	}
	if slices.ContainsFunc(u.Files, func(f *ast.File) bool { return u.Fset.File(f.FileStart).Name() == filepath.Join(dir, "implicit.go") }) {
		t.Fatal("the go command does not give what cgo made")
	}

	edits := make(map[string][][]edit.Edit)
	for _, res := range driver.Run(u, []*analysis.Analyzer{cgoguard.Analyzer}, new(driver.Facts)) {
		if res.Err != nil {
			t.Fatal(res.Err)
		}
		for _, d := range res.Diagnostics {
			for _, fix := range d.SuggestedFixes {
				e := fix.TextEdits[0]
				f := u.Fset.File(e.Pos)
				edits[f.Name()] = append(edits[f.Name()], []edit.Edit{{Start: f.Offset(e.Pos), End: f.Offset(e.End), New: string(e.NewText)}})
			}
		}
	}
	for _, name := range listed.CgoFiles {
		name = filepath.Join(dir, name)
		want, err := os.ReadFile(name + ".golden")
		if os.IsNotExist(err) {
			continue // nothing to fix
		}
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := edit.Apply(src, edits[name]); !bytes.Equal(got, want) {
			t.Errorf("the fixes of %s make\n%s", filepath.Base(name), got)
		}
	}
	for name := range edits {
		if !strings.HasPrefix(name, dir) {
			t.Errorf("a fix is for %s", name)
		}
	}
}
