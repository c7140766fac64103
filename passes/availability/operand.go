package availability

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/xplatvet/xplatvet/passes/fact"
	"github.com/xplatvet/xplatvet/platform"
)

// An operands value says for what ports the types of expressions in one file
// hold, which the pass has computed for a single port.
//
// A member of syscall.Stat_t that is missing on darwin is no concern of
//
//	st := stat(path)
//	st.Atim
//
// if stat is declared in another file for darwin, with another result. So the
// type of an expression counts on the ports on which all that it is made of is
// declared by the same files: the functions, variables and types of the
// package that it mentions, and, through the definitions of local variables,
// those that they mention. Names of other packages count where they exist.
type operands struct {
	r         *Result
	built     map[*token.File]platform.Set // of the files of the package
	fset      *token.FileSet
	defined   map[types.Object]ast.Expr // local variable → the expression that gives its type
	computing map[types.Object]bool
}

func (r *Result) operands(f *ast.File) *operands {
	o := &operands{
		r:         r,
		built:     make(map[*token.File]platform.Set),
		fset:      r.fset,
		defined:   make(map[types.Object]ast.Expr),
		computing: make(map[types.Object]bool),
	}
	for _, file := range r.sources.Files {
		for _, syntax := range []*ast.File{file.Syntax, file.Processed} {
			if syntax != nil {
				o.built[r.fset.File(syntax.FileStart)] = file.Built
			}
		}
	}
	ast.Inspect(f, o.define)
	return o
}

// define records what gives local variables their types.
func (o *operands) define(n ast.Node) bool {
	def := func(id ast.Expr, x ast.Expr) {
		if id, ok := id.(*ast.Ident); ok {
			if obj := o.r.info.Defs[id]; obj != nil {
				o.defined[obj] = x
			}
		}
	}
	switch n := n.(type) {
	case *ast.AssignStmt:
		for i, lhs := range n.Lhs {
			def(lhs, n.Rhs[min(i, len(n.Rhs)-1)])
		}
	case *ast.RangeStmt:
		def(n.Key, n.X)
		def(n.Value, n.X)
	case *ast.ValueSpec:
		for i, id := range n.Names {
			switch {
			case n.Type != nil:
				def(id, n.Type)
			case len(n.Values) > 0:
				def(id, n.Values[min(i, len(n.Values)-1)])
			}
		}
	case *ast.Field:
		for _, id := range n.Names {
			def(id, n.Type)
		}
	case *ast.TypeSwitchStmt:
		for _, clause := range n.Body.List {
			clause := clause.(*ast.CaseClause)
			if obj := o.r.info.Implicits[clause]; obj != nil && len(clause.List) == 1 {
				o.defined[obj] = clause.List[0]
			} else if obj != nil {
				if assign, ok := n.Assign.(*ast.AssignStmt); ok {
					o.defined[obj] = assign.Rhs[0]
				}
			}
		}
	}
	return true
}

// ports returns the ports on which what x mentions is declared as it is here.
func (o *operands) ports(x ast.Expr) platform.Set {
	set := platform.All()
	ast.Inspect(x, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BlockStmt: // what a function literal does is not in its type
			return false
		case *ast.Ident:
			if obj := o.r.info.Uses[n]; obj != nil {
				set = set.Intersect(o.objectPorts(obj))
			}
		}
		return !set.Empty()
	})
	return set
}

// objectPorts returns the ports on which obj is declared as it is here.
func (o *operands) objectPorts(obj types.Object) platform.Set {
	switch {
	case obj.Pkg() == nil: // predeclared
		return platform.All()
	case obj.Pkg() != o.r.pkg:
		if _, ok := obj.(*types.PkgName); ok {
			return platform.All()
		}
		p, name := o.r.Package(fact.Path(obj.Pkg())), o.r.nameOf(obj)
		if p == nil || name == "" {
			return platform.All()
		}
		return p.Exists(name)
	}
	set, ok := o.built[o.fset.File(obj.Pos())]
	if !ok {
		set = platform.All() // made by cgo
	}
	x := o.defined[obj]
	if x == nil || o.computing[obj] {
		return set
	}
	o.computing[obj] = true
	defer delete(o.computing, obj)
	return set.Intersect(o.ports(x))
}

// typePorts returns the ports on which the names that t goes by on its way to
// a struct or interface denote the same: those of other packages may denote
// something else where they are declared otherwise, so for them there are none
// unless it is the declared type itself.
func (o *operands) typePorts(t types.Type) platform.Set {
	set := platform.All()
	for t != nil {
		switch u := t.(type) {
		case *types.Pointer:
			t = u.Elem()
		case *types.Alias:
			if u.Obj().Pkg() != nil && u.Obj().Pkg() != o.r.pkg {
				return platform.Set{}
			}
			set = set.Intersect(o.objectPorts(u.Obj()))
			t = u.Rhs()
		case *types.Named:
			return set.Intersect(o.objectPorts(u.Obj()))
		default:
			return set
		}
	}
	return set
}

// of returns the ports on which something of type t, which x makes, has the type
// that it has here, given the type that declares the member in use.
func (o *operands) of(x ast.Expr, t types.Type, owner string, pkg *types.Package) platform.Set {
	if x == nil {
		return platform.Set{}
	}
	if n := namedOf(t); n != nil && n.Obj().Pkg() != nil {
		obj := n.Origin().Obj()
		if obj.Pkg() != o.r.pkg && (obj.Pkg() != pkg || obj.Name() != owner) {
			return platform.Set{} // promoted, or shared, by a type of another package
		}
	}
	return o.ports(x).Intersect(o.typePorts(t))
}
