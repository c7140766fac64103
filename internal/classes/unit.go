package classes

import (
	"go/ast"

	xdecl "github.com/xplatvet/xplatvet/internal/decl"
)

// units are the parts of a package of which each is checked once for each of
// its own classes: the frame, which is all declarations without function
// bodies, and groups of function bodies.
type units struct {
	frame  *node
	sticky map[*ast.FuncDecl]bool // functions with their bodies in the frame
	bodies []*body
	groups []*group
}

// A body is a function body. Its node is no one's neighbour.
type body struct {
	file *file
	fn   *ast.FuncDecl
	node *node
}

// A group is the bodies with the same ports and the same classes.
type group struct {
	on     mask
	part   partition
	bodies []*body
}

// split divides a package into units, unless what its imports stand for
// depends on the port, or a name may be that of another package.
func (e *Engine) split(p *pkg) {
	if p.base != coarsest {
		return
	}
	for _, f := range p.files {
		if f.ast == nil || len(f.dots) > 0 {
			return
		}
	}
	u := &units{sticky: sticky(p)}
	p.units = u
	u.frame = e.nodes[e.node(nodeKey{pkg: p, name: frameName})]
	for _, f := range p.files {
		for _, d := range f.ast.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil && !u.sticky[fn] {
				u.bodies = append(u.bodies, &body{f, fn, e.bodyNode(p, f, fn)})
			}
		}
	}
}

// frameName stands for the frame of a package in place of a name.
const frameName = "\x00"

// bodyNode returns a node for a function: what it mentions of other packages
// and of its own.
func (e *Engine) bodyNode(p *pkg, f *file, fn *ast.FuncDecl) *node {
	n := &node{nodeKey: nodeKey{pkg: p, mode: own}, built: true}
	found := f.mentioned(p, fn, e.ignoresTarget(p), func(*ast.FuncDecl) bool { return false })
	refs := found.refs
	if found.words {
		n.part = e.words
	}
	seen := make(map[string]bool)
	mention := func(name string) {
		if !seen[name] && len(p.decls[name]) > 0 {
			refs = append(refs, ref{name: name})
		}
		seen[name] = true
	}
	if fn.Recv != nil {
		mention(xdecl.Receiver(fn))
	} else {
		mention(fn.Name.Name)
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
	ast.Inspect(fn, visit)
	for i := range refs {
		r := &refs[i]
		switch {
		case found.asks:
			r.mode = sizes
		case r.path == "":
			r.mode = max(r.mode, own)
		}
	}
	e.addEdges(n, make(map[int32]int), f.on, refs)
	n.part = e.parts.meet(e.parts.meet(n.part, e.parts.of(f.on)), e.parts.restrict(e.keys(p), f.on))
	return n
}

// group puts the bodies of a package in groups, once it is known how the
// ports are divided at the nodes that there are edges to.
func (e *Engine) group(u *units) {
	type key struct {
		on   mask
		part partition
	}
	groups := make(map[key]*group)
	for _, b := range u.bodies {
		b.node.part = e.refined(b.node)
		k := key{b.file.on, b.node.part}
		g := groups[k]
		if g == nil {
			g = &group{on: k.on, part: k.part}
			groups[k] = g
			u.groups = append(u.groups, g)
		}
		g.bodies = append(g.bodies, b)
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
