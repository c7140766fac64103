package classes

import "go/ast"

type symbol struct {
	pkg  *pkg
	name string
}

type comparability struct {
	on mask
	ok bool
}

// comparable returns the ports on which the values of a type can be compared;
// ok is false if it is not certain.
func (e *Engine) comparable(p *pkg, f *file, x ast.Expr) (on mask, ok bool) {
	all := e.all
	switch x := x.(type) {
	case *ast.Ident:
		if len(p.decls[x.Name]) > 0 {
			return e.comparableType(symbol{p, x.Name})
		}
		return all, len(f.dots) == 0
	case *ast.SelectorExpr:
		id, isIdent := x.X.(*ast.Ident)
		if !isIdent || len(f.imports[id.Name]) != 1 || len(p.decls[id.Name]) > 0 {
			return all, false
		}
		on = all
		for _, t := range p.targets[f.imports[id.Name][0]] {
			got, ok := e.comparableType(symbol{t.pkg, x.Sel.Name})
			if !ok {
				return all, false
			}
			on = on.minus(t.on.minus(got))
		}
		return on, true
	case *ast.ParenExpr:
		return e.comparable(p, f, x.X)
	case *ast.StarExpr, *ast.ChanType, *ast.InterfaceType:
		return all, true
	case *ast.FuncType, *ast.MapType:
		return mask{}, true
	case *ast.ArrayType:
		if x.Len == nil {
			return mask{}, true
		}
		return e.comparable(p, f, x.Elt)
	case *ast.StructType:
		on = all
		for _, field := range x.Fields.List {
			got, ok := e.comparable(p, f, field.Type)
			if !ok {
				return all, false
			}
			on = on.and(got)
		}
		return on, true
	}
	return all, false
}

func (e *Engine) comparableType(s symbol) (mask, bool) {
	e.index(s.pkg)
	if c, ok := e.comparables[s]; ok {
		return c.on, c.ok
	}
	e.comparables[s] = comparability{e.all, true} // for cycles, which are invalid or go through a pointer
	c := comparability{e.all, true}
	for _, d := range s.pkg.decls[s.name] {
		if d.typ == nil {
			continue
		}
		on, ok := e.comparable(s.pkg, d.file, d.typ.Type)
		if !ok || d.typ.TypeParams != nil {
			c = comparability{e.all, false}
			break
		}
		c.on = c.on.minus(d.file.on.minus(on))
	}
	e.comparables[s] = c
	return c.on, c.ok
}
