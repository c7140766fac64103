package retype

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"math"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/internal/variant"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
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

	used   []types.Object                // those of varying that the package uses
	usedOn map[types.Object]platform.Set // the ports that build files in which it does

	// wide: there are constants of word-sized types that need more than 32
	// bits, or errors that may come of such.
	wide   bool
	wideAt []token.Pos // where these are, in order
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
			m.declare(pkg, r.variants(pkg.Path()))
		}
	}
	if len(m.varying) > 0 {
		m.usedOn = make(map[types.Object]platform.Set)
		for id, obj := range r.pass.TypesInfo.Uses {
			if _, ok := m.varying[obj]; ok {
				on, seen := m.usedOn[obj]
				if !seen {
					m.used = append(m.used, obj)
				}
				m.usedOn[obj] = on.Union(r.builtAt(id.Pos()))
			}
		}
	}
	m.wideAt = r.wideAt()
	m.wide = len(m.wideAt) > 0
	if len(m.used) == 0 && !m.wide {
		return nil
	}
	// What is used may be made of what is not.
	m.paths = r.pkg.Closure()
	for path, pkg := range m.paths {
		if pkg != r.pass.Pkg && !packages[pkg] {
			m.declare(pkg, r.variants(path))
		}
	}
	return m
}

// builtAt returns the ports that build the file of the pass at a position: all if it
// is none of the directory.
func (r *Result) builtAt(pos token.Pos) platform.Set {
	for _, f := range r.pkg.Files {
		if tree := treeOf(f); tree != nil && tree.FileStart <= pos && pos < tree.FileEnd {
			return f.Built
		}
	}
	return platform.All()
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

// wideAt returns the places at which something may not compile because words
// have 32 bits, in order: constants and array types that do not fit, and if the
// pass has such words, its errors.
func (r *Result) wideAt() []token.Pos {
	var list []token.Pos
	if r.isNarrow() {
		for _, e := range r.pass.TypeErrors {
			list = append(list, e.Pos)
		}
	}
	for x, tv := range r.pass.TypesInfo.Types {
		if IsWide(tv) || isLong(tv) {
			list = append(list, x.Pos())
		}
	}
	slices.Sort(list)
	return list
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

// A taint is a declaration, or a part of one: if any of the names in it is
// tainted, so are the names that it declares.
type taint struct{ declares []*ast.Ident }

// tainted returns the identifiers that may stand for objects or for what the
// package declares with the help of such.
func (r *Result) tainted(objects []types.Object) map[string]bool {
	names := make(map[string]bool)
	if len(objects) == 0 {
		return names
	}
	if r.taints == nil {
		r.taints = taintsOf(r.pkg.Files)
	}
	var work []string
	add := func(name string) {
		if name != "_" && !names[name] {
			names[name] = true
			work = append(work, name)
		}
	}
	for _, obj := range objects {
		add(obj.Name())
	}
	for len(work) > 0 {
		name := work[len(work)-1]
		work = work[:len(work)-1]
		for _, t := range r.taints[name] {
			for _, id := range t.declares {
				add(id.Name)
			}
		}
	}
	return names
}

// taintsOf returns the taints in files by the names that are in them.
func taintsOf(files []*sources.File) map[string][]*taint {
	taints := make(map[string][]*taint)
	add := func(n ast.Node, declares ...*ast.Ident) {
		t := &taint{declares}
		ast.Inspect(n, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				if list := taints[id.Name]; len(list) == 0 || list[len(list)-1] != t {
					taints[id.Name] = append(list, t)
				}
			}
			return true
		})
	}
	for _, f := range files {
		for _, d := range f.Syntax.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				add(d.Type, d.Name)
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					switch spec := spec.(type) {
					case *ast.ValueSpec:
						add(spec, spec.Names...)
					case *ast.TypeSpec:
						add(spec.Type, spec.Name)
						ast.Inspect(spec.Type, func(n ast.Node) bool {
							if f, ok := n.(*ast.Field); ok && len(f.Names) > 0 {
								add(f.Type, f.Names...)
							}
							return true
						})
					}
				}
			}
		}
	}
	return taints
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
