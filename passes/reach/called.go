package reach

import (
	"go/ast"
	"maps"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// maxCallers is how many calls up Called follows.
const maxCallers = 4

// A mention is an identifier in a declaration, but for the name of a function there.
type mention struct {
	tree *ast.File
	decl ast.Decl
	id   *ast.Ident
}

// Called returns the ports of At(f, n), less those on which nothing in the
// package calls the function around n, as far as that can be seen: the function
// or method is unexported, or the package is a program. Every mention of its
// name outside of tests counts as a call, whatever the name means there. A
// package that bears the name of a GOOS, or unix, is called there only.
func (r *Result) Called(f *sources.File, n ast.Node) platform.Set {
	r.lock()
	defer r.mu.Unlock()
	ports := r.called(f, n, make(map[*ast.FuncDecl]bool))
	if name := f.Syntax.Name.Name; name == "unix" || platform.KnownOS(name) {
		own, _ := platform.Tag(name)
		ports = ports.Intersect(own)
	}
	return ports
}

func (r *Result) called(f *sources.File, n ast.Node, around map[*ast.FuncDecl]bool) platform.Set {
	ports := r.at(f, n)
	u := r.unit(f, n)
	if u == nil || f.Header != nil && f.Header.Test || ports.Empty() {
		return ports
	}
	d, ok := u.decl.(*ast.FuncDecl)
	if !ok || isEntry(f, d) || len(around) >= maxCallers {
		return ports
	}
	if around[d] {
		return platform.Set{} // recursion has to begin somewhere else
	}
	around[d] = true
	var callers platform.Set
	for _, m := range r.mentionsOf(d.Name.Name) {
		if m.decl != u.decl && !ports.SubsetOf(callers) {
			callers = callers.Union(r.called(r.byTree[m.tree], m.id, around))
		}
	}
	delete(around, d)
	return ports.Intersect(callers)
}

// isEntry reports whether d may be called by what the source of the package
// does not show.
func isEntry(f *sources.File, d *ast.FuncDecl) bool {
	program := f.Syntax.Name.Name == "main"
	switch {
	case d.Name.Name == "_":
		return true
	case d.Recv == nil && (d.Name.Name == "init" || d.Name.Name == "main"):
		return true
	case d.Name.IsExported() && (!program || d.Recv != nil): // methods satisfy interfaces
		return true
	case d.Doc == nil:
		return false
	}
	for _, c := range d.Doc.List {
		if strings.HasPrefix(c.Text, "//go:linkname ") || strings.HasPrefix(c.Text, "//export ") {
			return true
		}
	}
	return false
}

// mentionsOf returns where files other than tests mention name.
func (r *Result) mentionsOf(name string) []mention {
	if r.mentions == nil {
		if r.src != nil {
			r.mentions = sources.Once(r.src, mentionsKey{}, func() map[string][]mention { return mentionsIn(r.src.Files) })
		} else {
			r.mentions = mentionsIn(slices.Collect(maps.Keys(r.files)))
		}
	}
	return r.mentions[name]
}

// A mentionsKey is that of mentionsIn: see sources.Once.
type mentionsKey struct{}

// mentionsIn returns the mentions in files by name.
func mentionsIn(files []*sources.File) map[string][]mention {
	mentions := make(map[string][]mention)
	for _, f := range files {
		if f.Header != nil && f.Header.Test || f.Syntax == nil {
			continue
		}
		for _, d := range f.Syntax.Decls {
			var own *ast.Ident
			if fn, ok := d.(*ast.FuncDecl); ok {
				own = fn.Name
			}
			ast.Inspect(d, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok && id != own {
					mentions[id.Name] = append(mentions[id.Name], mention{f.Syntax, d, id})
				}
				return true
			})
		}
	}
	return mentions
}
