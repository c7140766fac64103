package cgoguard

import (
	"go/ast"
	"go/token"
	"strings"
)

// A symbol is a declaration of a package-level name, or of a field or method of
// a package-level type.
type symbol struct {
	name   string // "Open", "File.Close"
	id     *ast.Ident
	file   *file
	kind   token.Token // CONST, FUNC, TYPE or VAR; a method is a FUNC, a field a VAR
	typ    ast.Expr    // of a FUNC, and of another if it is written; nil for a TYPE
	params []string    // type parameters of the function, or as the receiver names them
	export bool        // declared for C code by //export
}

// api reports whether other packages can name s.
func (s *symbol) api() bool {
	typ, member, ok := strings.Cut(s.name, ".")
	return ast.IsExported(typ) && (!ok || ast.IsExported(member)) && !s.export
}

// owner returns the type that s is a member of, or "".
func (s *symbol) owner() string {
	typ, _, ok := strings.Cut(s.name, ".")
	if !ok {
		return ""
	}
	return typ
}

// symbolsOf returns what f declares, in the order of the source.
func symbolsOf(f *file) []*symbol {
	var list []*symbol
	add := func(s symbol) {
		if s.id.Name != "_" {
			s.file = f
			list = append(list, &s)
		}
	}
	for _, d := range f.Syntax.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			s := symbol{name: d.Name.Name, id: d.Name, kind: token.FUNC, typ: d.Type, params: fieldNames(d.Type.TypeParams), export: exported(d)}
			if d.Recv != nil {
				typ, params := receiver(d.Recv)
				if typ == "" {
					continue
				}
				s.name, s.params = typ+"."+s.name, params
			} else if s.name == "init" {
				continue
			}
			add(s)
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch spec := spec.(type) {
				case *ast.ValueSpec:
					for i, id := range spec.Names {
						add(symbol{name: id.Name, id: id, kind: d.Tok, typ: typeOf(spec, i)})
					}
				case *ast.TypeSpec:
					add(symbol{name: spec.Name.Name, id: spec.Name, kind: token.TYPE})
					for _, m := range membersOf(spec) {
						add(m)
					}
				}
			}
		}
	}
	return list
}

// typeOf returns the type of the ith name of spec as far as it is written.
func typeOf(spec *ast.ValueSpec, i int) ast.Expr {
	if spec.Type != nil {
		return spec.Type
	}
	if len(spec.Values) == len(spec.Names) {
		if lit, ok := spec.Values[i].(*ast.FuncLit); ok {
			return lit.Type
		}
	}
	return nil
}

// membersOf returns the fields of a struct type, or the methods of an
// interface type, that have a name of their own.
func membersOf(spec *ast.TypeSpec) []symbol {
	var fields *ast.FieldList
	kind := token.VAR
	switch t := ast.Unparen(spec.Type).(type) {
	case *ast.StructType:
		fields = t.Fields
	case *ast.InterfaceType:
		fields, kind = t.Methods, token.FUNC
	default:
		return nil
	}
	var list []symbol
	for _, f := range fields.List {
		for _, id := range f.Names {
			list = append(list, symbol{
				name: spec.Name.Name + "." + id.Name, id: id, kind: kind, typ: f.Type, params: fieldNames(spec.TypeParams),
			})
		}
	}
	return list
}

// receiver returns the type of a method, without its pointer, and the names
// that the method gives to the parameters of the type.
func receiver(recv *ast.FieldList) (typ string, params []string) {
	if len(recv.List) != 1 {
		return "", nil
	}
	x := ast.Unparen(recv.List[0].Type)
	if star, ok := x.(*ast.StarExpr); ok {
		x = ast.Unparen(star.X)
	}
	var args []ast.Expr
	switch t := x.(type) {
	case *ast.IndexExpr:
		x, args = t.X, []ast.Expr{t.Index}
	case *ast.IndexListExpr:
		x, args = t.X, t.Indices
	}
	for _, arg := range args {
		if id, ok := arg.(*ast.Ident); ok {
			params = append(params, id.Name)
		}
	}
	if id, ok := x.(*ast.Ident); ok {
		typ = id.Name
	}
	return typ, params
}

func fieldNames(list *ast.FieldList) []string {
	var names []string
	if list != nil {
		for _, f := range list.List {
			for _, id := range f.Names {
				names = append(names, id.Name)
			}
		}
	}
	return names
}

// exported reports whether a function has a name for C code, by which it is
// then meant to be called.
func exported(d *ast.FuncDecl) bool {
	if d.Doc != nil {
		for _, c := range d.Doc.List {
			if strings.HasPrefix(c.Text, "//export ") {
				return true
			}
		}
	}
	return false
}
