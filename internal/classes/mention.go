package classes

import (
	"go/ast"
	"go/token"
	"slices"
)

// A mention is what a part of a file mentions of other packages, and of its
// own as far as the size of something depends on it.
type mention struct {
	refs  []ref
	asks  bool // the size of something is asked for, nobody knows of what
	words bool // a constant may be computed with sizes, or the size of int
}

// mentioned returns what a part of a file mentions, function bodies aside unless
// they are asked for. With ignores, no error depends on runtime.GOOS and
// runtime.GOARCH.
func (f *file) mentioned(p *pkg, part ast.Node, ignores, bodies bool) mention {
	var m mention
	seen := make(map[ref]bool)
	add := func(r ref) {
		if !seen[r] {
			seen[r] = true
			m.refs = append(m.refs, r)
		}
	}
	var top ast.Node // the declaration that is visited
	var visit func(ast.Node) bool
	visit = func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GenDecl:
			if top == nil || n.Pos() >= top.End() {
				top = n
			}
		case *ast.FuncDecl:
			top = n
			if !bodies {
				if n.Recv != nil {
					ast.Inspect(n.Recv, visit)
				}
				ast.Inspect(n.Type, visit)
				return false
			}
		case *ast.UnaryExpr:
			m.words = m.words || n.Op == token.XOR && !isSized(n.X)
		case *ast.CallExpr:
			if f.isSizeof(n.Fun) && len(n.Args) == 1 {
				m.words = true
				if names, ok := f.closed(n.Args[0], top); !ok {
					m.asks = true
				} else {
					for _, r := range names {
						if r.path != "" || len(p.decls[r.name]) > 0 {
							r.mode = sizes
							add(r)
						}
					}
				}
			}
		case *ast.SelectorExpr:
			if id, ok := n.X.(*ast.Ident); ok {
				for _, path := range f.imports[id.Name] {
					add(ref{path: path, name: n.Sel.Name, loose: ignores && f.isTarget(n)})
				}
			}
		case *ast.Ident:
			for _, path := range f.dots {
				add(ref{path: path, name: n.Name})
			}
		}
		return true
	}
	ast.Inspect(part, visit)
	m.asks = m.asks || slices.Contains(f.dots, "unsafe")
	m.words = m.words || m.asks
	return m
}

// isSizeof reports whether x is a function of package unsafe that returns a
// size.
func (f *file) isSizeof(x ast.Expr) bool {
	sel, ok := x.(*ast.SelectorExpr)
	if !ok || !isSize(sel.Sel.Name) {
		return false
	}
	id, ok := sel.X.(*ast.Ident)
	return ok && slices.Contains(f.imports[id.Name], "unsafe")
}

// closed returns the names in an expression; ok is false if one of them may be
// declared in the function around it.
func (f *file) closed(x ast.Expr, decl ast.Node) (names []ref, ok bool) {
	local := make(map[string]bool)
	declare := func(list ...ast.Expr) {
		for _, x := range list {
			if id, ok := x.(*ast.Ident); ok {
				local[id.Name] = true
			}
		}
	}
	ast.Inspect(decl, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			declare(n.Lhs...)
		case *ast.RangeStmt:
			declare(n.Key, n.Value)
		case *ast.Field: // parameters; fields do no harm
			for _, name := range n.Names {
				declare(name)
			}
		case *ast.DeclStmt:
			ast.Inspect(n, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.ValueSpec:
					for _, name := range n.Names {
						declare(name)
					}
				case *ast.TypeSpec:
					declare(n.Name)
				}
				return true
			})
		}
		return true
	})
	ok = len(f.dots) == 0
	ast.Inspect(x, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			ok = false
		case *ast.SelectorExpr:
			if id, isIdent := n.X.(*ast.Ident); isIdent {
				for _, path := range f.imports[id.Name] {
					names = append(names, ref{path: path, name: n.Sel.Name})
				}
			}
		case *ast.Ident:
			ok = ok && !local[n.Name]
			names = append(names, ref{name: n.Name})
		}
		return ok
	})
	return names, ok
}

// isSized reports whether the complement of x has the same value on all ports:
// x is a number, or converted to a type with a size of its own.
func isSized(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.BasicLit:
		return true
	case *ast.ParenExpr:
		return isSized(x.X)
	case *ast.CallExpr:
		id, ok := x.Fun.(*ast.Ident)
		return ok && sized[id.Name]
	}
	return false
}

var sized = map[string]bool{
	"int8": true, "int16": true, "int32": true, "int64": true, "rune": true,
	"uint8": true, "uint16": true, "uint32": true, "uint64": true, "byte": true,
}
