package reach

import (
	"path"

	"golang.org/x/mod/module"

	"github.com/xplatvet/xplatvet/internal/decl"
)

// imports tells what other packages export. Its functions may be nil.
type imports struct {
	// fact returns what is known of an imported package, and whether the pass
	// imports it; nil if nothing is known.
	fact func(path string) (f *Fact, imported bool)

	// files returns the files of a package that other ports import: no driver
	// tells facts about it.
	files func(path string) []decl.File

	known map[string]*exports // nil where nothing is known
}

// exports is what importers may know of a package.
type exports struct {
	name  string // in its package clause
	names map[string]export
}

// of returns what the package path exports, or nil if nothing is known.
func (p *imports) of(path string) *exports {
	if p == nil {
		return nil
	}
	e, ok := p.known[path]
	if ok {
		return e
	}
	if p.known == nil {
		p.known = make(map[string]*exports)
	}
	p.known[path] = nil // imports that go round in circles
	e = p.find(path)
	p.known[path] = e
	return e
}

func (p *imports) find(path string) *exports {
	if p.fact != nil {
		f, imported := p.fact(path)
		switch {
		case f != nil:
			return f.exports()
		case imported:
			return nil
		}
	}
	if p.files == nil {
		return nil
	}
	files := p.files(path)
	if len(files) == 0 {
		return nil
	}
	return exportsOf(decl.SourceOf(files), p)
}

// nameOf returns the name that an import of path without a name declares, or
// "": as the package has it, or, if only other ports import it, as the path
// suggests. To ask whether it is so would be to read it.
func (p *imports) nameOf(importPath string) string {
	if p == nil {
		return ""
	}
	if p.fact != nil {
		f, imported := p.fact(importPath)
		switch {
		case f != nil:
			return f.Package
		case imported:
			return ""
		}
	}
	if p.files == nil {
		return ""
	}
	prefix, _, _ := module.SplitPathVersion(importPath)
	return path.Base(prefix)
}

// lookup returns what the package path exports under name, if it is known.
func (r *Result) lookup(path, name string) (export, bool) {
	e := r.packages.of(path)
	if e == nil {
		return export{}, false
	}
	x, ok := e.names[name]
	// No one can tell what other packages than these do to a variable.
	if !ok || x.kind == exportVar && r.isChanged("."+name) {
		return export{}, false
	}
	return x, true
}
