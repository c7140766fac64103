package classes

import (
	"go/ast"
	"slices"
)

// A mode says how much of a declaration is observed.
type mode uint8

const (
	// importers is what another package can observe: of the unexported fields
	// of a struct type, whether there are any and whether they are comparable;
	// of unexported methods, those that an interface of the package asks for.
	importers mode = iota
	// own is what a unit of the package itself can observe. The
	// values of runtime.GOOS and runtime.GOARCH do not count if they make no
	// difference to the package.
	own
	// inside is what a constant expression of the package itself can observe.
	inside
	// sizes is everything: what sizes and offsets depend on.
	sizes
)

// foreign is the mode in which another package is observed.
func (m mode) foreign() mode {
	if m == own || m == inside {
		return importers
	}
	return m
}

// deep is the mode in which an expression observes its own package.
func (m mode) deep() mode {
	if m == importers {
		return inside
	}
	return m
}

// prunes reports whether the unexported fields of a type are not observed.
// They are if the type has parameters, which they may mention; and if another
// struct type may be identical to the underlying type of this one.
func (p *pkg) prunes(s *ast.TypeSpec, m mode) (*ast.StructType, bool) {
	t, ok := s.Type.(*ast.StructType)
	ok = ok && m == importers && s.TypeParams == nil && !s.Assign.IsValid() && hasUnexported(t)
	return t, ok && p.isUnique(s, t)
}

// observed reports whether a declaration of a node counts in a mode.
func (p *pkg) observed(d *decl, m mode) bool {
	return d.fn == nil || d.fn.Recv == nil || m != importers || d.fn.Name.IsExported() || p.isHidden(d.fn.Name.Name)
}

// promoting returns the ports on which other packages may see something that an
// embedded field promotes. Where its type is a struct type of the package, or a
// pointer to one, with unexported fields and methods only, they see nothing.
func (p *pkg) promoting(x ast.Expr, all mask) mask {
	if star, ok := x.(*ast.StarExpr); ok {
		x = star.X
	}
	id, ok := x.(*ast.Ident)
	if !ok || id.IsExported() {
		return all
	}
	var declared, on mask
	for _, d := range p.decls[id.Name] {
		switch {
		case d.fn != nil && d.fn.Recv != nil && !p.observed(d, importers):
		case d.typ != nil && hidesFields(d.typ):
			declared = declared.or(d.file.on)
		default:
			on = on.or(d.file.on)
		}
	}
	return on.or(all.minus(declared))
}

// hidesFields reports whether a type declared is a struct type with unexported
// fields only, none of them embedded.
func hidesFields(s *ast.TypeSpec) bool {
	t, ok := s.Type.(*ast.StructType)
	return ok && s.TypeParams == nil && !s.Assign.IsValid() && !slices.ContainsFunc(t.Fields.List, func(f *ast.Field) bool {
		return len(f.Names) == 0 || slices.ContainsFunc(f.Names, (*ast.Ident).IsExported)
	})
}

// hasUnexported reports whether a struct type has fields that others may not
// see.
func hasUnexported(t *ast.StructType) bool {
	return slices.ContainsFunc(t.Fields.List, func(f *ast.Field) bool {
		return len(f.Names) == 0 || slices.ContainsFunc(f.Names, func(name *ast.Ident) bool { return !name.IsExported() })
	})
}
