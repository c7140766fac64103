package variant

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strconv"
	"strings"
)

// A writer describes the objects of a package.
type writer struct {
	pkg     *types.Package
	foreign bool // the type at hand mentions a package of which the path is not a name
}

func (w *writer) object(m map[string]string, obj types.Object) {
	switch obj := obj.(type) {
	case *types.Var:
		m[obj.Name()] = w.text("var ", obj.Type())
	case *types.Func:
		m[obj.Name()] = w.text("", obj.Type())
	case *types.Const:
		text := w.text("const ", obj.Type())
		if v := obj.Val(); text != Unknown && !w.foreign && v.Kind() == constant.Int {
			text = fmt.Sprintf("%s %s", text, v.ExactString())
		}
		m[obj.Name()] = text
	case *types.TypeName:
		w.typeName(m, obj)
	}
}

func (w *writer) typeName(m map[string]string, obj *types.TypeName) {
	if obj.IsAlias() {
		t := obj.Type()
		if a, ok := t.(*types.Alias); ok {
			if a.TypeParams().Len() > 0 {
				return
			}
			t = a.Rhs()
		}
		m[obj.Name()] = w.text("= ", t)
		return
	}
	named, ok := obj.Type().(*types.Named)
	if !ok {
		m[obj.Name()] = Unknown
		return
	}
	if named.TypeParams().Len() > 0 {
		return
	}
	member := func(name, text string) {
		if ast.IsExported(name) {
			m[obj.Name()+"."+name] = text
		}
	}
	for f := range named.Methods() {
		member(f.Name(), w.text("", f.Type()))
	}
	switch u := named.Underlying().(type) {
	case *types.Struct:
		m[obj.Name()] = "type struct"
		for f := range u.Fields() {
			member(f.Name(), w.text("var ", f.Type()))
		}
	case *types.Interface:
		m[obj.Name()] = "type interface"
		for f := range u.ExplicitMethods() {
			member(f.Name(), w.text("", f.Type()))
		}
	default:
		m[obj.Name()] = w.text("type ", u)
	}
}

// text describes a type, or says that it is unknown.
func (w *writer) text(prefix string, t types.Type) string {
	w.foreign = false
	text, ok := w.simple(t)
	if !ok {
		text = types.TypeString(Plain(t), w.qualify)
	}
	sig, ok := t.(*types.Signature)
	switch {
	case ok && sig.TypeParams().Len() > 0: // more than a user of the table can read
		return Unknown
	case strings.Contains(text, "invalid type"):
		return Unknown
	case w.foreign:
		return opaque + prefix + text
	}
	return prefix + text
}

// simple does what types.TypeString does with the types that most fields have, in
// less time.
func (w *writer) simple(t types.Type) (text string, ok bool) {
	switch t := types.Unalias(t).(type) {
	case *types.Basic:
		return t.Name(), t.Kind() != types.UnsafePointer
	case *types.Named:
		return t.Obj().Name(), t.Obj().Pkg() == w.pkg && t.TypeParams().Len() == 0 && t.TypeArgs().Len() == 0
	case *types.Pointer:
		text, ok = w.simple(t.Elem())
		return "*" + text, ok
	case *types.Slice:
		text, ok = w.simple(t.Elem())
		return "[]" + text, ok
	case *types.Array:
		text, ok = w.simple(t.Elem())
		return "[" + strconv.FormatInt(t.Len(), 10) + "]" + text, ok
	}
	return "", false
}

// Plain returns t without aliases and the names of parameters: they make no
// difference, and an alias may hide one.
func Plain(t types.Type) types.Type {
	switch t := types.Unalias(t).(type) {
	case *types.Pointer:
		return types.NewPointer(Plain(t.Elem()))
	case *types.Slice:
		return types.NewSlice(Plain(t.Elem()))
	case *types.Array:
		return types.NewArray(Plain(t.Elem()), t.Len())
	case *types.Chan:
		return types.NewChan(t.Dir(), Plain(t.Elem()))
	case *types.Map:
		return types.NewMap(Plain(t.Key()), Plain(t.Elem()))
	case *types.Tuple:
		return plainTuple(t)
	case *types.Signature:
		if t.TypeParams().Len() == 0 {
			return types.NewSignatureType(nil, nil, nil, plainTuple(t.Params()), plainTuple(t.Results()), t.Variadic())
		}
	}
	return types.Unalias(t)
}

func plainTuple(tuple *types.Tuple) *types.Tuple {
	var list []*types.Var
	for v := range tuple.Variables() {
		list = append(list, types.NewParam(token.NoPos, nil, "", Plain(v.Type())))
	}
	return types.NewTuple(list...)
}

// qualify leaves names of the package as they are. That of a package of which
// the path is not one word would not parse.
func (w *writer) qualify(p *types.Package) string {
	if p == w.pkg {
		return ""
	}
	if !token.IsIdentifier(p.Path()) {
		w.foreign = true
	}
	return p.Path()
}
