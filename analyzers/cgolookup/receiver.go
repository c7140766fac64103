package cgolookup

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"
)

// An origin says what is known of the resolver that a use asks.
type origin int

const (
	unknown  origin = iota // it may prefer Go
	plain                  // a Resolver that has PreferGo unset
	standard               // net.DefaultResolver
)

// Fields that settle which resolver is asked.
const (
	preferGo = "PreferGo" // of Resolver
	resolver = "Resolver" // of Dialer
)

// receiver returns the origin of the resolver that u asks. Functions have no
// say in it, nor have the methods of ListenConfig; the other methods have if
// the receiver is known to be made without.
func (c *checker) receiver(u *use) origin {
	typ, _, isMethod := strings.Cut(u.name, ".")
	switch {
	case !isMethod || u.path != netPath || u.obj == nil:
		return standard
	case typ != "Resolver" && typ != "Dialer":
		return standard
	}
	sel, ok := u.cursor.Parent().Node().(*ast.SelectorExpr)
	if !ok {
		return unknown
	}
	return c.origin(sel.X, make(map[*types.Var]bool))
}

// origin returns the origin of the resolver x, or of the resolver that the
// dialer x asks. It does not look again at the variables seen.
func (c *checker) origin(x ast.Expr, seen map[*types.Var]bool) origin {
	info := c.pass.TypesInfo
	if lit := literal(x); lit != nil {
		if settling := settlingField(info.TypeOf(lit)); settling != "" && !sets(lit, settling) {
			return zero(info.TypeOf(lit))
		}
		return unknown
	}
	switch x := operand(x).(type) {
	case *ast.CallExpr: // new(T), new(T{})
		id, ok := ast.Unparen(x.Fun).(*ast.Ident)
		if !ok || len(x.Args) != 1 {
			return unknown
		}
		if b, ok := info.Uses[id].(*types.Builtin); !ok || b.Name() != "new" {
			return unknown
		}
		if info.Types[x.Args[0]].IsType() {
			return zero(info.TypeOf(x.Args[0]))
		}
		return c.origin(x.Args[0], seen)
	case *ast.Ident:
		return c.variable(info.Uses[x], seen)
	case *ast.SelectorExpr:
		return c.variable(info.Uses[x.Sel], seen)
	}
	return unknown
}

// variable returns the origin of what a variable holds. It is known if the
// variable is given a value where it is declared, and everywhere else only a
// method or a field other than the one that settles the matter is selected.
func (c *checker) variable(obj types.Object, seen map[*types.Var]bool) origin {
	v, ok := obj.(*types.Var)
	switch {
	case !ok || v.Pkg() == nil || v.IsField():
		return unknown
	case v.Pkg().Path() == netPath && v.Name() == "DefaultResolver":
		return standard
	case v.Pkg() != c.pass.Pkg || seen[v]:
		return unknown
	case v.Parent() == v.Pkg().Scope() && (v.Exported() || c.elsewhere(v.Name())):
		return unknown
	}
	seen[v] = true

	if c.variables == nil {
		c.variables = inspector.New(c.pass.Files)
	}
	from := unknown
	for cur := range c.variables.Root().Preorder((*ast.Ident)(nil)) {
		id := cur.Node().(*ast.Ident)
		switch {
		case c.pass.TypesInfo.Defs[id] == v:
			from = c.declaration(cur, v, seen)
		case c.pass.TypesInfo.Uses[id] == v && !selects(cur, settlingField(v.Type())):
			return unknown
		}
	}
	return from
}

// elsewhere reports whether a file that is not type-checked mentions name.
func (c *checker) elsewhere(name string) bool {
	found := false
	for _, f := range c.pkg.Files {
		if f.Checked || f.Processed != nil {
			continue
		}
		ast.Inspect(f.Syntax, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && id.Name == name {
				found = true
			}
			return !found
		})
	}
	return found
}

// declaration returns the origin of the value with which v is declared at cur.
func (c *checker) declaration(cur inspector.Cursor, v *types.Var, seen map[*types.Var]bool) origin {
	kind, i := cur.ParentEdge()
	switch decl := cur.Parent().Node().(type) {
	case *ast.ValueSpec:
		switch {
		case kind == edge.ValueSpec_Names && len(decl.Values) == 0:
			return zero(v.Type())
		case kind == edge.ValueSpec_Names && len(decl.Values) == len(decl.Names):
			return c.origin(decl.Values[i], seen)
		}
	case *ast.AssignStmt:
		if kind == edge.AssignStmt_Lhs && len(decl.Lhs) == len(decl.Rhs) {
			return c.origin(decl.Rhs[i], seen)
		}
	}
	return unknown
}

// selects reports whether the variable at cur is there only for a method or a
// field of it, other than the field settling.
func selects(cur inspector.Cursor, settling string) bool {
	sel, ok := cur.Parent().Node().(*ast.SelectorExpr)
	return ok && sel.X == cur.Node() && sel.Sel.Name != settling
}

// zero returns the origin for the zero value of a type; a nil *net.Resolver is
// as good as a zero net.Resolver.
func zero(t types.Type) origin {
	switch settlingField(t) {
	case preferGo:
		return plain
	case resolver:
		return standard
	}
	return unknown
}

// settlingField returns the field of net.Resolver or net.Dialer, or a pointer
// to one, that settles which resolver is asked; "" for other types.
func settlingField(t types.Type) string {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil || n.Obj().Pkg().Path() != netPath {
		return ""
	}
	switch n.Obj().Name() {
	case "Resolver":
		return preferGo
	case "Dialer":
		return resolver
	}
	return ""
}

// operand returns x without parentheses, & and *.
func operand(x ast.Expr) ast.Expr {
	for {
		switch y := x.(type) {
		case *ast.ParenExpr:
			x = y.X
		case *ast.StarExpr:
			x = y.X
		case *ast.UnaryExpr:
			if y.Op != token.AND {
				return x
			}
			x = y.X
		default:
			return x
		}
	}
}

// literal returns the composite literal that x is, or points to, or nil.
func literal(x ast.Expr) *ast.CompositeLit {
	lit, _ := operand(x).(*ast.CompositeLit)
	return lit
}

// sets reports whether lit may give the field a value other than its zero.
func sets(lit *ast.CompositeLit, field string) bool {
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			return true
		}
		if key, ok := kv.Key.(*ast.Ident); ok && key.Name == field && !isFalse(kv.Value) {
			return true
		}
	}
	return false
}

func isFalse(x ast.Expr) bool {
	id, ok := ast.Unparen(x).(*ast.Ident)
	return ok && id.Name == "false"
}
