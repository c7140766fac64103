package matrix

import (
	"fmt"
	"go/token"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/modgraph"
)

// imports records what p imports in vain, and what blocks it.
func (u *universe) imports(p *Package) {
	u.cycle(p)
	blocked := make(map[string]bool)
	for _, path := range p.listed.Imports {
		path = p.listed.Imported(path)
		dep := u.pkgs[path]
		switch {
		case path == "C":
		case dep == nil:
			// A package comes before what it imports in a cycle, and if it is a
			// command that cannot be linked: the go command stops short of its
			// imports then, which may be in no list at all.
			l := u.find(path)
			if l != nil && l.Error != nil {
				blocked[path] = true
			}
			p.incomplete = p.incomplete || l == nil || l.Error != nil || p.listed.Error != nil
		case dep.Missing && !u.remote(path):
			p.Errors = append(p.Errors, Error{u.importPos(p, path), u.nowhere(dep)})
			p.Unloadable = true
		case dep.NoFiles != "":
			p.Vain = append(p.Vain, Import{u.importPos(p, path), dep})
			blocked[dep.Path] = true
		default:
			if dep.Fails() {
				blocked[dep.Path] = true
			}
			for _, b := range dep.Blocked {
				blocked[b] = true
			}
			p.incomplete = p.incomplete || dep.incomplete
			p.Unknown = p.Unknown || dep.Unknown
		}
	}
	p.Blocked = slices.Sorted(maps.Keys(blocked))
}

// find returns how a package is listed, or nil.
func (u *universe) find(path string) *modgraph.Package {
	for _, l := range u.listed {
		if l.ImportPath == path {
			return l
		}
	}
	return nil
}

// cycle tells more of an import cycle that p is found to be part of.
func (u *universe) cycle(p *Package) {
	e := p.listed.Error
	if e == nil || len(p.Errors) == 0 || p.Errors[0].Pos.Filename != "" {
		return
	}
	if next, way := gocmd.ImportCycle(p.Path, e.ImportStack); next != "" {
		p.Errors[0].Pos = u.importPos(p, next)
		p.Errors[0].Message += ": " + way
	}
}

// remote reports whether a package that was not found may be in a module that
// could not be had, rather than nowhere: in the standard library or a main
// module it would be there.
func (u *universe) remote(path string) bool {
	if u.mainModule(path) != "" {
		return false
	}
	first, _, _ := strings.Cut(path, "/")
	return strings.Contains(first, ".") // as cmd/go/internal/search.IsStandardImportPath
}

// mainModule returns the path of the main module that path would belong to.
func (u *universe) mainModule(path string) string {
	for m := range u.main {
		if path == m || strings.HasPrefix(path, m+"/") {
			return m
		}
	}
	return ""
}

// nowhere says that a package does not exist. For one of a main module the go
// command goes on to tell of looking for it elsewhere.
func (u *universe) nowhere(dep *Package) string {
	if m := u.mainModule(dep.Path); m != "" {
		return fmt.Sprintf("package %s is not in module %s", dep.Path, m)
	}
	return dep.NoFiles
}

// importPos returns where p first imports path.
func (u *universe) importPos(p *Package, path string) token.Position {
	files := p.Files
	if files == nil {
		files = u.checker.fileSet(p).files
	}
	for _, f := range files {
		for _, spec := range f.Imports {
			if got, err := strconv.Unquote(spec.Path.Value); err == nil && got == path {
				return u.checker.Fset.Position(spec.Pos())
			}
		}
	}
	return token.Position{}
}
