package reach

import (
	"go/ast"
	"go/token"
	"iter"
	"sort"
)

// A local is a name declared within a declaration of the package.
type local struct {
	name     *ast.Ident
	from, to token.Pos // the name means this local between these, unless an inner one hides it
	typ      ast.Expr  // as written; nil if there is none
	value    ast.Expr  // of a constant, or what a variable is initialised with; nil if there is none
	changed  bool      // it is assigned, or its address is taken, after its declaration
	source   ast.Expr  // what a variable with no value of its own takes it from: a call with several results, or what a loop ranges over
	result   int       // index of the result of source, or 0 for the key and 1 for the value of a loop
	ranges   bool      // source is what a loop ranges over
}

// locals holds the locals of one declaration by name, sorted by from.
type locals map[string][]*local

// lookup returns the local that id refers to, or nil. Of two that are visible,
// the inner one begins later.
func (l locals) lookup(id *ast.Ident) *local {
	list := l[id.Name]
	i := sort.Search(len(list), func(i int) bool { return list[i].from > id.NamePos })
	for i--; i >= 0; i-- {
		if id.NamePos < list[i].to {
			return list[i]
		}
	}
	return nil
}

// bind collects the locals of a declaration by the scope rules of the language
// specification, and the names of other variables that may be changed in it,
// those of other packages, and of fields, with a dot before them.
func bind(decl ast.Decl) (l locals, changed []string) {
	b := &binder{all: make(locals)}
	switch d := decl.(type) {
	case *ast.FuncDecl:
		b.open(d.End())
		b.function(d.Recv, d.Type, d.Body)
		b.close()
	case *ast.GenDecl:
		ast.Walk(b, d) // the names it declares are not local: see binder.Visit
	}
	for _, id := range b.assigned {
		if x := b.all.lookup(id); x != nil {
			x.changed = true
		} else {
			changed = append(changed, id.Name)
		}
	}
	return b.all, append(changed, b.members...)
}

// A binder walks a declaration with the stack of open scopes.
type binder struct {
	all      locals
	scopes   []*block
	assigned []*ast.Ident
	members  []string // see bind
}

type block struct {
	end    token.Pos
	locals []*local
}

func (b *binder) open(end token.Pos) { b.scopes = append(b.scopes, &block{end: end}) }
func (b *binder) close()             { b.scopes = b.scopes[:len(b.scopes)-1] }

// declare adds a local to the innermost scope; outside of any, the name is
// that of a package-level declaration.
func (b *binder) declare(x *local) {
	if len(b.scopes) == 0 || x.name.Name == "_" {
		return
	}
	s := b.scopes[len(b.scopes)-1]
	x.to = s.end
	s.locals = append(s.locals, x)
	b.all[x.name.Name] = append(b.all[x.name.Name], x)
}

// Visit implements ast.Visitor. Nodes that open a scope are walked here.
func (b *binder) Visit(n ast.Node) ast.Visitor {
	switch n := n.(type) {
	case *ast.FuncLit:
		b.open(n.End())
		b.function(nil, n.Type, n.Body)
		b.close()
		return nil
	case *ast.BlockStmt:
		b.open(n.End())
		b.list(n.List)
		b.close()
		return nil
	case *ast.IfStmt:
		b.open(n.End())
		b.walk(n.Init, n.Cond, n.Body, n.Else)
		b.close()
		return nil
	case *ast.ForStmt:
		b.open(n.End())
		b.walk(n.Init, n.Cond, n.Post, n.Body)
		b.close()
		return nil
	case *ast.SwitchStmt:
		b.open(n.End())
		b.walk(n.Init, n.Tag, n.Body)
		b.close()
		return nil
	case *ast.TypeSwitchStmt:
		b.open(n.End())
		// The variable of x := y.(type) is one per clause; one for all is
		// as good here, where it only hides others.
		b.walk(n.Init, n.Assign, n.Body)
		b.close()
		return nil
	case *ast.CaseClause:
		b.open(n.End())
		for _, x := range n.List {
			ast.Walk(b, x)
		}
		b.list(n.Body)
		b.close()
		return nil
	case *ast.CommClause:
		b.open(n.End())
		b.walk(n.Comm)
		b.list(n.Body)
		b.close()
		return nil
	case *ast.RangeStmt:
		b.open(n.End())
		if n.Tok == token.DEFINE {
			ast.Walk(b, n.X)
			for i, x := range []ast.Expr{n.Key, n.Value} {
				if id, ok := x.(*ast.Ident); ok {
					b.declare(&local{name: id, from: n.Body.Pos(), source: n.X, result: i, ranges: true})
				}
			}
		} else {
			b.assign(n.Key)
			b.assign(n.Value)
			b.walk(n.Key, n.Value, n.X)
		}
		ast.Walk(b, n.Body)
		b.close()
		return nil
	case *ast.AssignStmt:
		if n.Tok == token.DEFINE {
			for _, x := range n.Rhs {
				ast.Walk(b, x)
			}
			b.define(n)
			return nil
		}
		for _, x := range n.Lhs {
			b.assign(x)
		}
	case *ast.IncDecStmt:
		b.assign(n.X)
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			b.assign(n.X)
		}
	case *ast.GenDecl:
		b.specs(n)
		return nil
	case *ast.StructType, *ast.InterfaceType, *ast.FuncType:
		return nil // names of fields, methods and parameters of types
	}
	return b
}

// walk walks the nodes that are there.
func (b *binder) walk(nodes ...ast.Node) {
	for _, n := range nodes {
		switch n := n.(type) {
		case nil:
		case *ast.BlockStmt:
			if n != nil {
				ast.Walk(b, n)
			}
		default:
			ast.Walk(b, n)
		}
	}
}

func (b *binder) list(list []ast.Stmt) {
	for _, s := range list {
		ast.Walk(b, s)
	}
}

// function declares receiver, parameters and results, and walks the body in
// the same scope, as the specification has it.
func (b *binder) function(recv *ast.FieldList, typ *ast.FuncType, body *ast.BlockStmt) {
	if body == nil {
		return
	}
	b.fields(typ.TypeParams, body.Pos())
	b.fields(recv, body.Pos())
	b.fields(typ.Params, body.Pos())
	b.fields(typ.Results, body.Pos())
	b.list(body.List)
}

func (b *binder) fields(list *ast.FieldList, from token.Pos) {
	if list == nil {
		return
	}
	for _, f := range list.List {
		for _, id := range f.Names {
			b.declare(&local{name: id, from: from, typ: f.Type})
		}
	}
}

// define declares the names of a short variable declaration that are new in
// the innermost scope; the others are assigned.
func (b *binder) define(n *ast.AssignStmt) {
	for i, x := range n.Lhs {
		id, ok := x.(*ast.Ident)
		if !ok {
			continue
		}
		if b.declared(id.Name) {
			b.assigned = append(b.assigned, id)
			continue
		}
		l := &local{name: id, from: n.End()}
		if len(n.Lhs) == len(n.Rhs) {
			l.value = n.Rhs[i]
		} else {
			l.source, l.result = n.Rhs[0], i
		}
		b.declare(l)
	}
}

// declared reports whether the innermost scope declares name.
func (b *binder) declared(name string) bool {
	if len(b.scopes) == 0 {
		return false
	}
	for _, l := range b.scopes[len(b.scopes)-1].locals {
		if l.name.Name == name {
			return true
		}
	}
	return false
}

// specs declares the names of a declaration. The scope of a type begins at its
// name, that of constants and variables after them.
func (b *binder) specs(n *ast.GenDecl) {
	for d := range valuesOf(n) {
		for _, x := range d.spec.Values {
			ast.Walk(b, x)
		}
		for i, id := range d.spec.Names {
			l := &local{name: id, from: d.spec.End(), typ: d.typ, value: d.value(i)}
			if len(d.spec.Values) == 1 && len(d.spec.Names) > 1 {
				l.source, l.result = d.spec.Values[0], i
			}
			b.declare(l)
		}
	}
	for _, s := range n.Specs {
		if s, ok := s.(*ast.TypeSpec); ok {
			b.declare(&local{name: s.Name, from: s.Name.Pos()})
		}
	}
}

// A valueSpec is a line of a constant or variable declaration, with what it
// repeats from the lines before it.
type valueSpec struct {
	spec *ast.ValueSpec
	typ  ast.Expr
	list []ast.Expr
}

// value returns the expression for the name i, or nil.
func (d valueSpec) value(i int) ast.Expr {
	if len(d.list) != len(d.spec.Names) {
		return nil
	}
	return d.list[i]
}

func valuesOf(n *ast.GenDecl) iter.Seq[valueSpec] {
	return func(yield func(valueSpec) bool) {
		var prev valueSpec
		for _, s := range n.Specs {
			s, ok := s.(*ast.ValueSpec)
			if !ok {
				continue
			}
			d := valueSpec{s, s.Type, s.Values}
			if n.Tok == token.CONST && s.Type == nil && len(s.Values) == 0 && prev.spec != nil {
				d.typ, d.list = prev.typ, prev.list
			}
			if !yield(d) {
				return
			}
			prev = d
		}
	}
}

// assign notes that x, if it is a variable, may be changed.
func (b *binder) assign(x ast.Expr) {
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		b.assigned = append(b.assigned, x)
	case *ast.SelectorExpr:
		if x.Sel.IsExported() {
			b.members = append(b.members, "."+x.Sel.Name)
		}
	}
}
