package classes

import (
	"go/ast"
	"go/token"
	"slices"

	xdecl "github.com/xplatvet/xplatvet/internal/decl"
)

// A mention is what a declaration mentions of other packages, and of its own as
// far as the size of something depends on it.
type mention struct {
	refs  []ref
	own   []string // names of its own package, and those that it declares; if function bodies are asked for
	asks  bool     // the size of something is asked for, nobody knows of what
	words bool     // a constant may be computed with sizes, or the size of int

	shadows bool // a name that it mentions, or declares, is that of an import
}

// mentions returns what each declaration of a file mentions, function bodies
// aside unless they are asked for. Mentions of runtime.GOOS and runtime.GOARCH
// are loose.
func (f *file) mentions(p *pkg) []mention {
	if f.mentioned == nil {
		f.mentioned = make([]mention, len(f.ast.Decls))
		for i, d := range f.ast.Decls {
			if !p.bodies || len(f.dots) > 0 || !p.isPlain(f, i) {
				f.mentioned[i] = f.mentionedIn(p, d)
			}
		}
	}
	return f.mentioned
}

func (f *file) mentionedIn(p *pkg, decl ast.Decl) mention {
	m := mention{asks: slices.Contains(f.dots, "unsafe")}
	var seen map[ref]bool
	add := func(r ref) {
		if len(m.refs) < 16 {
			if slices.Contains(m.refs, r) {
				return
			}
		} else {
			if seen == nil {
				seen = make(map[ref]bool)
				for _, r := range m.refs {
					seen[r] = true
				}
			}
			if seen[r] {
				return
			}
			seen[r] = true
		}
		m.refs = append(m.refs, r)
	}
	p.marked++
	own := func(name string) {
		if p.bodies && len(p.decls[name]) > 0 && p.marks[name] != p.marked {
			p.marks[name] = p.marked
			m.own = append(m.own, name)
		}
	}
	dotted := func(name string) {
		for _, path := range f.dots {
			add(ref{path: path, name: name})
		}
	}
	var visit func(ast.Node) bool
	visit = func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if n.Recv != nil {
				own(xdecl.Receiver(n))
			}
			if !p.bodies {
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
				if names, ok := f.closed(n.Args[0], decl); !ok {
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
			id, ok := n.X.(*ast.Ident)
			if !ok {
				ast.Inspect(n.X, visit)
			} else {
				for _, path := range f.imports[id.Name] {
					add(ref{path: path, name: n.Sel.Name, loose: f.isTarget(n)})
				}
				dotted(id.Name)
				own(id.Name)
			}
			dotted(n.Sel.Name)
			return false
		case *ast.Ident:
			m.shadows = m.shadows || len(f.imports[n.Name]) > 0
			dotted(n.Name)
			own(n.Name)
		}
		return true
	}
	ast.Inspect(decl, visit)
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
