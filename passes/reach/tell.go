package reach

import (
	"go/ast"
	"go/token"
	"strings"
)

// mayTell reports whether there may be something for importers to know of g. Of
// most names there is not, and to see that is cheap: they are numbers, or
// functions that return neither strings nor booleans, but do return.
func (r *Result) mayTell(g *global) bool {
	switch {
	case g.kind == token.FUNC:
		if g.fun.Body == nil {
			return false
		}
		if results := g.fun.Type.Results; results.NumFields() == 1 {
			if id, ok := results.List[0].Type.(*ast.Ident); ok && (id.Name == "string" || id.Name == "bool") {
				return true
			}
		}
		return !r.surelyReturns(g)
	case g.value == nil:
		return false
	}
	switch x := ast.Unparen(g.value).(type) {
	case *ast.BasicLit:
		return x.Kind == token.STRING && g.kind == token.CONST
	case *ast.CompositeLit, *ast.FuncLit:
		return false
	case *ast.UnaryExpr:
		return x.Op == token.NOT
	}
	return true
}

// surelyReturns reports whether nothing in the body of a function can end its
// flow but return statements and its end. It goes by what a walker does: a
// statement ends the flow if it is a call, blocks, jumps, or depends on a
// condition that is not both true and false on some port. A condition is both if
// it is made of fields, parameters and variables that are set later than they
// are declared, or with others at once: all that may have a value to a walker is
// one that its declaration gives to a name by itself.
func (r *Result) surelyReturns(g *global) bool {
	sure := true
	valued := make(map[string]bool) // by a declaration in the body
	var asked []string              // in conditions
	condition := func(x ast.Expr, alone bool) {
		if x == nil {
			return
		}
		ast.Inspect(x, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				sure = false
			case *ast.Ident:
				asked = append(asked, n.Name)
				alone = false
			}
			return sure
		})
		sure = sure && !alone // it is made of literals
	}
	ast.Inspect(g.fun.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ExprStmt, *ast.SelectStmt, *ast.LabeledStmt:
			sure = false
		case *ast.BranchStmt:
			sure = sure && n.Label == nil && n.Tok != token.GOTO
		case *ast.AssignStmt:
			if n.Tok == token.DEFINE && len(n.Lhs) == len(n.Rhs) {
				for _, x := range n.Lhs {
					if id, ok := x.(*ast.Ident); ok {
						valued[id.Name] = true
					}
				}
			}
		case *ast.ValueSpec:
			if len(n.Values) == len(n.Names) || len(n.Values) == 0 && n.Type == nil { // or those of constants before it
				for _, id := range n.Names {
					valued[id.Name] = true
				}
			}
		case *ast.IfStmt:
			condition(n.Cond, true)
		case *ast.ForStmt:
			sure = sure && n.Cond != nil
			condition(n.Cond, true)
		case *ast.SwitchStmt:
			condition(n.Tag, true)
			for _, c := range n.Body.List {
				if c, ok := c.(*ast.CaseClause); ok {
					for _, x := range c.List {
						condition(x, n.Tag == nil)
					}
				}
			}
		case ast.Expr: // function literals run elsewhere
			return false
		}
		return sure
	})
	for _, name := range asked {
		if !sure {
			break
		}
		switch name {
		case "true", "false":
			return false
		}
		sure = !valued[name] && r.declarations(name) == nil && !g.unit.tree.mayImport(name)
	}
	return sure
}

// mayImport reports whether name may be that of an import, or of something that
// a dot import has.
func (t *tree) mayImport(name string) bool {
	if len(t.dots) > 0 || t.imports[name] != "" {
		return true
	}
	for _, path := range t.unnamed {
		if strings.Contains(path, name) {
			return true
		}
	}
	return false
}
