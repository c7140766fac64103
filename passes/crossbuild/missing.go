package crossbuild

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/platform"
)

// missing returns one problem for each module whose packages are imported but
// cannot be had.
func (g *graph) missing() []finding.Problem {
	if len(g.absent) == 0 {
		return nil
	}
	required := g.required()
	seen := map[string]bool{}
	var list []finding.Problem
	for _, p := range g.pkgs { // in their order, for the same text each time
		if g.absent[p.ImportPath] == nil {
			continue
		}
		name := moduleOf(p.ImportPath, required)
		if name == "" {
			name = p.ImportPath
		}
		if seen[name] {
			continue
		}
		seen[name] = true
		list = append(list, finding.Problem{
			Message: fmt.Sprintf("cannot load %s: %s", name, g.namer.Text(oneLine(p.Error.Err))),
			Ports:   platform.Of(g.port),
		})
	}
	return list
}

// remote reports whether a package that does not exist here may exist
// elsewhere: it is neither one of the standard library nor of a main module.
func (g *graph) remote(path string) bool {
	required, main := moduleOf(path, g.required()), moduleOf(path, g.mainModules())
	if required != "" || main != "" {
		return len(required) > len(main)
	}
	first, _, _ := strings.Cut(path, "/")
	return strings.Contains(first, ".") // see cmd/go/internal/search.IsStandardImportPath
}

// mainModules returns the paths of the main modules.
func (g *graph) mainModules() []string {
	var paths []string
	for _, p := range g.pkgs {
		if m := p.Module; m != nil && m.Main && !slices.Contains(paths, m.Path) {
			paths = append(paths, m.Path)
		}
	}
	return paths
}

// required returns the paths of the modules that the main modules require.
func (g *graph) required() []string {
	var files, paths []string
	for _, p := range g.pkgs {
		if m := p.Module; m != nil && m.Main && !slices.Contains(files, m.GoMod) {
			files = append(files, m.GoMod)
		}
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		mod, err := modfile.ParseLax(file, data, nil)
		if err != nil {
			continue // the go command has read it
		}
		for _, r := range mod.Require {
			paths = append(paths, r.Mod.Path)
		}
	}
	return paths
}

// moduleOf returns the longest of modules that a package path is below, or "".
func moduleOf(path string, modules []string) string {
	best := ""
	for _, m := range modules {
		if len(m) > len(best) && (path == m || strings.HasPrefix(path, m+"/")) {
			best = m
		}
	}
	return best
}
