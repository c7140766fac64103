package retype

import (
	"fmt"
	"go/constant"
	"go/types"
	"strings"

	"github.com/xplatvet/xplatvet/internal/variant"
	"github.com/xplatvet/xplatvet/platform"
)

// A universe is the imports of a package on one port. It makes them from those
// of the pass: what differs is replaced by what the table says, and so is what
// mentions it; all else is shared.
type universe struct {
	*world
	port  platform.Port
	pkgs  map[*types.Package]*types.Package
	named map[*types.TypeName]*types.Named
	fresh map[string]*types.Named // types that the pass does not have, by path and name
}

func (w *world) universe(port platform.Port) *universe {
	return &universe{
		world: w, port: port,
		pkgs:  make(map[*types.Package]*types.Package),
		named: make(map[*types.TypeName]*types.Named),
		fresh: make(map[string]*types.Named),
	}
}

// Import is that of types.Importer.
func (u *universe) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	old := u.paths[path]
	if old == nil {
		return nil, fmt.Errorf("package %s is not imported by the pass", path)
	}
	pkg := u.pkg(old)
	same := true
	var list []types.Object
	for _, obj := range u.wanted(old) {
		now := u.object(obj)
		same = same && now == obj
		if now != nil {
			list = append(list, now)
		}
	}
	if same {
		return old, nil
	}
	for _, obj := range list {
		pkg.Scope().Insert(obj)
	}
	return pkg, nil
}

// pkg returns the package that stands for old.
func (u *universe) pkg(old *types.Package) *types.Package {
	p := u.pkgs[old]
	if p == nil {
		p = types.NewPackage(old.Path(), old.Name())
		p.MarkComplete()
		u.pkgs[old] = p
	}
	return p
}

// exists reports whether a name of a package is declared on the port.
func (u *universe) exists(pkg *types.Package, name string) bool {
	path, _, _ := strings.Cut(pkg.Path(), " ")
	d := u.r.avail.Package(path)
	return d == nil || d.Exists(name).Contains(u.port)
}

// typeOf returns what the table has of obj on the port: "" if it has nothing that
// could be made use of.
func (u *universe) typeOf(obj types.Object) string {
	for _, v := range u.m.varying[obj].list {
		if v.Ports.Contains(u.port) && v.Type != variant.Unknown && v.Opaque() == "" {
			return v.Type
		}
	}
	return ""
}

// object returns what obj, a package-level object, is on the port: nil if it
// is not declared, obj itself if it is the same.
func (u *universe) object(obj types.Object) types.Object {
	old := obj.Pkg()
	if obj.Exported() && !u.exists(old, obj.Name()) {
		return nil
	}
	kind, text := split(u.typeOf(obj))
	var number string
	if kind == "const" {
		text, number = splitNumber(text)
	}
	if tn, ok := obj.(*types.TypeName); ok {
		return u.typeObject(tn, kind, text)
	}
	t := u.typ(obj.Type())
	if kind != "" {
		t = u.parse(old, text)
	} else if t == obj.Type() && !u.m.values[obj] {
		return obj
	}
	if t == nil {
		return nil
	}
	_, wasConst := obj.(*types.Const)
	_, isFunc := obj.(*types.Func)
	switch sig, ok := t.(*types.Signature); {
	case kind == "const" || u.m.values[obj] || wasConst && kind == "":
		// Else go/types would not stand for it.
		basic, ok := t.Underlying().(*types.Basic)
		if !ok || basic.Info()&types.IsConstType == 0 {
			return nil
		}
		value := constant.MakeUnknown()
		if basic.Info()&types.IsInteger != 0 {
			value = constantOf(number)
		}
		return types.NewConst(obj.Pos(), u.pkg(old), obj.Name(), t, value)
	case ok && isFunc && kind != "var", kind == "func":
		return types.NewFunc(obj.Pos(), u.pkg(old), obj.Name(), sig)
	}
	return types.NewVar(obj.Pos(), u.pkg(old), obj.Name(), t)
}

// split takes a Variant.Type apart: "var", "const", "type", "=" or "func", and
// the rest, which of a function is all of it.
func split(s string) (kind, text string) {
	if strings.HasPrefix(s, "func(") {
		return "func", s
	}
	kind, text, _ = strings.Cut(s, " ")
	return kind, text
}

// splitNumber takes the value from the type of a constant.
func splitNumber(text string) (typ, number string) {
	i := strings.LastIndexByte(text, ' ')
	if i < 0 || strings.Trim(text[i+1:], "-0123456789") != "" {
		return text, ""
	}
	return text[:i], text[i+1:]
}

// typeObject returns what a type name is on the port.
func (u *universe) typeObject(tn *types.TypeName, kind, text string) types.Object {
	if kind == "=" || tn.IsAlias() {
		t := u.typ(types.Unalias(tn.Type()))
		if kind == "=" {
			t = u.parse(tn.Pkg(), text)
		}
		switch {
		case t == nil:
			return nil
		case kind != "=" && t == types.Unalias(tn.Type()):
			return tn
		}
		now := types.NewTypeName(tn.Pos(), u.pkg(tn.Pkg()), tn.Name(), nil)
		types.NewAlias(now, t)
		return now
	}
	if named, ok := u.typ(tn.Type()).(*types.Named); ok {
		return named.Obj()
	}
	return tn
}

// typ returns what a type of the pass is on the port: the same type if it is
// not made of anything that changes.
func (u *universe) typ(t types.Type) types.Type {
	switch t := t.(type) {
	case *types.Alias:
		if now := u.typ(types.Unalias(t)); now != types.Unalias(t) {
			return now
		}
	case *types.Named:
		if u.changing[t.Origin().Obj()] {
			return u.changed(t.Origin().Obj())
		}
		var args []types.Type
		same := true
		for arg := range t.TypeArgs().Types() {
			now := u.typ(arg)
			same = same && now == arg
			args = append(args, now)
		}
		if !same {
			if now, err := types.Instantiate(nil, t.Origin(), args, false); err == nil {
				return now
			}
		}
	case *types.Pointer:
		if now := u.typ(t.Elem()); now != t.Elem() {
			return types.NewPointer(now)
		}
	case *types.Slice:
		if now := u.typ(t.Elem()); now != t.Elem() {
			return types.NewSlice(now)
		}
	case *types.Array:
		if now := u.typ(t.Elem()); now != t.Elem() {
			return types.NewArray(now, t.Len())
		}
	case *types.Chan:
		if now := u.typ(t.Elem()); now != t.Elem() {
			return types.NewChan(t.Dir(), now)
		}
	case *types.Map:
		if key, elem := u.typ(t.Key()), u.typ(t.Elem()); key != t.Key() || elem != t.Elem() {
			return types.NewMap(key, elem)
		}
	case *types.Signature:
		if now := u.signature(t, nil); now != nil {
			return now
		}
	case *types.Struct:
		same := true
		var fields []*types.Var
		var tags []string
		for i := range t.NumFields() {
			f := t.Field(i)
			now := f
			if typ := u.typ(f.Type()); typ != f.Type() {
				now, same = types.NewField(f.Pos(), f.Pkg(), f.Name(), typ, f.Embedded()), false
			}
			fields, tags = append(fields, now), append(tags, t.Tag(i))
		}
		if !same {
			return types.NewStruct(fields, tags)
		}
	case *types.Interface:
		same := true
		var methods []*types.Func
		var embedded []types.Type
		for fn := range t.ExplicitMethods() {
			now := fn
			if sig := u.signature(fn.Signature(), nil); sig != nil {
				now, same = types.NewFunc(fn.Pos(), fn.Pkg(), fn.Name(), sig), false
			}
			methods = append(methods, now)
		}
		for e := range t.EmbeddedTypes() {
			now := u.typ(e)
			same = same && now == e
			embedded = append(embedded, now)
		}
		if !same {
			return types.NewInterfaceType(methods, embedded) // what it embeds may be in the making
		}
	}
	return t
}

// signature returns what sig is on the port, with another receiver if recv is
// not nil; nil if it is the same.
func (u *universe) signature(sig *types.Signature, recv *types.Var) *types.Signature {
	params, same1 := u.tuple(sig.Params())
	results, same2 := u.tuple(sig.Results())
	if same1 && same2 && recv == nil || sig.TypeParams().Len() > 0 {
		return nil
	}
	return types.NewSignatureType(recv, nil, nil, params, results, sig.Variadic())
}

func (u *universe) tuple(t *types.Tuple) (now *types.Tuple, same bool) {
	same = true
	var list []*types.Var
	for v := range t.Variables() {
		typ := u.typ(v.Type())
		if typ != v.Type() {
			v, same = types.NewParam(v.Pos(), v.Pkg(), v.Name(), typ), false
		}
		list = append(list, v)
	}
	return types.NewTuple(list...), same
}

// changed returns the version of a changing type.
func (u *universe) changed(tn *types.TypeName) types.Type {
	if now := u.named[tn]; now != nil {
		return now
	}
	old, ok := tn.Type().(*types.Named)
	if !ok || old.TypeParams().Len() > 0 {
		return tn.Type()
	}
	pkg := u.pkg(tn.Pkg())
	now := types.NewNamed(types.NewTypeName(tn.Pos(), pkg, tn.Name(), nil), nil, nil)
	u.named[tn] = now
	now.SetUnderlying(u.underlying(tn, old))
	for fn := range old.Methods() {
		if fn.Exported() && !u.exists(tn.Pkg(), tn.Name()+"."+fn.Name()) {
			continue
		}
		recv := types.Type(now)
		if _, ok := fn.Signature().Recv().Type().(*types.Pointer); ok {
			recv = types.NewPointer(now)
		}
		sig := fn.Signature()
		if kind, text := split(u.typeOf(fn)); kind == "func" {
			if parsed, ok := u.parse(tn.Pkg(), text).(*types.Signature); ok {
				sig = parsed
			}
		}
		v := types.NewParam(fn.Pos(), pkg, "", recv)
		if sig := u.signature(sig, v); sig != nil {
			now.AddMethod(types.NewFunc(fn.Pos(), pkg, fn.Name(), sig))
		}
	}
	return now
}

// underlying returns the underlying type that a changing type has on the port.
func (u *universe) underlying(tn *types.TypeName, old *types.Named) types.Type {
	switch kind, text := split(u.typeOf(tn)); {
	case kind != "type", text == "struct":
		st, ok := old.Underlying().(*types.Struct)
		if ok {
			return u.fields(tn, st)
		}
		if kind == "type" {
			return types.NewStruct(nil, nil)
		}
	case text == "interface":
		if _, ok := old.Underlying().(*types.Interface); !ok {
			return types.NewInterfaceType(nil, nil)
		}
	default:
		if t := u.parse(tn.Pkg(), text); t != nil {
			return t.Underlying()
		}
	}
	return u.typ(old.Underlying())
}

// fields returns the struct of a type with the fields that it has on the port.
func (u *universe) fields(tn *types.TypeName, st *types.Struct) *types.Struct {
	var fields []*types.Var
	var tags []string
	for i := range st.NumFields() {
		f := st.Field(i)
		if f.Exported() && !u.exists(tn.Pkg(), tn.Name()+"."+f.Name()) {
			continue
		}
		t := f.Type()
		if kind, text := split(u.typeOf(f)); kind == "var" {
			if t = u.parse(tn.Pkg(), text); t == nil {
				continue
			}
		} else if f.Exported() {
			t = u.typ(t)
		}
		fields = append(fields, types.NewField(f.Pos(), u.pkg(tn.Pkg()), f.Name(), t, f.Embedded()))
		tags = append(tags, st.Tag(i))
	}
	return types.NewStruct(fields, tags)
}

// parse returns the type that text, from a table, means in a package; nil if it
// is more than is understood.
func (u *universe) parse(pkg *types.Package, text string) types.Type {
	p := typeParser{u: u, pkg: pkg}
	return p.parse(text)
}
