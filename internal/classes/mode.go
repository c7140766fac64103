package classes

import "go/ast"

// A mode says how much of a declaration is observed.
type mode uint8

const (
	// importers is what another package can observe: of the unexported fields
	// of a struct type, whether there are any and whether they are comparable;
	// of unexported methods, those that an interface of the package asks for.
	importers mode = iota
	// own is what a function body of the package itself can observe. The
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
	ok = ok && m == importers && s.TypeParams == nil && !s.Assign.IsValid() && p.layouts[layout(t)] == s.Name.Name
	return t, ok
}

// observed reports whether a declaration of a node counts in a mode.
func (p *pkg) observed(d *decl, m mode) bool {
	return d.fn == nil || d.fn.Recv == nil || m != importers || d.fn.Name.IsExported() || p.hidden[d.fn.Name.Name]
}
