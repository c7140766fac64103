package classes

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// units are the parts of a package of which each is checked once for each of
// its own classes.
type units struct {
	list   partition // by what decides on errors that none of the parts has
	all    []*unit
	groups []*group
	parts  map[*file]int // how many there are of each file, but for constants that are plain and what has twins
}

// A unit is a declaration, the head of a file, or the knot of a package: the
// declarations that must be looked at together. Its node is no one's neighbour.
type unit struct {
	on    mask
	node  *node
	parts []part
	twins bool // they are the same declaration, in several files
}

// A part is a declaration, or without one the head of a file: all that is in
// no declaration, and the imports.
type part struct {
	file  *file
	decl  ast.Decl
	index int // of the declaration in the file
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
	same := make(map[Text][]*unit)
	for _, f := range p.files {
		u.all = append(u.all, &unit{on: f.on, parts: []part{{file: f}}})
		for i, d := range f.ast.Decls {
			switch {
			case isImport(d), p.isPlain(f, i):
			case stuck[d]:
				tied.on = tied.on.or(f.on)
				tied.parts = append(tied.parts, part{f, d, i})
			default:
				x := part{f, d, i}
				twins := p.mayHaveTwin(x)
				if twins && p.addTwin(same[f.text(i)], x) {
					continue
				}
				one := &unit{on: f.on, parts: []part{x}, twins: twins}
				u.all = append(u.all, one)
				if twins {
					same[f.text(i)] = append(same[f.text(i)], one)
				}
			}
		}
	}
	if len(tied.parts) > 0 {
		u.all = append(u.all, tied)
	}
	u.markTwins()
	u.parts = make(map[*file]int)
	for _, x := range u.all {
		x.node = e.unitNode(p, x)
		for _, part := range x.parts {
			if !x.twins {
				u.parts[part.file]++
			}
		}
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

// isPlain reports whether the i-th declaration of a file has no errors, whatever
// the port: it consists of constants that are literals, with names of their own.
// Tables of numbers are the greater part of packages such as
// golang.org/x/sys/unix.
func (p *pkg) isPlain(f *file, i int) bool {
	if f.plain == nil {
		f.plain = make([]bool, len(f.ast.Decls))
		for i, d := range f.ast.Decls {
			g, ok := d.(*ast.GenDecl)
			f.plain[i] = ok && g.Tok == token.CONST && !slices.ContainsFunc(g.Specs, p.isDoubtful)
		}
	}
	return f.plain[i]
}

// isDoubtful reports whether a constant may have errors.
func (p *pkg) isDoubtful(spec ast.Spec) bool {
	s, ok := spec.(*ast.ValueSpec)
	if !ok || s.Type != nil || len(s.Names) != 1 || len(s.Values) != 1 || !isPlainLiteral(s.Values[0]) {
		return true
	}
	name := s.Names[0].Name
	return name == "_" || name == "init" || name == "main" || p.clashes()[name]
}

// clashes returns the names that have several declarations on some port, or of
// which a method has.
func (p *pkg) clashes() map[string]bool {
	if p.clashing == nil {
		p.clashing = make(map[string]bool)
		for name, list := range p.decls {
			if len(list) > 1 && overlap(list) {
				p.clashing[name] = true
			}
		}
	}
	return p.clashing
}

// overlap reports whether several declarations of a name, or of a method of it,
// are built on one port.
func overlap(list []*decl) bool {
	var on mask
	var methods map[string]mask
	for _, d := range list {
		if d.fn == nil || d.fn.Recv == nil {
			if !on.and(d.file.on).empty() {
				return true
			}
			on = on.or(d.file.on)
			continue
		}
		method := d.fn.Name.Name
		seen := methods[method]
		if !seen.and(d.file.on).empty() && method != "_" {
			return true
		}
		if methods == nil {
			methods = make(map[string]mask)
		}
		methods[method] = seen.or(d.file.on)
	}
	return false
}

// isPlainLiteral reports whether an expression is a literal that is not too
// large for a constant, and known to all versions of the language.
func isPlainLiteral(x ast.Expr) bool {
	minus, negative := x.(*ast.UnaryExpr)
	if negative && minus.Op == token.SUB {
		x = minus.X
	}
	lit, ok := x.(*ast.BasicLit)
	switch {
	case !ok:
		return false
	case lit.Kind == token.INT:
		return len(lit.Value) < 64 && !strings.ContainsAny(lit.Value, "_oO") && !strings.HasPrefix(strings.ToLower(lit.Value), "0b")
	}
	return !negative && (lit.Kind == token.STRING || lit.Kind == token.CHAR)
}

// unitNode returns a node for a unit: what it mentions of other packages and of
// its own.
func (e *Engine) unitNode(p *pkg, u *unit) *node {
	n := &node{nodeKey: nodeKey{pkg: p, mode: own}, built: true}
	n.part = e.parts.restrict(e.keys(p), u.on)
	ignores := e.ignoresTarget(p)
	ends := make(map[int32]int)
	for i, x := range u.parts {
		on := x.file.on
		if u.twins {
			if i > 0 {
				break // it mentions the same
			}
			on = u.on
		}
		n.part = e.parts.meet(n.part, e.parts.of(on))
		if x.decl == nil {
			continue
		}
		found := x.file.mentions(p)[x.index]
		if found.words {
			n.part = e.parts.meet(n.part, e.parts.restrict(e.words, on))
		}
		refs := make([]ref, 0, len(found.refs)+len(found.own))
		for _, r := range found.refs {
			r.loose = r.loose && ignores
			refs = append(refs, r)
		}
		for _, name := range found.own {
			refs = append(refs, ref{name: name})
		}
		for i := range refs {
			r := &refs[i]
			switch {
			case found.asks:
				r.mode = sizes
			case r.path == "":
				r.mode = max(r.mode, own)
			}
		}
		e.addEdges(n, ends, on, refs)
	}
	return n
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
