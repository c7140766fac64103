package retype

import (
	"go/ast"
	"go/constant"
	"go/types"
	"math"
	"strings"

	"github.com/xplatvet/xplatvet/internal/closure"
	"github.com/xplatvet/xplatvet/internal/platform"
	"github.com/xplatvet/xplatvet/internal/variant"
)

// mentions are the reasons for looking at a package again.
type mentions struct {
	// varying holds, for each object of another package that the table has,
	// its name there.
	varying map[types.Object]entry

	values map[types.Object]bool // constants of which only the value differs

	r     *Result
	paths map[string]*types.Package // that the pass knows
	built map[string]platform.Set   // by file

	used []types.Object // those of varying that the package uses

	// wide: there are constants of word-sized types that need more than 32
	// bits, or errors that may come of such.
	wide bool
}

// An entry is a name of which the type differs between ports.
type entry struct {
	pkg  *types.Package
	name string // "Symbol" or "Type.Member"
	list []variant.Variant
}

// mentions returns the reasons, or nil if there are none.
func (r *Result) mentions() *mentions {
	m := &mentions{r: r, varying: make(map[types.Object]entry), values: make(map[types.Object]bool), built: make(map[string]platform.Set)}
	packages := make(map[*types.Package]bool)
	for _, obj := range r.pass.TypesInfo.Uses {
		packages[obj.Pkg()] = true
	}
	for pkg := range packages {
		if pkg != nil && pkg != r.pass.Pkg {
			m.declare(pkg, r.variants(pkg.Path(), pkg))
		}
	}
	if len(m.varying) > 0 {
		seen := make(map[types.Object]bool)
		for _, obj := range r.pass.TypesInfo.Uses {
			if _, ok := m.varying[obj]; ok && !seen[obj] {
				seen[obj] = true
				m.used = append(m.used, obj)
			}
		}
	}
	m.wide = r.isWide()
	if len(m.used) == 0 && !m.wide {
		return nil
	}
	// What is used may be made of what is not.
	m.paths = closure.Of(r.pass.Pkg)
	for path, pkg := range m.paths {
		if pkg != r.pass.Pkg && !packages[pkg] {
			m.declare(pkg, r.variants(path, pkg))
		}
	}
	return m
}

// sameHere reports whether v, one of the variants of obj, is what obj is in the
// pass, and whether that can be told.
func (m *mentions) sameHere(obj types.Object, v variant.Variant) (same, known bool) {
	if v.Type == variant.Unknown {
		return false, false
	}
	if variant.Same(v, obj) {
		return true, true
	}
	if v.Opaque() == "" {
		return false, true
	}
	// The pass may have what it stands for. Else it is what obj is if the file
	// that declares obj is built on its ports, and not on those of others.
	if real := m.named(v.Opaque()); real != nil {
		return types.Identical(real.Type(), obj.Type()), true
	}
	built := m.builtWith(obj)
	for _, other := range m.varying[obj].list {
		if other.Ports.Overlaps(built) != (other.Type == v.Type) {
			return false, false
		}
	}
	return true, true
}

// builtWith returns the ports that build the file in which obj is declared, as
// far as it can be read.
func (m *mentions) builtWith(obj types.Object) platform.Set {
	name := m.r.pass.Fset.Position(obj.Pos()).Filename
	built, ok := m.built[name]
	if !ok {
		if h, err := m.r.scope.Context.ReadFile(name); err == nil {
			built = h.Built
		}
		m.built[name] = built
	}
	return built
}

// named returns the object with a name such as "golang.org/x/sys/unix.EINVAL", if
// the pass knows it; else nil.
func (m *mentions) named(qualified string) types.Object {
	i := strings.LastIndexByte(qualified, '.')
	if i < 0 || m.paths[qualified[:i]] == nil {
		return nil
	}
	return m.paths[qualified[:i]].Scope().Lookup(qualified[i+1:])
}

// declare adds the objects of pkg that v, which may be nil, has.
func (m *mentions) declare(pkg *types.Package, v *variant.Package) {
	if v == nil {
		return
	}
	for name := range v.Values {
		if c, ok := pkg.Scope().Lookup(name).(*types.Const); ok {
			m.values[c] = true
		}
	}
	for name, list := range v.Names {
		symbol, member, isMember := strings.Cut(name, ".")
		obj := pkg.Scope().Lookup(symbol)
		if obj == nil {
			continue
		}
		if isMember {
			if obj = memberOf(obj, member); obj == nil {
				continue
			}
		}
		m.varying[obj] = entry{pkg, name, list}
	}
}

// memberOf returns the field or method that a type declares, or nil.
func memberOf(obj types.Object, name string) types.Object {
	tn, ok := obj.(*types.TypeName)
	if !ok || tn.IsAlias() {
		return nil
	}
	named, ok := tn.Type().(*types.Named)
	if !ok {
		return nil
	}
	for fn := range named.Methods() {
		if fn.Name() == name {
			return fn
		}
	}
	switch u := named.Underlying().(type) {
	case *types.Struct:
		for f := range u.Fields() {
			if f.Name() == name {
				return f
			}
		}
	case *types.Interface:
		for fn := range u.ExplicitMethods() {
			if fn.Name() == name {
				return fn
			}
		}
	}
	return nil
}

// isWide reports whether the package may have constants that do not fit where
// words have 32 bits.
func (r *Result) isWide() bool {
	if r.isNarrow() && len(r.pass.TypeErrors) > 0 {
		return true
	}
	for _, tv := range r.pass.TypesInfo.Types {
		if IsWide(tv) || isLong(tv) {
			return true
		}
	}
	return false
}

// isLong reports whether tv is an array type with a length that does not fit
// into an int of 32 bits.
func isLong(tv types.TypeAndValue) bool {
	array, ok := tv.Type.(*types.Array)
	return ok && tv.IsType() && array.Len() > math.MaxInt32
}

// isNarrow reports whether words have 32 bits on the port of the pass.
func (r *Result) isNarrow() bool {
	return r.pass.TypesSizes != nil && r.pass.TypesSizes.Sizeof(types.Typ[types.Int]) == 4
}

// IsWide reports whether tv is a constant of type int, uint or uintptr whose
// value does not fit where these have 32 bits.
func IsWide(tv types.TypeAndValue) bool {
	if tv.Value == nil || tv.Value.Kind() != constant.Int || tv.Type == nil {
		return false
	}
	basic, ok := tv.Type.Underlying().(*types.Basic)
	if !ok {
		return false
	}
	switch v, exact := constant.Int64Val(tv.Value); basic.Kind() {
	case types.Int:
		return !exact || v < math.MinInt32 || v > math.MaxInt32
	case types.Uint, types.Uintptr:
		return !exact || v > math.MaxUint32
	}
	return false
}

// tainted returns the identifiers that may stand for objects or for what the
// package declares with the help of such.
func (r *Result) tainted(objects []types.Object) map[string]bool {
	names := make(map[string]bool)
	if len(objects) == 0 {
		return names
	}
	for _, obj := range objects {
		names[obj.Name()] = true
	}
	for changed := true; changed; {
		changed = false
		add := func(ids ...*ast.Ident) {
			for _, id := range ids {
				if id.Name != "_" && !names[id.Name] {
					names[id.Name], changed = true, true
				}
			}
		}
		for _, f := range r.pkg.Files {
			for _, d := range f.Syntax.Decls {
				switch d := d.(type) {
				case *ast.FuncDecl:
					if holds(d.Type, names) {
						add(d.Name)
					}
				case *ast.GenDecl:
					for _, spec := range d.Specs {
						switch spec := spec.(type) {
						case *ast.ValueSpec:
							if holds(spec, names) {
								add(spec.Names...)
							}
						case *ast.TypeSpec:
							if holds(spec.Type, names) {
								add(spec.Name)
								add(fieldsOf(spec.Type, names)...)
							}
						}
					}
				}
			}
		}
	}
	return names
}

// holds reports whether an identifier in n is one of names.
func holds(n ast.Node, names map[string]bool) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && names[id.Name] {
			found = true
		}
		return !found
	})
	return found
}

// fieldsOf returns the names of the fields and methods in a type expression
// whose types mention one of names.
func fieldsOf(x ast.Expr, names map[string]bool) []*ast.Ident {
	var list []*ast.Ident
	ast.Inspect(x, func(n ast.Node) bool {
		if f, ok := n.(*ast.Field); ok && holds(f.Type, names) {
			list = append(list, f.Names...)
		}
		return true
	})
	return list
}
