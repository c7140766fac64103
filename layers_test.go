package xplatvet_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path"
	"strings"
	"testing"
)

const module = "github.com/xplatvet/xplatvet/"

// layers are the packages of the module from the top down; a package imports
// packages of lower layers only. An entry that ends in /* stands for the
// packages of a directory that has no entry of its own.
var layers = [][]string{
	{"cmd/*", "internal/cmd/*", "plugin/*"},
	{"internal/cli"},
	{"internal/vettool", "internal/render", "internal/toolbuild"},
	{"analyzers"},
	{"analyzers/*"},
	{"internal/vettest", "passes/crosscheck", "passes/crossbuild"},
	{"passes/calls"},
	{"passes/retype"},
	{"passes/reach", "passes/availability", "passes/stubs", "passes/imports", "passes/inventory", "passes/meant"},
	{"passes/fact"},
	{"passes/sources"},
	{"passes/scope"},
	{"internal/matrix"},
	{"internal/classes"},
	{"internal/emulator"},
	{"internal/ccompiler", "internal/driver", "internal/place"},
	{"internal/baseline", "internal/only", "internal/config", "internal/modgraph", "internal/mnemonic", "internal/modscan", "internal/stdlib", "internal/pkgdir"},
	{"internal/finding", "internal/stub", "internal/suppress", "internal/variant"},
	{"internal/decl"},
	{"internal/constraint"},
	{"platform"},
	{"internal/closure", "internal/cputime", "internal/debian", "internal/diskcache", "internal/doc", "internal/executable", "internal/edit", "internal/gocmd", "internal/proxytest", "internal/quoted", "internal/render/html", "internal/resolve", "internal/selection", "internal/spelling", "internal/symbol", "internal/syntax", "internal/sysmem", "internal/words"},
	{"internal/atomicfile", "internal/subprocess"},
}

// testOnly are the packages that must not end up in the product.
var testOnly = []string{"internal/proxytest", "internal/vettest", "internal/cputime", "testing"}

func TestLayers(t *testing.T) {
	rank := func(pkg string) int {
		for _, key := range []string{pkg, path.Dir(pkg) + "/*"} {
			for i, layer := range layers {
				for _, entry := range layer {
					if entry == key {
						return len(layers) - i
					}
				}
			}
		}
		return 0
	}
	for _, p := range list(t, "./...") {
		name, ok := strings.CutPrefix(p.ImportPath, module)
		if !ok {
			continue // this directory
		}
		own := rank(name)
		if own == 0 {
			t.Errorf("%s is in no layer: say in layers_test.go where it belongs", name)
			continue
		}
		for _, imp := range p.Imports {
			if imp, ok := strings.CutPrefix(imp, module); ok && rank(imp) >= own {
				t.Errorf("%s imports %s, which is not in a lower layer", name, imp)
			}
		}
	}
}

func TestNoTestCodeInProduct(t *testing.T) {
	for _, p := range list(t, "-deps", "./cmd/xplatvet") {
		for _, name := range testOnly {
			if strings.TrimPrefix(p.ImportPath, module) == name {
				t.Errorf("cmd/xplatvet depends on %s", name)
			}
		}
	}
}

type pkg struct {
	ImportPath string
	Imports    []string
}

func list(t *testing.T, args ...string) []pkg {
	t.Helper()
	out, err := exec.Command("go", append([]string{"list", "-json=ImportPath,Imports"}, args...)...).Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var pkgs []pkg
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		switch err := dec.Decode(&p); {
		case errors.Is(err, io.EOF):
			return pkgs
		case err != nil:
			t.Fatal(err)
		}
		pkgs = append(pkgs, p)
	}
}
