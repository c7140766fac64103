package classes

import (
	"go/ast"
	"go/token"
	"slices"

	xdecl "github.com/xplatvet/xplatvet/internal/decl"
)

// knot returns the declarations of a package that must be looked at together,
// because errors may depend on several of them:
//   - variables are initialised in an order that depends on what the functions
//     mention that their initialisers mention, and so on: a cycle of that kind
//     may be an error;
//   - a generic function must not be instantiated with ever larger types, and
//     that is seen only in the bodies of generic functions and methods.
//
// Cycles are looked for by name over all files, methods by their own name
// alone, so there may be too many.
func knot(p *pkg) map[ast.Decl]bool {
	g := &initGraph{decls: make(map[string][]ast.Decl), ids: make(map[string]int)}
	stuck := make(map[ast.Decl]bool)
	for _, f := range p.files {
		for _, d := range f.ast.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				name := d.Name.Name
				if d.Recv != nil {
					name = "." + name
				}
				if isGeneric(d) || d.Recv == nil && name == "_" || d.Recv != nil && xdecl.Receiver(d) == "" {
					stuck[d] = true
				}
				if d.Recv != nil || name != "init" && name != "_" {
					g.node(name)
					g.decls[name] = append(g.decls[name], d)
				}
			case *ast.GenDecl:
				for _, s := range d.Specs {
					if s, ok := s.(*ast.ValueSpec); ok && d.Tok == token.VAR && len(s.Values) > 0 {
						for _, name := range s.Names {
							g.vars = append(g.vars, g.node(name.Name))
							g.decls[name.Name] = append(g.decls[name.Name], d)
						}
					}
				}
			}
		}
	}
	for _, name := range g.cyclic() {
		for _, d := range g.decls[name] {
			stuck[d] = true
		}
	}
	return stuck
}

// isGeneric reports whether a function has type parameters, or its receiver.
func isGeneric(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return d.Type.TypeParams != nil
	}
	generic := false
	ast.Inspect(d.Recv, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.IndexExpr, *ast.IndexListExpr:
			generic = true
		}
		return !generic
	})
	return generic
}

// An initGraph says which functions and variables mention which: a superset of
// what the order of initialisation depends on. Methods are called ".name".
type initGraph struct {
	decls map[string][]ast.Decl // of functions and variables
	ids   map[string]int
	names []string
	vars  []int // variables with initialisers
}

func (g *initGraph) node(name string) int {
	id, ok := g.ids[name]
	if !ok {
		id = len(g.names)
		g.ids[name] = id
		g.names = append(g.names, name)
	}
	return id
}

// mentions returns what the declarations of a name mention: function bodies,
// and initialisers.
func (g *initGraph) mentions(from int) []int {
	var edges []int
	seen := make(map[int]bool)
	add := func(name string) {
		if to, ok := g.ids[name]; ok && !seen[to] {
			seen[to] = true
			edges = append(edges, to)
		}
	}
	visit := func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			add("." + n.Sel.Name)
		case *ast.Ident:
			add(n.Name)
		}
		return true
	}
	for _, d := range g.decls[g.names[from]] {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Body != nil {
				ast.Inspect(d.Body, visit)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				s, ok := spec.(*ast.ValueSpec)
				if ok && slices.ContainsFunc(s.Names, func(id *ast.Ident) bool { return id.Name == g.names[from] }) {
					for _, x := range s.Values {
						ast.Inspect(x, visit)
					}
				}
			}
		}
	}
	return edges
}

// cyclic returns the names on cycles that have a variable on them.
func (g *initGraph) cyclic() []string {
	// Tarjan's algorithm for strongly connected components, begun at the
	// variables.
	isVar := make([]bool, len(g.names))
	for _, v := range g.vars {
		isVar[v] = true
	}
	var (
		names   []string
		index   = make([]int, len(g.names)) // 0: not visited
		low     = make([]int, len(g.names))
		onStack = make([]bool, len(g.names))
		stack   []int
		next    = 1
		visit   func(v int)
	)
	visit = func(v int) {
		index[v], low[v] = next, next
		next++
		stack, onStack[v] = append(stack, v), true
		self := false
		for _, w := range g.mentions(v) {
			switch {
			case w == v:
				self = true
			case index[w] == 0:
				visit(w)
				low[v] = min(low[v], low[w])
			case onStack[w]:
				low[v] = min(low[v], index[w])
			}
		}
		if low[v] != index[v] {
			return
		}
		k := len(stack) - 1
		for stack[k] != v {
			k--
		}
		component := stack[k:]
		stack = stack[:k]
		counts := false
		for _, w := range component {
			onStack[w] = false
			counts = counts || isVar[w]
		}
		if counts && (len(component) > 1 || self) {
			for _, w := range component {
				names = append(names, g.names[w])
			}
		}
	}
	for _, v := range g.vars {
		if index[v] == 0 {
			visit(v)
		}
	}
	return names
}
