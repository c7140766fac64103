package calls

import (
	"go/ast"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"
)

// IsCommand reports whether c makes an exec.Cmd of the name of a program.
func (c *Call) IsCommand() bool {
	return c.Path == "os/exec" && (c.Name == "Command" || c.Name == "CommandContext")
}

// IsExec reports whether c runs the program that the first of its Paths names,
// or makes an exec.Cmd that does.
func (c *Call) IsExec() bool {
	return c.IsCommand() || c.Path == "os" && c.Name == "StartProcess"
}

// commandTolerated reports whether c makes a command that may fail wherever it
// is run: there and then, or by the variable that it is assigned to.
func commandTolerated(c *Call) bool {
	kind, _ := c.Cursor.ParentEdge()
	switch parent := c.Cursor.Parent().Node().(type) {
	case *ast.SelectorExpr:
		run, ok := runs(c.Cursor.Parent())
		return ok && ToleratedAt(run)
	case *ast.AssignStmt:
		if kind != edge.AssignStmt_Rhs || len(parent.Lhs) != 1 {
			return false
		}
		id, ok := parent.Lhs[0].(*ast.Ident)
		if !ok {
			return false
		}
		found := false
		for around := range c.Cursor.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
			for cur := range around.Preorder((*ast.SelectorExpr)(nil)) {
				sel := cur.Node().(*ast.SelectorExpr)
				if sel.Pos() < c.Expr.Pos() || !isIdent(sel.X, id.Name) {
					continue
				}
				if run, ok := runs(cur); ok {
					if !ToleratedAt(run) {
						return false
					}
					found = true
				}
			}
			break
		}
		return found
	}
	return false
}

// runs returns the cursor of the call of the method selected at cur, if it is
// one that runs a command.
func runs(cur inspector.Cursor) (inspector.Cursor, bool) {
	switch cur.Node().(*ast.SelectorExpr).Sel.Name {
	case "Run", "Start", "Output", "CombinedOutput":
		if kind, _ := cur.ParentEdge(); kind == edge.CallExpr_Fun {
			return cur.Parent(), true
		}
	}
	return inspector.Cursor{}, false
}
