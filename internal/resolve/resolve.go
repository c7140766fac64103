// Package resolve tells, of one parsed file, which identifiers denote what is
// declared outside of its functions: names of the package block, of imports or
// of the universe.
//
// It follows the scopes of the language on syntax alone, so it serves for
// files that no type checker has seen, because the port at hand leaves them
// out. Where syntax does not decide, as for the key of a composite literal that
// may be a field, the identifier is left out.
package resolve

import (
	"go/ast"
	"go/token"
)

// Free calls visit for each identifier of f that no scope inside of a
// function or of a declaration holds, in no particular order. The name may be
// one of the package, of an import, or predeclared. Names that a declaration
// introduces, fields, methods, labels, and the package clause are not among
// them; the receiver type of a method is.
func Free(f *ast.File, visit func(*ast.Ident)) {
	r := &resolver{visit: visit}
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.GenDecl:
			r.genDecl(d, false)
		case *ast.FuncDecl:
			r.funcDecl(d)
		}
	}
}

type resolver struct {
	visit  func(*ast.Ident)
	scopes []map[string]bool // innermost last; a nil map is an empty scope
}

func (r *resolver) open()  { r.scopes = append(r.scopes, nil) }
func (r *resolver) close() { r.scopes = r.scopes[:len(r.scopes)-1] }

func (r *resolver) declare(ids ...*ast.Ident) {
	top := len(r.scopes) - 1
	for _, id := range ids {
		if id == nil || id.Name == "_" {
			continue
		}
		if r.scopes[top] == nil {
			r.scopes[top] = make(map[string]bool)
		}
		r.scopes[top][id.Name] = true
	}
}

func (r *resolver) use(id *ast.Ident) {
	if id.Name == "_" {
		return
	}
	for i := len(r.scopes) - 1; i >= 0; i-- {
		if r.scopes[i][id.Name] {
			return
		}
	}
	r.visit(id)
}

// genDecl handles a declaration; local is true inside of functions, where a
// name is in scope from its declaration on.
func (r *resolver) genDecl(d *ast.GenDecl, local bool) {
	for _, spec := range d.Specs {
		switch spec := spec.(type) {
		case *ast.ValueSpec:
			r.expr(spec.Type)
			r.exprs(spec.Values)
			if local {
				r.declare(spec.Names...)
			}
		case *ast.TypeSpec:
			if local {
				r.declare(spec.Name)
			}
			r.open()
			r.typeParams(spec.TypeParams)
			r.expr(spec.Type)
			r.close()
		}
	}
}

func (r *resolver) funcDecl(d *ast.FuncDecl) {
	r.open()
	defer r.close()
	if d.Recv != nil {
		for _, f := range d.Recv.List {
			r.receiver(f.Type)
		}
	}
	r.signature(d.Type)
	if d.Body == nil {
		return
	}
	if d.Recv != nil {
		r.declareFields(d.Recv)
	}
	r.declareFields(d.Type.Params)
	r.declareFields(d.Type.Results)
	r.stmts(d.Body.List)
}

// receiver visits the type of a receiver, whose type arguments declare type
// parameters.
func (r *resolver) receiver(x ast.Expr) {
	args := func(list ...ast.Expr) {
		for _, x := range list {
			if id, ok := ast.Unparen(x).(*ast.Ident); ok {
				r.declare(id)
			}
		}
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.StarExpr:
		r.receiver(x.X)
	case *ast.IndexExpr:
		r.receiver(x.X)
		args(x.Index)
	case *ast.IndexListExpr:
		r.receiver(x.X)
		args(x.Indices...)
	default:
		r.expr(x)
	}
}

// signature declares the type parameters of a function in the scope at hand and
// visits the types of its parameters and results, whose names are in scope in
// its body only.
func (r *resolver) signature(t *ast.FuncType) {
	r.typeParams(t.TypeParams)
	r.fieldTypes(t.Params)
	r.fieldTypes(t.Results)
}

func (r *resolver) typeParams(list *ast.FieldList) {
	if list != nil {
		r.declareFields(list)
		r.fieldTypes(list)
	}
}

func (r *resolver) declareFields(list *ast.FieldList) {
	if list != nil {
		for _, f := range list.List {
			r.declare(f.Names...)
		}
	}
}

func (r *resolver) fieldTypes(list *ast.FieldList) {
	if list != nil {
		for _, f := range list.List {
			r.expr(f.Type)
		}
	}
}

func (r *resolver) exprs(list []ast.Expr) {
	for _, x := range list {
		r.expr(x)
	}
}

func (r *resolver) expr(x ast.Expr) {
	switch x := x.(type) {
	case *ast.Ident:
		r.use(x)
	case *ast.SelectorExpr:
		r.expr(x.X)
	case *ast.FuncLit:
		r.open()
		r.signature(x.Type)
		r.declareFields(x.Type.Params)
		r.declareFields(x.Type.Results)
		r.stmts(x.Body.List)
		r.close()
	case *ast.FuncType:
		r.open()
		r.signature(x)
		r.close()
	case *ast.StructType:
		r.fieldTypes(x.Fields)
	case *ast.InterfaceType:
		r.fieldTypes(x.Methods)
	case *ast.CompositeLit:
		r.composite(x, x.Type)
	case *ast.ParenExpr:
		r.expr(x.X)
	case *ast.IndexExpr:
		r.expr(x.X)
		r.expr(x.Index)
	case *ast.IndexListExpr:
		r.expr(x.X)
		r.exprs(x.Indices)
	case *ast.SliceExpr:
		r.expr(x.X)
		r.expr(x.Low)
		r.expr(x.High)
		r.expr(x.Max)
	case *ast.TypeAssertExpr:
		r.expr(x.X)
		r.expr(x.Type)
	case *ast.CallExpr:
		r.expr(x.Fun)
		r.exprs(x.Args)
	case *ast.StarExpr:
		r.expr(x.X)
	case *ast.UnaryExpr:
		r.expr(x.X)
	case *ast.BinaryExpr:
		r.expr(x.X)
		r.expr(x.Y)
	case *ast.Ellipsis:
		r.expr(x.Elt)
	case *ast.ArrayType:
		r.expr(x.Len)
		r.expr(x.Elt)
	case *ast.MapType:
		r.expr(x.Key)
		r.expr(x.Value)
	case *ast.ChanType:
		r.expr(x.Value)
	}
}

// composite visits a composite literal of type typ, which it may have from the
// literal around it. Its keys are expressions if the type is written as that of
// an array, slice or map; else they may be fields.
func (r *resolver) composite(lit *ast.CompositeLit, typ ast.Expr) {
	r.expr(lit.Type)
	var key, elem ast.Expr // types that are left out in the elements
	indexed := false
	switch t := underlying(typ).(type) {
	case *ast.ArrayType:
		elem, indexed = t.Elt, true
	case *ast.MapType:
		key, elem, indexed = t.Key, t.Value, true
	}
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			r.element(e, elem)
			continue
		}
		if _, name := kv.Key.(*ast.Ident); !name || indexed {
			r.element(kv.Key, key)
		}
		r.element(kv.Value, elem)
	}
}

func (r *resolver) element(x, typ ast.Expr) {
	if lit, ok := x.(*ast.CompositeLit); ok && lit.Type == nil {
		r.composite(lit, typ)
		return
	}
	r.expr(x)
}

// underlying returns the type literal that is written as typ, or that of what
// it points to: in a list of pointers &T may be left out of &T{...}.
func underlying(typ ast.Expr) ast.Expr {
	typ = ast.Unparen(typ)
	if star, ok := typ.(*ast.StarExpr); ok {
		return ast.Unparen(star.X)
	}
	return typ
}

func (r *resolver) block(b *ast.BlockStmt) {
	if b != nil {
		r.open()
		r.stmts(b.List)
		r.close()
	}
}

func (r *resolver) stmts(list []ast.Stmt) {
	for _, s := range list {
		r.stmt(s)
	}
}

func (r *resolver) stmt(s ast.Stmt) {
	switch s := s.(type) {
	case *ast.DeclStmt:
		if d, ok := s.Decl.(*ast.GenDecl); ok {
			r.genDecl(d, true)
		}
	case *ast.LabeledStmt:
		r.stmt(s.Stmt)
	case *ast.ExprStmt:
		r.expr(s.X)
	case *ast.SendStmt:
		r.expr(s.Chan)
		r.expr(s.Value)
	case *ast.IncDecStmt:
		r.expr(s.X)
	case *ast.AssignStmt:
		r.exprs(s.Rhs)
		r.assign(s.Tok, s.Lhs...)
	case *ast.GoStmt:
		r.expr(s.Call)
	case *ast.DeferStmt:
		r.expr(s.Call)
	case *ast.ReturnStmt:
		r.exprs(s.Results)
	case *ast.BlockStmt:
		r.block(s)
	case *ast.IfStmt:
		r.open()
		r.stmt(s.Init)
		r.expr(s.Cond)
		r.block(s.Body)
		r.stmt(s.Else)
		r.close()
	case *ast.SwitchStmt:
		r.open()
		r.stmt(s.Init)
		r.expr(s.Tag)
		r.clauses(s.Body)
		r.close()
	case *ast.TypeSwitchStmt:
		r.open()
		r.stmt(s.Init)
		r.stmt(s.Assign) // declares the variable for all clauses
		r.clauses(s.Body)
		r.close()
	case *ast.SelectStmt:
		r.clauses(s.Body)
	case *ast.ForStmt:
		r.open()
		r.stmt(s.Init)
		r.expr(s.Cond)
		r.stmt(s.Post)
		r.block(s.Body)
		r.close()
	case *ast.RangeStmt:
		r.open()
		r.expr(s.X)
		r.assign(s.Tok, s.Key, s.Value)
		r.block(s.Body)
		r.close()
	}
}

// assign visits the left side of an assignment, or declares what it defines. A
// variable of the same scope that := assigns to is in that scope anyway.
func (r *resolver) assign(tok token.Token, lhs ...ast.Expr) {
	for _, x := range lhs {
		if id, ok := x.(*ast.Ident); ok && tok == token.DEFINE {
			r.declare(id)
		} else {
			r.expr(x)
		}
	}
}

func (r *resolver) clauses(b *ast.BlockStmt) {
	for _, s := range b.List {
		r.open()
		switch s := s.(type) {
		case *ast.CaseClause:
			r.exprs(s.List)
			r.stmts(s.Body)
		case *ast.CommClause:
			r.stmt(s.Comm)
			r.stmts(s.Body)
		}
		r.close()
	}
}
