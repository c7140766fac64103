package unsupported

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/xplatvet/xplatvet/internal/decl"
	"github.com/xplatvet/xplatvet/passes/calls"
	"github.com/xplatvet/xplatvet/platform"
)

// fate returns the ports on which the failure of a call is that of the
// function around it: its error is returned, by itself or in another, or ends
// the program. Where the error is dropped, logged and passed over, answered by
// something else, or asked what it is, the author has thought of failure. Not
// so if the call may work there with another argument, as os.Process.Signal
// does: a signal that nobody sends, and nobody asks after, leaves a process
// running, unless the function also kills.
func (c *checker) fate(u *use) platform.Set {
	none := platform.Set{}
	call := u.call
	d := enclosing(call.Cursor)
	if d == nil || foresees(d) {
		return none
	}
	cur := call.Cursor
	wrapped := false
	for {
		kind, _ := cur.ParentEdge()
		switch parent := cur.Parent().Node().(type) {
		case *ast.ParenExpr:
		case *ast.ExprStmt:
			if len(u.stub.Except) == 0 || wrapped || mentions(d, "Kill") || mentions(d, "WaitDelay") {
				return none
			}
			return platform.All()
		case *ast.CallExpr:
			if kind == edge.CallExpr_Fun {
				return none
			}
			wrapped = true
		case *ast.ReturnStmt:
			if wrapped && !returnsError(parent, call.Expr) {
				return none
			}
			return platform.All()
		case *ast.AssignStmt:
			if wrapped || kind != edge.AssignStmt_Rhs || len(parent.Rhs) != 1 {
				return none
			}
			err, ok := parent.Lhs[len(parent.Lhs)-1].(*ast.Ident)
			if !ok || err.Name == "_" {
				return none
			}
			return c.handled(call, cur.Parent(), err.Name)
		default:
			return none
		}
		cur = cur.Parent()
	}
}

// returnsError reports whether a return statement wraps the error of call in
// its last result, rather than ask about it.
func returnsError(s *ast.ReturnStmt, call ast.Expr) bool {
	last := s.Results[len(s.Results)-1]
	if last.Pos() > call.Pos() || call.End() > last.End() {
		return false
	}
	found := false
	ast.Inspect(last, func(n ast.Node) bool {
		if x, ok := n.(*ast.CallExpr); ok && x != call {
			name := calledName(x)
			found = found || strings.HasPrefix(name, "Wrap") || strings.HasPrefix(name, "New") || name == "Errorf" || name == "WithStack"
		}
		return true
	})
	return found
}

// handled returns the ports on which the error that the assignment at cur
// gives to a variable leaves the function, or ends the program.
func (c *checker) handled(call *calls.Call, cur inspector.Cursor, err string) platform.Set {
	if ifs, ok := cur.Parent().Node().(*ast.IfStmt); ok {
		if kind, _ := cur.ParentEdge(); kind != edge.IfStmt_Init {
			return platform.Set{}
		}
		return c.failure(call, ifs, err)
	}
	for next, ok := cur.NextSibling(); ok; next, ok = next.NextSibling() {
		n := next.Node()
		if !mentions(n, err) {
			continue
		}
		switch s := n.(type) {
		case *ast.IfStmt:
			if s.Init == nil {
				return c.failure(call, s, err)
			}
		case *ast.ReturnStmt:
			if len(s.Results) > 0 && isIdent(s.Results[len(s.Results)-1], err) {
				return c.flow.At(call.File, s)
			}
		}
		break
	}
	return platform.Set{}
}

// failure returns the ports on which ifs, which tests err, fails if err is not
// nil.
func (c *checker) failure(call *calls.Call, ifs *ast.IfStmt, err string) platform.Set {
	b, ok := ast.Unparen(ifs.Cond).(*ast.BinaryExpr)
	if !ok || b.Op != token.NEQ || !isIdent(b.X, err) || !isIdent(b.Y, "nil") {
		return platform.Set{}
	}
	if !fails(ifs.Body, err) {
		return platform.Set{}
	}
	return c.flow.At(call.File, ifs.Body.List[len(ifs.Body.List)-1])
}

// fails reports whether a block ends in an error that is returned, err or
// another, or in the end of the program.
func fails(b *ast.BlockStmt, err string) bool {
	if len(b.List) == 0 {
		return false
	}
	switch s := b.List[len(b.List)-1].(type) {
	case *ast.ReturnStmt:
		return len(s.Results) > 0 && isFailure(s.Results[len(s.Results)-1], err)
	case *ast.ExprStmt:
		x, ok := s.X.(*ast.CallExpr)
		return ok && isFatal(x)
	}
	return false
}

// isFailure reports whether x, which is returned, is the error err, wraps it,
// or is another error made there.
func isFailure(x ast.Expr, err string) bool {
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		return x.Name == err || strings.HasPrefix(x.Name, "Err") || strings.HasPrefix(x.Name, "err")
	case *ast.SelectorExpr:
		return strings.HasPrefix(x.Sel.Name, "Err")
	case *ast.CallExpr:
		name := calledName(x)
		return mentions(x, err) || name == "Errorf" || name == "New"
	case *ast.UnaryExpr, *ast.CompositeLit:
		return mentions(x, err)
	}
	return false
}

// isFatal reports whether a call ends the program by convention.
func isFatal(x *ast.CallExpr) bool {
	name := calledName(x)
	return name == "panic" || name == "Exit" || strings.HasPrefix(name, "Fatal") || strings.HasPrefix(name, "Panic")
}

func calledName(x *ast.CallExpr) string {
	switch f := ast.Unparen(x.Fun).(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

// foresees reports whether a function knows the errors that say that something
// is not supported.
func foresees(d *ast.FuncDecl) bool {
	found := false
	ast.Inspect(d, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			found = found || slices.Contains(foreseen, id.Name)
		}
		return !found
	})
	return found
}

var foreseen = []string{"ErrUnsupported", "EWINDOWS", "EPLAN9", "ENOSYS", "ENOTSUP", "EOPNOTSUPP", "EPERM", "IsPermission", "ErrPermission"}

// enclosing returns the declaration of the function around cur, or nil.
func enclosing(cur inspector.Cursor) *ast.FuncDecl {
	for outer := range cur.Enclosing((*ast.FuncDecl)(nil)) {
		return outer.Node().(*ast.FuncDecl)
	}
	return nil
}

func receiver(d *ast.FuncDecl) string { return decl.Receiver(d) }

func mentions(n ast.Node, name string) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Name == name {
			found = true
		}
		return !found
	})
	return found
}

func isIdent(x ast.Expr, name string) bool {
	id, ok := ast.Unparen(x).(*ast.Ident)
	return ok && id.Name == name
}
