package symbol

import (
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"
)

// Differ reports whether code that uses s cannot, or hardly, use t in its
// stead: they are of different kinds, or both of the same and of types that
// differ. It is false wherever that depends on more than syntax. aliases are the
// names of the package that may stand for another type.
func Differ(s, t *Symbol, aliases map[string]bool) bool {
	if s.Kind != t.Kind {
		kinds := []token.Token{s.Kind, t.Kind}
		switch {
		case slices.Contains(kinds, token.TYPE):
			return true
		case !slices.Contains(kinds, token.FUNC): // a constant and a variable
			return false
		case slices.Contains(kinds, token.CONST):
			return true
		case !isFunc(s.Type) || !isFunc(t.Type): // a function and a variable, which may hold one
			return false
		}
	}
	if s.Type == nil || t.Type == nil {
		return false
	}
	a, b := signature{params: s.params, aliases: aliases}, signature{params: t.params, aliases: aliases}
	a.expr(s.Type)
	b.expr(t.Type)
	return !a.unknown && !b.unknown && a.text.String() != b.text.String()
}

func isFunc(x ast.Expr) bool {
	_, ok := x.(*ast.FuncType)
	return ok
}

// A signature is the text of a type, the same for types that are identical and
// written in different ways: without the names of parameters and of packages,
// since a type may be an alias of one of another package (os.FileMode and
// fs.FileMode).
type signature struct {
	params  []string        // type parameters, which are numbered
	aliases map[string]bool // names of this package that may stand for another type
	text    strings.Builder
	unknown bool // the type mentions one of C, or an alias, or cannot be told from its text
}

// predeclared are the names that stand for others.
var predeclared = map[string]string{"byte": "uint8", "rune": "int32", "any": "interface{}"}

func (s *signature) write(text string) { s.text.WriteString(text) }

func (s *signature) expr(x ast.Expr) {
	switch x := x.(type) {
	case *ast.Ident:
		if i := slices.Index(s.params, x.Name); i >= 0 {
			s.write("$" + strconv.Itoa(i))
			return
		}
		if s.aliases[x.Name] {
			s.unknown = true
		}
		if other, ok := predeclared[x.Name]; ok {
			s.write(other)
			return
		}
		s.write(x.Name)
	case *ast.SelectorExpr:
		if id, ok := x.X.(*ast.Ident); ok && id.Name == "C" {
			s.unknown = true
		}
		s.write("." + x.Sel.Name)
	case *ast.ParenExpr:
		s.expr(x.X)
	case *ast.StarExpr:
		s.write("*")
		s.expr(x.X)
	case *ast.Ellipsis:
		s.write("...")
		s.expr(x.Elt)
	case *ast.ArrayType:
		s.write("[")
		switch n := x.Len.(type) {
		case nil:
		case *ast.BasicLit:
			s.write(n.Value)
		default: // a constant expression
			s.unknown = true
		}
		s.write("]")
		s.expr(x.Elt)
	case *ast.MapType:
		s.write("map[")
		s.expr(x.Key)
		s.write("]")
		s.expr(x.Value)
	case *ast.ChanType:
		switch x.Dir {
		case ast.SEND:
			s.write("chan<- (")
		case ast.RECV:
			s.write("<-chan (")
		default:
			s.write("chan (")
		}
		s.expr(x.Value)
		s.write(")")
	case *ast.FuncType:
		s.write("func")
		if x.TypeParams != nil {
			s.write("[")
			s.fields(x.TypeParams)
			s.write("]")
		}
		s.write("(")
		s.fields(x.Params)
		s.write(")(")
		s.fields(x.Results)
		s.write(")")
	case *ast.InterfaceType:
		if len(x.Methods.List) > 0 { // the order of methods does not matter
			s.unknown = true
		}
		s.write("interface{}")
	case *ast.StructType:
		if len(x.Fields.List) > 0 {
			s.unknown = true
		}
		s.write("struct{}")
	default: // instances of generic types, unions
		s.unknown = true
	}
}

// fields writes the type of each parameter.
func (s *signature) fields(list *ast.FieldList) {
	if list == nil {
		return
	}
	for _, f := range list.List {
		for range max(1, len(f.Names)) {
			s.expr(f.Type)
			s.write(",")
		}
	}
}

// AddAliases adds to m the names that f declares as aliases of types.
func AddAliases(m map[string]bool, f *ast.File) {
	for _, d := range f.Decls {
		if d, ok := d.(*ast.GenDecl); ok && d.Tok == token.TYPE {
			for _, spec := range d.Specs {
				if spec, ok := spec.(*ast.TypeSpec); ok && spec.Assign.IsValid() {
					m[spec.Name.Name] = true
				}
			}
		}
	}
}
