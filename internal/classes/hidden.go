package classes

import (
	"go/ast"
	"go/token"
	"slices"
)

// What other packages see of what is not exported. A declaration is visible to
// them if its name is exported, or if a visible one mentions it where they look.
// What is visible is found out when something depends on it, which is rare.

// visibility is what is known of that.
type visibility struct {
	asking  map[string][]string    // by unexported method: declarations with an interface type that asks for it
	layouts map[string][]structure // by layout

	searched bool
	names    map[string]bool // what is visible; nil is everything
	hidden   map[string]bool // methods that a visible interface type asks for
}

// A structure is a struct type in a declaration.
type structure struct {
	in   string
	name string // of the type, "" if it has none
}

// readTypes records the struct and interface types of a package, once.
func (p *pkg) readTypes() {
	if p.seen.asking != nil {
		return
	}
	p.seen = visibility{asking: make(map[string][]string), layouts: make(map[string][]structure)}
	for name, list := range p.decls {
		for _, d := range list {
			if d.value != nil && d.isConst() {
				continue
			}
			visit := func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.StructType:
					s := structure{in: name}
					if d.typ != nil && d.typ.Type == n {
						s.name = name
					}
					key := layout(n)
					if known := p.seen.layouts[key]; len(known) == 0 || known[len(known)-1] != s {
						p.seen.layouts[key] = append(known, s)
					}
				case *ast.InterfaceType:
					for _, m := range n.Methods.List {
						for _, method := range m.Names {
							if !method.IsExported() {
								p.seen.asking[method.Name] = append(p.seen.asking[method.Name], name)
							}
						}
					}
				case *ast.BlockStmt: // types in there go by names that nobody else has
					return false
				}
				return true
			}
			d.eachPart(func(x ast.Expr) { inspectLiterals(x, visit) })
		}
	}
}

// inspectLiterals is ast.Inspect for what has type literals in it. Most types
// have none: names, and what is made of these.
func inspectLiterals(x ast.Expr, visit func(ast.Node) bool) {
	switch x := x.(type) {
	case nil, *ast.Ident, *ast.BasicLit:
	case *ast.SelectorExpr:
		inspectLiterals(x.X, visit)
	case *ast.StarExpr:
		inspectLiterals(x.X, visit)
	case *ast.Ellipsis:
		inspectLiterals(x.Elt, visit)
	case *ast.ArrayType:
		inspectLiterals(x.Len, visit)
		inspectLiterals(x.Elt, visit)
	case *ast.MapType:
		inspectLiterals(x.Key, visit)
		inspectLiterals(x.Value, visit)
	case *ast.FuncType:
		for _, list := range []*ast.FieldList{x.TypeParams, x.Params, x.Results} {
			if list != nil {
				for _, f := range list.List {
					inspectLiterals(f.Type, visit)
				}
			}
		}
	default:
		ast.Inspect(x, visit)
	}
}

// isHidden reports whether other packages can tell who has an unexported method:
// an interface type that they may come by asks for it.
func (p *pkg) isHidden(method string) bool {
	p.readTypes()
	in := p.seen.asking[method]
	if len(in) == 0 || slices.ContainsFunc(in, ast.IsExported) {
		return len(in) > 0
	}
	p.search()
	return p.seen.hidden[method]
}

// isUnique reports whether no other struct type that others may come by can be
// identical to that of a declaration.
func (p *pkg) isUnique(s *ast.TypeSpec, t *ast.StructType) bool {
	p.readTypes()
	known := p.seen.layouts[layout(t)]
	differs := func(other structure) bool { return other.name != s.Name.Name }
	if !slices.ContainsFunc(known, differs) {
		return true
	}
	if slices.ContainsFunc(known, func(other structure) bool { return differs(other) && ast.IsExported(other.in) }) {
		return false
	}
	p.search()
	return !slices.ContainsFunc(known, func(other structure) bool {
		return differs(other) && (p.seen.names == nil || p.seen.names[other.in])
	})
}

// search finds out what is visible. The more is known of that, the less is.
func (p *pkg) search() {
	v := &p.seen
	if v.searched {
		return
	}
	v.searched = true
	for range 2 {
		v.hidden = make(map[string]bool)
		for before := -1; len(v.hidden) > before; {
			before = len(v.hidden)
			names := p.visible()
			for method, in := range v.asking {
				if !v.hidden[method] && slices.ContainsFunc(in, func(name string) bool { return names[name] }) {
					v.hidden[method] = true
				}
			}
			if len(v.hidden) == before {
				v.names = names
			}
		}
	}
}

// eachPart calls visit for the types and initialisers of a declaration.
func (d *decl) eachPart(visit func(ast.Expr)) {
	switch {
	case d.fn != nil:
		visit(d.fn.Type)
	case d.typ != nil:
		visit(d.typ.Type)
		if d.typ.TypeParams != nil {
			for _, f := range d.typ.TypeParams.List {
				visit(f.Type)
			}
		}
	default:
		if d.values.Type != nil {
			visit(d.values.Type)
		}
		for _, x := range d.values.Values {
			visit(x)
		}
	}
}

// visible returns the names whose declarations are visible.
func (p *pkg) visible() map[string]bool {
	type observed struct {
		name string
		mode mode
	}
	names := make(map[string]bool)
	seen := make(map[observed]bool)
	var queue []observed
	add := func(o observed) {
		if len(p.decls[o.name]) > 0 && !seen[o] {
			seen[o] = true
			names[o.name] = true
			queue = append(queue, o)
		}
	}
	for name := range p.decls {
		if ast.IsExported(name) {
			add(observed{name, importers})
		}
	}
	for len(queue) > 0 {
		o := queue[0]
		queue = queue[1:]
		mention := func(x ast.Expr, m mode) {
			inspectNames(x, func(name string) { add(observed{name, m}) })
		}
		for _, d := range p.decls[o.name] {
			if !p.observed(d, o.mode) {
				continue
			}
			m := o.mode
			switch {
			case d.value != nil && d.isConst():
				m = m.deep()
			case d.value != nil && d.values.Type != nil:
				mention(d.values.Type, m)
				continue
			case d.value != nil:
				for _, x := range d.values.Values {
					mention(p.deciding(d.file, x, m))
				}
				continue
			case d.typ != nil:
				t, ok := p.prunes(d.typ, m)
				if !ok {
					break
				}
				for _, f := range t.Fields.List {
					if len(f.Names) == 0 || slices.ContainsFunc(f.Names, (*ast.Ident).IsExported) {
						mention(f.Type, m)
					}
				}
				continue
			}
			d.eachPart(func(x ast.Expr) { mention(x, m) })
		}
	}
	return names
}

// deciding returns a part of an initialiser that its type depends on alone, and
// the mode in which it observes the package: see writer.initialiser.
func (p *pkg) deciding(f *file, x ast.Expr, m mode) (ast.Expr, mode) {
	switch x := x.(type) {
	case *ast.ParenExpr:
		return p.deciding(f, x.X, m)
	case *ast.UnaryExpr:
		if x.Op == token.AND {
			return p.deciding(f, x.X, m)
		}
	case *ast.CompositeLit:
		if !elements(x) {
			return x.Type, m
		}
	case *ast.FuncLit:
		return x.Type, m
	case *ast.CallExpr:
		if id, ok := x.Fun.(*ast.Ident); ok && (&writer{p: p, f: f}).function(id) {
			return id, m
		}
	}
	return x, m.deep()
}

// inspectNames calls visit for the identifiers in a part of a declaration that
// may denote something of the package.
func inspectNames(x ast.Node, visit func(string)) {
	ast.Inspect(x, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Field:
			inspectNames(n.Type, visit)
			return false
		case *ast.SelectorExpr:
			inspectNames(n.X, visit)
			return false
		case *ast.Ident:
			visit(n.Name)
		}
		return true
	})
}

// layout returns the names of the fields of a struct type. Two struct types
// with different ones are never identical.
func layout(t *ast.StructType) string {
	var b []byte
	for _, f := range t.Fields.List {
		for _, name := range f.Names {
			b = append(append(b, name.Name...), ' ')
		}
		if f.Names == nil {
			b = append(b, embeddedName(f.Type)+"* "...)
		}
	}
	return string(b)
}

func embeddedName(x ast.Expr) string {
	switch x := x.(type) {
	case *ast.StarExpr:
		return embeddedName(x.X)
	case *ast.ParenExpr:
		return embeddedName(x.X)
	case *ast.SelectorExpr:
		return x.Sel.Name
	case *ast.IndexExpr:
		return embeddedName(x.X)
	case *ast.IndexListExpr:
		return embeddedName(x.X)
	case *ast.Ident:
		return x.Name
	}
	return ""
}
