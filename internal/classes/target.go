package classes

import (
	"go/ast"
	"go/token"
	"slices"
)

// The constants runtime.GOOS and runtime.GOARCH differ on all ports, and are
// used everywhere, but hardly ever does an error depend on their values. It may
// if they are compared with other constants: as cases of a switch statement, as
// keys of a literal, or, as a length or an index, by their number of bytes.

// isTarget reports whether a selector is runtime.GOOS or runtime.GOARCH.
func (f *file) isTarget(x *ast.SelectorExpr) bool {
	id, ok := x.X.(*ast.Ident)
	if !ok || x.Sel.Name != "GOOS" && x.Sel.Name != "GOARCH" {
		return false
	}
	paths := f.imports[id.Name]
	return len(paths) == 1 && paths[0] == "runtime"
}

// importsPath reports whether a file imports a path by a name.
func (f *file) importsPath(path string) bool {
	for _, paths := range f.imports {
		if slices.Contains(paths, path) {
			return true
		}
	}
	return false
}

// ignoresTarget reports whether no error in the files of a package depends on
// the values of runtime.GOOS and runtime.GOARCH.
func (e *Engine) ignoresTarget(p *pkg) bool {
	if !p.asked {
		p.asked, p.ignores = true, e.findIgnored(p)
	}
	return p.ignores
}

func (e *Engine) findIgnored(p *pkg) bool {
	mentioned, keys := false, false
	tainted := make(map[string]bool) // constants that depend on them
	for _, f := range p.files {
		if f.ast == nil || !f.importsPath("runtime") {
			continue
		}
		v := &targetVisitor{e: e, p: p, f: f, tainted: tainted}
		ast.PreorderStack(f.ast, nil, v.visit)
		if v.bad {
			return false
		}
		mentioned = mentioned || v.mentioned
	}
	if !mentioned || len(tainted) == 0 {
		return mentioned
	}
	// Constants made of tainted ones are tainted, wherever they are declared.
	for n := 0; n != len(tainted); {
		n = len(tainted)
		for _, f := range p.files {
			if f.ast != nil {
				ast.Inspect(f.ast, func(n ast.Node) bool {
					if d, ok := n.(*ast.GenDecl); ok && d.Tok == token.CONST {
						taint(d, tainted)
					}
					return true
				})
			}
		}
	}
	for _, f := range p.files {
		if f.ast == nil {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if kv, ok := n.(*ast.KeyValueExpr); ok {
				for name := range tainted {
					keys = keys || mentions(kv.Key, name)
				}
			}
			return !keys
		})
	}
	return !keys
}

// taint adds the constants of a declaration that mention tainted ones.
func taint(d *ast.GenDecl, tainted map[string]bool) {
	group := false
	for _, spec := range d.Specs {
		s, ok := spec.(*ast.ValueSpec)
		if !ok {
			continue
		}
		for _, x := range s.Values {
			for name := range tainted {
				group = group || mentions(x, name)
			}
		}
		if group { // what follows may repeat it
			for _, name := range s.Names {
				tainted[name.Name] = true
			}
		}
	}
}

type targetVisitor struct {
	e       *Engine
	p       *pkg
	f       *file
	tainted map[string]bool

	mentioned, bad bool
}

func (v *targetVisitor) visit(n ast.Node, stack []ast.Node) bool {
	if x, ok := n.(*ast.SelectorExpr); ok && v.f.isTarget(x) {
		v.mentioned = true
		v.bad = v.bad || !v.harmless(x, stack)
	}
	return !v.bad
}

// harmless reports whether nothing depends on the value of x, a string that
// stands below the nodes of stack.
func (v *targetVisitor) harmless(x ast.Expr, stack []ast.Node) bool {
	for len(stack) > 0 {
		top := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		switch n := top.(type) {
		case *ast.ParenExpr:
			x = n
			continue
		case *ast.BinaryExpr:
			switch n.Op {
			case token.ADD:
				x = n
				continue
			case token.EQL, token.NEQ:
				return v.condition(n, stack)
			}
			return false
		case *ast.SwitchStmt:
			return n.Tag == x
		case *ast.AssignStmt, *ast.ReturnStmt:
			return true
		case *ast.ValueSpec:
			return v.isVar(stack)
		case *ast.KeyValueExpr:
			return n.Value == x
		case *ast.CompositeLit:
			return n.Type != x
		case *ast.IndexExpr:
			return n.Index == x
		case *ast.CallExpr:
			return n.Fun != x && v.isCall(n.Fun)
		default:
			return false
		}
	}
	return false
}

// condition reports whether nothing depends on the value of a condition. Only
// keys of a literal are compared with each other if they are of type bool.
func (v *targetVisitor) condition(x ast.Expr, stack []ast.Node) bool {
	for len(stack) > 0 {
		top := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		switch n := top.(type) {
		case *ast.KeyValueExpr:
			return n.Value == x
		case *ast.ValueSpec:
			if !v.isVar(stack) {
				taintAll(stack, v.tainted)
			}
			return true
		case ast.Expr:
			if _, ok := n.(*ast.FuncLit); ok {
				return true
			}
			x = n
		default:
			return true
		}
	}
	return true
}

// isVar reports whether the innermost node of stack declares variables.
func (v *targetVisitor) isVar(stack []ast.Node) bool {
	d, ok := stack[len(stack)-1].(*ast.GenDecl)
	return ok && d.Tok == token.VAR
}

// taintAll adds the constants that the innermost node of stack declares.
func taintAll(stack []ast.Node, tainted map[string]bool) {
	d, ok := stack[len(stack)-1].(*ast.GenDecl)
	if !ok {
		return
	}
	for _, spec := range d.Specs {
		if s, ok := spec.(*ast.ValueSpec); ok {
			for _, name := range s.Names {
				tainted[name.Name] = true
			}
		}
	}
}

// isCall reports whether a call of x is certainly no conversion, and not one
// of a builtin function: a method, or a function of another package.
func (v *targetVisitor) isCall(x ast.Expr) bool {
	sel, ok := x.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	id, ok := sel.X.(*ast.Ident)
	if !ok {
		return true
	}
	for _, path := range v.f.imports[id.Name] {
		if path == "unsafe" || path == "C" {
			return false
		}
		for _, t := range v.p.targets[path] {
			v.e.index(t.pkg)
			for _, d := range t.pkg.decls[sel.Sel.Name] {
				if d.typ != nil {
					return false
				}
			}
		}
	}
	return true
}
