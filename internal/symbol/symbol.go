// Package symbol lists what a parsed file declares, and compares declarations
// of one name in files for different ports.
package symbol

import (
	"go/ast"
	"go/token"
	"strings"
)

// A Symbol is a declaration of a package-level name, or of a field or method of
// a package-level type.
type Symbol struct {
	Name  string // "Open", "File.Close"
	Ident *ast.Ident
	Kind  token.Token   // CONST, FUNC, TYPE or VAR; a method is a FUNC, a field a VAR
	Type  ast.Expr      // of a FUNC, and of another if it is written; nil for a TYPE
	Func  *ast.FuncDecl // of a function or method that is declared as such

	params []string // type parameters of the function, or as the receiver names them
	export bool     // declared for C code by //export
}

// API reports whether s is there for other packages to name.
func (s *Symbol) API() bool {
	typ, member, ok := strings.Cut(s.Name, ".")
	return ast.IsExported(typ) && (!ok || ast.IsExported(member)) && !s.export
}

// Owner returns the type that s is a member of, or "".
func (s *Symbol) Owner() string {
	typ, _, ok := strings.Cut(s.Name, ".")
	if !ok {
		return ""
	}
	return typ
}

// Of returns what f declares, in the order of the source: but for init
// functions, and for what is named _ or embedded.
func Of(f *ast.File) []*Symbol {
	var list []*Symbol
	add := func(s Symbol) {
		if s.Ident.Name != "_" {
			list = append(list, &s)
		}
	}
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			s := Symbol{Name: d.Name.Name, Ident: d.Name, Kind: token.FUNC, Type: d.Type, Func: d, params: fieldNames(d.Type.TypeParams), export: exported(d)}
			if d.Recv != nil {
				typ, params := receiver(d.Recv)
				if typ == "" {
					continue
				}
				s.Name, s.params = typ+"."+s.Name, params
			} else if s.Name == "init" {
				continue
			}
			add(s)
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch spec := spec.(type) {
				case *ast.ValueSpec:
					for i, id := range spec.Names {
						add(Symbol{Name: id.Name, Ident: id, Kind: d.Tok, Type: typeOf(spec, i)})
					}
				case *ast.TypeSpec:
					add(Symbol{Name: spec.Name.Name, Ident: spec.Name, Kind: token.TYPE})
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
func membersOf(spec *ast.TypeSpec) []Symbol {
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
	var list []Symbol
	for _, f := range fields.List {
		for _, id := range f.Names {
			list = append(list, Symbol{
				Name: spec.Name.Name + "." + id.Name, Ident: id, Kind: kind, Type: f.Type, params: fieldNames(spec.TypeParams),
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
