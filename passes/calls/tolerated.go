package calls

import (
	"go/ast"
	"go/token"
	"strings"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"
)

// Tolerated reports whether the program seems to expect that c may fail: its
// error is assigned to _, or it is tested and the branch for failure goes on
// with something else, without a word of the error. That branch neither
// mentions the error, nor makes another, nor ends the program; or else it asks
// whether something does not exist.
//
// The error is the last result of c. If it is the only one and c stands alone
// as a statement, nobody has thought of it: that is not tolerated.
//
// Of a call that makes an exec.Cmd, what counts is the errors of its methods.
func (c *Call) Tolerated() bool {
	if c.IsCommand() {
		return commandTolerated(c)
	}
	return ToleratedAt(c.Cursor)
}

// ToleratedAt is Tolerated for the call at cur, which need not be one of another
// package.
func ToleratedAt(cur inspector.Cursor) bool {
	for isParen(cur.Parent()) {
		cur = cur.Parent()
	}
	kind, _ := cur.ParentEdge()
	switch parent := cur.Parent().Node().(type) {
	case *ast.BinaryExpr: // f() == nil
		cond := cur.Parent()
		if ifs, ok := cond.Parent().Node().(*ast.IfStmt); ok {
			return toleratedIn(ifs, parent, "")
		}
		return isTest(parent) // a value, used somewhere
	case *ast.AssignStmt:
		if kind != edge.AssignStmt_Rhs || len(parent.Rhs) != 1 {
			return false
		}
		err, ok := parent.Lhs[len(parent.Lhs)-1].(*ast.Ident)
		switch {
		case !ok:
			return false
		case err.Name == "_":
			return true
		}
		return assigned(cur.Parent(), err.Name)
	case *ast.ValueSpec:
		return len(parent.Names) > 0 && parent.Names[len(parent.Names)-1].Name == "_"
	}
	return false
}

// assigned reports whether what follows the assignment at cur to the variable
// err expects an error.
func assigned(cur inspector.Cursor, err string) bool {
	if ifs, ok := cur.Parent().Node().(*ast.IfStmt); ok {
		if kind, _ := cur.ParentEdge(); kind != edge.IfStmt_Init {
			return false
		}
		return toleratedIn(ifs, ifs.Cond, err) && !(isSuccess(ifs.Cond, err) && mentionsAny(ifs.Else, err))
	}
	next, ok := cur.NextSibling()
	if !ok {
		return false
	}
	switch stmt := next.Node().(type) {
	case *ast.IfStmt:
		if !mentions(stmt.Cond, err) || !toleratedIn(stmt, stmt.Cond, err) {
			return false
		}
		if !isSuccess(stmt.Cond, err) {
			return true
		}
		// The failure is what comes after.
		for next, ok = next.NextSibling(); ok; next, ok = next.NextSibling() {
			switch n := next.Node().(type) {
			case *ast.AssignStmt:
				if sets(n, err) {
					return true
				}
			case *ast.IfStmt:
				if init, ok := n.Init.(*ast.AssignStmt); ok && init.Tok == token.DEFINE && sets(init, err) {
					continue // another variable
				}
			}
			if mentions(next.Node(), err) {
				return false
			}
		}
		return true
	case *ast.ReturnStmt: // return err == nil
		for _, x := range stmt.Results {
			if b, ok := ast.Unparen(x).(*ast.BinaryExpr); ok && isTest(b) && mentions(b, err) {
				return true
			}
			if asksExistence(x) {
				return true
			}
		}
	}
	return false
}

// sets reports whether a gives the variable name a value that does not depend
// on the one it has.
func sets(a *ast.AssignStmt, name string) bool {
	for _, x := range a.Rhs {
		if mentions(x, name) {
			return false
		}
	}
	for _, x := range a.Lhs {
		if isIdent(x, name) {
			return true
		}
	}
	return false
}

// toleratedIn reports whether the branch of ifs that is taken on failure
// expects it. The condition tests the error, named err if it has a name.
func toleratedIn(ifs *ast.IfStmt, cond ast.Expr, err string) bool {
	if asksExistence(ifs) {
		return true
	}
	if isSuccess(cond, err) {
		return !blames(ifs.Else, err)
	}
	return isFailure(cond, err) && !blames(ifs.Body, err)
}

// isTest reports whether b compares with nil.
func isTest(b *ast.BinaryExpr) bool {
	return (b.Op == token.EQL || b.Op == token.NEQ) && (isNil(b.X) || isNil(b.Y))
}

// isSuccess reports whether cond holds only if err is nil, or, if err is "", is
// a test of something against nil that does.
func isSuccess(cond ast.Expr, err string) bool { return tests(cond, err, token.EQL, token.LAND) }

// isFailure reports whether cond holds whenever err is not nil.
func isFailure(cond ast.Expr, err string) bool { return tests(cond, err, token.NEQ, token.LOR) }

func tests(cond ast.Expr, err string, op, link token.Token) bool {
	b, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok {
		return false
	}
	if b.Op == link {
		return tests(b.X, err, op, link) || tests(b.Y, err, op, link)
	}
	if b.Op != op || !isTest(b) {
		return false
	}
	return err == "" || mentions(b, err)
}

// blames reports whether n, what is done on failure, speaks of it: it mentions
// err, makes an error or a message that says that something failed, or ends
// the program.
func blames(n ast.Node, err string) bool {
	if isNone(n) {
		return false
	}
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			found = found || n.Name == err && err != "" || strings.HasPrefix(n.Name, "Err") && n.Name != "Err" || n.Name == "panic"
		case *ast.SelectorExpr:
			switch name := n.Sel.Name; {
			case name == "Exit", name == "Errorf" || name == "New" && isIdent(n.X, "errors"),
				strings.HasPrefix(name, "Fatal"), strings.HasPrefix(name, "Panic"), strings.HasPrefix(name, "Error"):
				found = true
			}
		}
		return !found
	})
	return found
}

// asksExistence reports whether n asks of an error whether something was not
// there.
func asksExistence(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			switch id.Name {
			case "IsNotExist", "ErrNotExist", "ENOENT", "ErrNotFound":
				found = true
			}
		}
		return !found
	})
	return found
}

func mentionsAny(n ast.Node, name string) bool { return !isNone(n) && mentions(n, name) }

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

// isNone reports whether n is no node: an else branch that is not there.
func isNone(n ast.Node) bool { return n == nil || n == ast.Node((*ast.BlockStmt)(nil)) }

func isParen(cur inspector.Cursor) bool {
	_, ok := cur.Node().(*ast.ParenExpr)
	return ok
}

func isNil(x ast.Expr) bool { return isIdent(x, "nil") }

func isIdent(x ast.Expr, name string) bool {
	id, ok := ast.Unparen(x).(*ast.Ident)
	return ok && id.Name == name
}
