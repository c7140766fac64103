package retype

import (
	"go/types"
	"maps"
	"strings"
)

// A world is what the packages that a pass imports look like on all ports.
type world struct {
	r     *Result
	m     *mentions
	names map[string]bool           // identifiers of the package
	paths map[string]*types.Package // by import path

	// changing are the types of which another port may have another version:
	// those with a member that differs, and those from which one of them can
	// be reached.
	changing map[*types.TypeName]bool

	dotted map[*types.Package]bool // imported with a dot

	objects map[*types.Package][]types.Object // see mentioned

	doubt bool // a generic type is changing: more than this can do
}

func (r *Result) newWorld(m *mentions, names map[string]bool) *world {
	w := &world{r: r, m: m, names: names, paths: maps.Clone(r.pkg.Closure()), changing: make(map[*types.TypeName]bool), dotted: make(map[*types.Package]bool), objects: make(map[*types.Package][]types.Object)}
	for _, f := range r.pass.Files {
		for _, spec := range f.Imports {
			if name := r.pass.TypesInfo.PkgNameOf(spec); name != nil {
				w.paths[strings.Trim(spec.Path.Value, "`\"")] = name.Imported()
				if name.Name() == "." {
					w.dotted[name.Imported()] = true
				}
			}
		}
	}
	w.spread()
	return w
}

// spread fills w.changing.
func (w *world) spread() {
	var work []*types.TypeName
	add := func(tn *types.TypeName) {
		if !w.changing[tn] {
			w.changing[tn] = true
			work = append(work, tn)
		}
	}
	for obj, e := range w.m.varying {
		symbol, member, isMember := strings.Cut(e.name, ".")
		if isMember && !w.names[member] {
			continue
		}
		if tn, ok := obj.(*types.TypeName); ok && !tn.IsAlias() {
			add(tn)
		} else if isMember {
			if tn, ok := e.pkg.Scope().Lookup(symbol).(*types.TypeName); ok {
				add(tn)
			}
		}
	}
	if len(work) == 0 {
		return
	}

	// Which types refer to which, among those that the package can name.
	users := make(map[*types.TypeName][]*types.TypeName)
	seen := make(map[*types.TypeName]bool)
	var visit func(*types.TypeName)
	visit = func(tn *types.TypeName) {
		if seen[tn] {
			return
		}
		seen[tn] = true
		for _, ref := range referencesOf(tn) {
			users[ref] = append(users[ref], tn)
			visit(ref)
		}
	}
	for _, pkg := range w.r.pass.Pkg.Imports() {
		for _, obj := range w.mentioned(pkg) {
			for _, tn := range typeNames(obj.Type()) {
				visit(tn)
			}
		}
	}
	for len(work) > 0 {
		tn := work[len(work)-1]
		work = work[:len(work)-1]
		if named, ok := tn.Type().(*types.Named); ok && named.TypeParams().Len() > 0 {
			w.doubt = true
		}
		for _, user := range users[tn] {
			add(user)
		}
	}
}

// mentioned returns the objects of a package that have the name of an identifier.
func (w *world) mentioned(pkg *types.Package) []types.Object {
	list, ok := w.objects[pkg]
	if ok {
		return list
	}
	scope := pkg.Scope()
	if scope.Len() < len(w.names) {
		for _, name := range scope.Names() {
			if w.names[name] {
				list = append(list, scope.Lookup(name))
			}
		}
	} else {
		for name := range w.names {
			if obj := scope.Lookup(name); obj != nil {
				list = append(list, obj)
			}
		}
	}
	w.objects[pkg] = list
	return list
}

// wanted returns the objects of a package that a check may ask for.
func (w *world) wanted(pkg *types.Package) []types.Object {
	if !w.dotted[pkg] {
		return w.mentioned(pkg)
	}
	var list []types.Object
	for _, name := range pkg.Scope().Names() {
		list = append(list, pkg.Scope().Lookup(name))
	}
	return list
}

// referencesOf returns the types that the exported members of a type, or its
// underlying type, mention.
func referencesOf(tn *types.TypeName) []*types.TypeName {
	named, ok := tn.Type().(*types.Named)
	if !ok {
		return nil
	}
	var list []*types.TypeName
	for fn := range named.Methods() {
		if fn.Exported() {
			list = append(list, typeNames(fn.Type())...)
		}
	}
	if st, ok := named.Underlying().(*types.Struct); ok {
		for f := range st.Fields() {
			if f.Exported() {
				list = append(list, typeNames(f.Type())...)
			}
		}
		return list
	}
	return append(list, typeNames(named.Underlying())...)
}

// typeNames returns the declared types that a type is made of.
func typeNames(t types.Type) []*types.TypeName {
	var list []*types.TypeName
	var visit func(types.Type)
	tuple := func(t *types.Tuple) {
		for v := range t.Variables() {
			visit(v.Type())
		}
	}
	visit = func(t types.Type) {
		switch t := types.Unalias(t).(type) {
		case *types.Named:
			if t.Obj().Pkg() != nil {
				list = append(list, t.Origin().Obj())
			}
			for arg := range t.TypeArgs().Types() {
				visit(arg)
			}
		case *types.Pointer:
			visit(t.Elem())
		case *types.Slice:
			visit(t.Elem())
		case *types.Array:
			visit(t.Elem())
		case *types.Chan:
			visit(t.Elem())
		case *types.Map:
			visit(t.Key())
			visit(t.Elem())
		case *types.Signature:
			tuple(t.Params())
			tuple(t.Results())
		case *types.Struct:
			for f := range t.Fields() {
				visit(f.Type())
			}
		case *types.Interface:
			for fn := range t.ExplicitMethods() {
				visit(fn.Type())
			}
			for e := range t.EmbeddedTypes() {
				visit(e)
			}
		}
	}
	visit(t)
	return list
}
