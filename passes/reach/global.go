package reach

import (
	"go/ast"
	"go/token"

	"github.com/xplatvet/xplatvet/platform"
)

// A global is one package-level declaration of a name. Files of different
// ports may declare a name differently.
type global struct {
	unit  *unit
	kind  token.Token // CONST, VAR, FUNC or TYPE
	name  *ast.Ident
	typ   ast.Expr
	value ast.Expr
	fun   *ast.FuncDecl
}

// declare adds the declarations of t to r.names.
func (r *Result) declare(t *tree) {
	// There are many, most of which nobody asks for: one allocation for each of
	// them counts.
	add := func(g global) {
		if len(r.fresh) == cap(r.fresh) {
			r.fresh = make([]global, 0, 128)
			r.lists = make([]*global, 0, cap(r.fresh))
		}
		r.fresh = append(r.fresh, g)
		p := &r.fresh[len(r.fresh)-1]
		name := g.name.Name
		list := r.names[name]
		if list == nil {
			r.lists = append(r.lists, p)
			list = r.lists[len(r.lists)-1 : len(r.lists) : len(r.lists)]
		} else {
			list = append(list, p)
		}
		r.names[name] = list
	}
	for _, u := range t.units {
		switch d := u.decl.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil && d.Name != nil {
				add(global{unit: u, kind: token.FUNC, name: d.Name, fun: d})
			}
		case *ast.GenDecl:
			for v := range valuesOf(d) {
				for i, id := range v.spec.Names {
					add(global{unit: u, kind: d.Tok, name: id, typ: v.typ, value: v.value(i)})
				}
			}
			for _, s := range d.Specs {
				if s, ok := s.(*ast.TypeSpec); ok && s.Name != nil {
					add(global{unit: u, kind: token.TYPE, name: s.Name})
				}
			}
		}
	}
}

// declarations returns the declarations of a package-level name.
func (r *Result) declarations(name string) []*global {
	list := r.names[name]
	if n := r.numbers[name]; list == nil && n != nil {
		for _, d := range n.Decls {
			t := r.files[r.list[d.File]][0]
			list = append(list, &global{unit: &unit{tree: t, decl: numberUnit}, kind: token.CONST, name: d.Spec.Names[0], value: d.Spec.Values[0]})
		}
		r.names[name] = list
	}
	return list
}

// numberUnit is the declaration of numbers, which have no locals in them.
var numberUnit = new(ast.GenDecl)

// global returns what a package-level name may be.
func (r *Result) global(decls []*global, depth int) value {
	v := unknown(r.undeclared(decls))
	for _, g := range decls {
		v = v.union(r.globalValue(g, depth).in(g.unit.tree.file.Built))
	}
	return v
}

// undeclared returns the ports on which none of decls is built. The package
// does not compile there, if that matters: nothing is known.
func (r *Result) undeclared(decls []*global) platform.Set {
	s := platform.All()
	for _, g := range decls {
		s = s.Minus(g.unit.tree.file.Built)
	}
	return s
}

func (r *Result) globalValue(g *global, depth int) value {
	nothing := unknown(platform.All())
	switch {
	case g.value == nil || !r.plain(g.unit, g.typ):
		return nothing
	case g.kind == token.CONST:
		return r.evaluate(g.unit, g.value, depth)
	case g.kind != token.VAR:
		return nothing
	}
	v := r.evaluate(g.unit, g.value, depth)
	switch {
	case !v.isBool(): // strings are set by the linker's -X
		return nothing
	case r.isChanged(g.name.Name):
		return nothing
	case !r.initialised && !r.fixed(g.unit, g.value): // it may be seen before it is initialised
		return v.union(exactly(false, platform.All()))
	}
	return v
}

// plain reports whether typ, the declared type of a value, lets the value keep
// its meaning in comparisons: none, or one of the predeclared types. A value
// in an interface, for one, equals none of another type.
func (r *Result) plain(u *unit, typ ast.Expr) bool {
	if typ == nil {
		return true
	}
	id, ok := typ.(*ast.Ident)
	return ok && (id.Name == "string" || id.Name == "bool" || id.Name == "int") && r.predeclared(u, id)
}

// predeclared reports whether id refers to the universe: nothing in the
// package declares it.
func (r *Result) predeclared(u *unit, id *ast.Ident) bool {
	return r.declarations(id.Name) == nil && u.lookup(id) == nil
}

// isChanged reports whether some file assigns to the package-level variable
// name, or takes its address; or, if name begins with a dot, to a variable or
// field of that name of something else.
func (r *Result) isChanged(name string) bool {
	if r.changed == nil {
		r.changed = make(map[string]bool)
		for _, trees := range r.files {
			for _, u := range trees[0].units {
				u.bind()
				for _, name := range u.changed {
					r.changed[name] = true
				}
			}
		}
	}
	return r.changed[name]
}
