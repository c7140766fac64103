package reach

import (
	"go/ast"
	"strings"

	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// maxCallers is how many calls up Called follows.
const maxCallers = 4

// A mention is an identifier outside of its declaration.
type mention struct {
	file *sources.File
	unit *unit
	id   *ast.Ident
}

// Called returns the ports of At(f, n), less those on which nothing in the
// package calls the function around n, as far as that can be seen: the function
// or method is unexported, or the package is a program. Every mention of its
// name outside of tests counts as a call, whatever the name means there. A
// package that bears the name of a GOOS, or unix, is called there only.
func (r *Result) Called(f *sources.File, n ast.Node) platform.Set {
	r.mu.Lock()
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
		if m.unit.decl != u.decl && !ports.SubsetOf(callers) {
			callers = callers.Union(r.called(m.file, m.id, around))
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
		r.mentions = make(map[string][]mention)
		for f, trees := range r.files {
			if f.Header != nil && f.Header.Test {
				continue
			}
			for _, u := range trees[0].units {
				r.mentionsIn(f, u)
			}
		}
	}
	return r.mentions[name]
}

func (r *Result) mentionsIn(f *sources.File, u *unit) {
	var own *ast.Ident
	if d, ok := u.decl.(*ast.FuncDecl); ok {
		own = d.Name
	}
	ast.Inspect(u.decl, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id != own {
			r.mentions[id.Name] = append(r.mentions[id.Name], mention{f, u, id})
		}
		return true
	})
}
