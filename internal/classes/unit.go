package classes

import (
	"go/ast"
	"go/token"

	xdecl "github.com/xplatvet/xplatvet/internal/decl"
)

// units are the parts of a package of which each is checked once for each of
// its own classes.
type units struct {
	list   partition // by what decides on errors that none of the parts has
	all    []*unit
	groups []*group
}

// A unit is a declaration, the head of a file, or the knot of a package: the
// declarations that must be looked at together. Its node is no one's neighbour.
type unit struct {
	on    mask
	node  *node
	parts []part
}

// A part is a declaration, or without one the head of a file: all that is in
// no declaration, and the imports.
type part struct {
	file *file
	decl ast.Decl
}

// A group is the units with the same ports and the same classes.
type group struct {
	on    mask
	part  partition
	units []*unit
}

// split divides a package into units, unless an error may depend on several
// files without there being a declaration that it is in.
func (e *Engine) split(p *pkg) {
	if !p.divisible() {
		return
	}
	u := &units{list: e.parts.meet(e.keys(p), e.files(p))}
	p.units = u
	stuck := knot(p)
	tied := &unit{}
	for _, f := range p.files {
		u.all = append(u.all, &unit{on: f.on, parts: []part{{file: f}}})
		for _, d := range f.ast.Decls {
			switch {
			case isImport(d):
			case stuck[d]:
				tied.on = tied.on.or(f.on)
				tied.parts = append(tied.parts, part{f, d})
			default:
				u.all = append(u.all, &unit{on: f.on, parts: []part{{f, d}}})
			}
		}
	}
	if len(tied.parts) > 0 {
		u.all = append(u.all, tied)
	}
	for _, x := range u.all {
		x.node = e.unitNode(p, x)
	}
}

// divisible reports whether what the imports of a package stand for is the same
// on all ports, and which names are those of packages; and whether the files
// agree on the name of the package.
func (p *pkg) divisible() bool {
	if p.base != coarsest {
		return false
	}
	for _, f := range p.files {
		if f.ast == nil || len(f.dots) > 0 || f.ast.Name.Name != p.files[0].ast.Name.Name {
			return false
		}
		for name := range f.imports {
			if len(p.decls[name]) > 0 {
				return false
			}
		}
	}
	return true
}

func isImport(d ast.Decl) bool {
	g, ok := d.(*ast.GenDecl)
	return ok && g.Tok == token.IMPORT
}

// unitNode returns a node for a unit: what it mentions of other packages and of
// its own.
func (e *Engine) unitNode(p *pkg, u *unit) *node {
	n := &node{nodeKey: nodeKey{pkg: p, mode: own}, built: true}
	n.part = e.parts.restrict(e.keys(p), u.on)
	ignores := e.ignoresTarget(p)
	ends := make(map[int32]int)
	for _, x := range u.parts {
		n.part = e.parts.meet(n.part, e.parts.of(x.file.on))
		if x.decl == nil {
			continue
		}
		found := x.file.mentioned(p, x.decl, ignores, true)
		if found.words {
			n.part = e.parts.meet(n.part, e.parts.restrict(e.words, x.file.on))
		}
		refs := append(found.refs, p.ownNames(x.decl)...)
		for i := range refs {
			r := &refs[i]
			switch {
			case found.asks:
				r.mode = sizes
			case r.path == "":
				r.mode = max(r.mode, own)
			}
		}
		e.addEdges(n, ends, x.file.on, refs)
	}
	return n
}

// ownNames returns the names of the package that a declaration mentions, and
// those that it declares.
func (p *pkg) ownNames(d ast.Decl) []ref {
	var refs []ref
	seen := make(map[string]bool)
	mention := func(name string) {
		if !seen[name] {
			seen[name] = true
			if len(p.decls[name]) > 0 {
				refs = append(refs, ref{name: name})
			}
		}
	}
	if fn, ok := d.(*ast.FuncDecl); ok {
		if fn.Recv != nil {
			mention(xdecl.Receiver(fn))
		} else {
			mention(fn.Name.Name)
		}
	}
	var visit func(ast.Node) bool
	visit = func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			ast.Inspect(n.X, visit)
			return false
		case *ast.Ident:
			mention(n.Name)
		}
		return true
	}
	ast.Inspect(d, visit)
	return refs
}

// group puts the units of a package in groups, once it is known how the ports
// are divided at the nodes that there are edges to.
func (e *Engine) group(u *units) {
	type key struct {
		on   mask
		part partition
	}
	groups := make(map[key]*group)
	for _, x := range u.all {
		x.node.part = e.refined(x.node)
		k := key{x.on, x.node.part}
		g := groups[k]
		if g == nil {
			g = &group{on: k.on, part: k.part}
			groups[k] = g
			u.groups = append(u.groups, g)
		}
		g.units = append(g.units, x)
	}
}

// withoutBody returns a function as it is declared to others.
func withoutBody(fn *ast.FuncDecl) *ast.FuncDecl {
	c := &ast.FuncDecl{Recv: fn.Recv, Name: fn.Name, Type: fn.Type}
	if fn.Recv == nil && fn.Type.Results == nil { // init and main must have one
		c.Body = &ast.BlockStmt{Lbrace: fn.Body.Lbrace, Rbrace: fn.Body.Rbrace}
	}
	return c
}
