package retype

import (
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"strconv"
	"strings"
)

// A typeParser makes types of what a table says.
type typeParser struct {
	u   *universe
	pkg *types.Package // that the text is about, in the universe of the pass
}

// parse returns the type that text means, or nil.
func (p *typeParser) parse(text string) types.Type {
	if basic, ok := strings.CutPrefix(text, "untyped "); ok {
		return untyped(basic)
	}
	x, err := parser.ParseExpr(text)
	if err != nil {
		return nil
	}
	return p.typ(x)
}

func untyped(name string) types.Type {
	for _, t := range types.Typ {
		if t.Name() == "untyped "+name {
			return t
		}
	}
	return nil
}

func (p *typeParser) typ(x ast.Expr) types.Type {
	switch x := x.(type) {
	case *ast.Ident:
		return p.name(x.Name)
	case *ast.SelectorExpr:
		return p.foreign(x)
	case *ast.StarExpr:
		if t := p.typ(x.X); t != nil {
			return types.NewPointer(t)
		}
	case *ast.ArrayType:
		elem := p.typ(x.Elt)
		switch n := x.Len.(type) {
		case nil:
			if elem != nil {
				return types.NewSlice(elem)
			}
		case *ast.BasicLit:
			if size, err := strconv.ParseInt(n.Value, 10, 64); err == nil && elem != nil {
				return types.NewArray(elem, size)
			}
		}
	case *ast.MapType:
		if key, elem := p.typ(x.Key), p.typ(x.Value); key != nil && elem != nil {
			return types.NewMap(key, elem)
		}
	case *ast.InterfaceType:
		if x.Methods.NumFields() == 0 {
			return types.NewInterfaceType(nil, nil)
		}
	case *ast.FuncType:
		return p.function(x)
	}
	return nil
}

func (p *typeParser) function(x *ast.FuncType) types.Type {
	variadic := false
	tuple := func(list *ast.FieldList) ([]*types.Var, bool) {
		var vars []*types.Var
		if list == nil {
			return nil, true
		}
		for _, f := range list.List {
			typ := f.Type
			if dots, ok := typ.(*ast.Ellipsis); ok {
				variadic = true
				typ = &ast.ArrayType{Elt: dots.Elt}
			}
			t := p.typ(typ)
			if t == nil {
				return nil, false
			}
			vars = append(vars, types.NewParam(token.NoPos, nil, "", t))
		}
		return vars, true
	}
	params, ok1 := tuple(x.Params)
	results, ok2 := tuple(x.Results)
	if !ok1 || !ok2 {
		return nil
	}
	return types.NewSignatureType(nil, nil, nil, types.NewTuple(params...), types.NewTuple(results...), variadic)
}

// name returns the type that a name means in the package.
func (p *typeParser) name(name string) types.Type {
	if tn, ok := p.pkg.Scope().Lookup(name).(*types.TypeName); ok {
		if !tn.IsAlias() {
			return p.u.typ(tn.Type())
		}
		if kind, text := split(p.u.typeOf(tn)); kind == "=" {
			return p.parse(text)
		}
		return p.u.typ(types.Unalias(tn.Type()))
	}
	if tn, ok := types.Universe.Lookup(name).(*types.TypeName); ok {
		return tn.Type()
	}
	return p.fresh(name)
}

// fresh returns a type that the pass does not have, made of what the table has
// of it. Whether methods have pointers for receivers is not known; they are
// taken to have none, so that the type implements as much as it may.
func (p *typeParser) fresh(name string) types.Type {
	v := p.u.r.known[p.pkg.Path()]
	if v == nil {
		return nil
	}
	kind, text := split(v.At(name, p.u.port))
	if kind == "=" {
		return p.parse(text)
	}
	key := p.pkg.Path() + "." + name
	if t := p.u.fresh[key]; t != nil {
		return t
	}
	if kind != "type" {
		return nil
	}
	pkg := p.u.pkg(p.pkg)
	now := types.NewNamed(types.NewTypeName(token.NoPos, pkg, name, nil), types.NewStruct(nil, nil), nil)
	p.u.fresh[key] = now
	var fields []*types.Var
	var methods []*types.Func
	for _, member := range v.Members(name) {
		switch kind, text := split(v.At(name+"."+member, p.u.port)); kind {
		case "var":
			if t := p.parse(text); t != nil {
				fields = append(fields, types.NewField(token.NoPos, pkg, member, t, false))
			}
		case "func":
			sig, ok := p.parse(text).(*types.Signature)
			if !ok {
				continue
			}
			methods = append(methods, types.NewFunc(token.NoPos, pkg, member,
				types.NewSignatureType(types.NewParam(token.NoPos, pkg, "", now), nil, nil, sig.Params(), sig.Results(), sig.Variadic())))
		}
	}
	switch text {
	case "struct":
		now.SetUnderlying(types.NewStruct(fields, nil))
	case "interface":
		now.SetUnderlying(types.NewInterfaceType(methods, nil).Complete())
		return now
	default:
		if t := p.parse(text); t != nil {
			now.SetUnderlying(t.Underlying())
		}
	}
	for _, fn := range methods {
		now.AddMethod(fn)
	}
	return now
}

// foreign returns a type of another package.
func (p *typeParser) foreign(x *ast.SelectorExpr) types.Type {
	id, ok := x.X.(*ast.Ident)
	if !ok {
		return nil
	}
	if id.Name == "unsafe" {
		return types.Unsafe.Scope().Lookup("Pointer").Type()
	}
	pkg := p.u.paths[id.Name]
	if pkg == nil {
		return nil
	}
	other := typeParser{u: p.u, pkg: pkg}
	return other.name(x.Sel.Name)
}

// constantOf returns the value that number means. Without one it is unknown:
// go/types lets that pass for any.
func constantOf(number string) constant.Value {
	if number == "" {
		return constant.MakeUnknown()
	}
	value := constant.MakeFromLiteral(strings.TrimPrefix(number, "-"), token.INT, 0)
	if strings.HasPrefix(number, "-") {
		value = constant.UnaryOp(token.SUB, value, 0)
	}
	return value
}
