package cgoguard

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// uses returns the first use in f of each wanted package-level name of another
// file. A name that f declares in any way is left out, as the use may be of
// that; and so is one that an import may stand for.
func uses(f *ast.File, wanted map[string]bool) map[string]*ast.Ident {
	found := make(map[string]*ast.Ident)
	own := make(map[string]bool)
	other := make(map[*ast.Ident]bool) // names that are no uses: labels, members, ...

	declare := func(ids ...*ast.Ident) {
		for _, id := range ids {
			own[id.Name] = true
		}
	}
	declareExprs := func(list ...ast.Expr) {
		for _, x := range list {
			if id, ok := x.(*ast.Ident); ok {
				declare(id)
			}
		}
	}
	declareFields := func(list *ast.FieldList) {
		if list != nil {
			for _, f := range list.List {
				declare(f.Names...)
			}
		}
	}

	for _, spec := range f.Imports {
		if spec.Name != nil {
			if spec.Name.Name == "." {
				return nil // any name may come from there
			}
			declare(spec.Name)
		}
		for name := range wanted {
			if strings.Contains(spec.Path.Value, name) {
				own[name] = true
			}
		}
	}
	other[f.Name] = true
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.AssignStmt:
			if n.Tok == token.DEFINE {
				declareExprs(n.Lhs...)
			}
		case *ast.RangeStmt:
			if n.Tok == token.DEFINE {
				declareExprs(n.Key, n.Value)
			}
		case *ast.ValueSpec:
			declare(n.Names...)
		case *ast.TypeSpec:
			declare(n.Name)
			declareFields(n.TypeParams)
		case *ast.FuncDecl:
			if n.Recv == nil {
				declare(n.Name)
			} else {
				other[n.Name] = true
				declareFields(n.Recv)
				if _, params := receiver(n.Recv); len(params) > 0 {
					for _, p := range params {
						own[p] = true
					}
				}
			}
		case *ast.FuncType:
			declareFields(n.TypeParams)
			declareFields(n.Params)
			declareFields(n.Results)
		case *ast.Field:
			for _, id := range n.Names {
				other[id] = true
			}
		case *ast.SelectorExpr:
			other[n.Sel] = true
		case *ast.KeyValueExpr: // perhaps a field
			if id, ok := n.Key.(*ast.Ident); ok {
				other[id] = true
			}
		case *ast.LabeledStmt:
			other[n.Label] = true
		case *ast.BranchStmt:
			if n.Label != nil {
				other[n.Label] = true
			}
		}
		return true
	})
	ast.Inspect(f, func(n ast.Node) bool {
		if _, ok := n.(*ast.ImportSpec); ok {
			return false
		}
		id, ok := n.(*ast.Ident)
		if !ok || !wanted[id.Name] || own[id.Name] || other[id] || found[id.Name] != nil {
			return true
		}
		if types.Universe.Lookup(id.Name) == nil {
			found[id.Name] = id
		}
		return true
	})
	return found
}
