package reach

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/xplatvet/xplatvet/platform"
)

var packagesOfExits = []string{"log", "os", "runtime", "syscall", "testing"}

// isExit reports whether name, a function of the package path or a method of
// one of its types, never returns. A test looks for others in GOROOT.
func isExit(path, name string) bool {
	switch path {
	case "os", "syscall":
		return name == "Exit"
	case "runtime":
		return name == "Goexit" || name == "CPUProfile" // which is no more
	case "log":
		return slices.Contains([]string{"Fatal", "Fatalf", "Fatalln", "Panic", "Panicf", "Panicln"}, name)
	case "testing":
		return slices.Contains([]string{"FailNow", "Fatal", "Fatalf", "Main", "Skip", "SkipNow", "Skipf"}, name)
	}
	return false
}

// returns returns the ports on which a call may return.
func (w *walker) returns(call *ast.CallExpr) platform.Set {
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		if fun.Name == "panic" && w.r.predeclared(w.unit, fun) {
			return platform.Set{}
		}
	case *ast.SelectorExpr:
		if isExit(w.unit.qualified(fun)) || w.isExitMethod(fun) {
			return platform.Set{}
		}
	}
	return w.summaryOf(call.Fun).returns
}

// isExitMethod reports whether sel is a method that never returns, such as
// t.Skip: by its type, or by that of the parameter t as written.
func (w *walker) isExitMethod(sel *ast.SelectorExpr) bool {
	if w.unit.tree.checked && w.r.info != nil {
		if fn, ok := w.r.info.Uses[sel.Sel].(*types.Func); ok && fn.Pkg() != nil {
			return isExit(fn.Pkg().Path(), fn.Name())
		}
		return false
	}
	id, ok := ast.Unparen(sel.X).(*ast.Ident)
	if !ok {
		return false
	}
	l := w.unit.lookup(id)
	if l == nil || l.typ == nil {
		return false
	}
	typ := l.typ
	if star, ok := typ.(*ast.StarExpr); ok {
		typ = star.X
	}
	path, name := w.unit.qualified(typ)
	return path == "testing" && slices.Contains([]string{"T", "B", "F", "TB"}, name) && isExit(path, sel.Sel.Name)
}

// A summary is what a call of a function may do.
type summary struct {
	returns platform.Set // where it may return
	result  value        // what it may return
}

// anySummary is that of a function of which nothing is known.
func anySummary(on platform.Set) summary { return summary{on, unknown(on)} }

// summaryOf returns what a call of fun may do. Known are function literals,
// called in place or by the name of a variable that is never changed,
// functions of the package, and those of other packages that have a Fact.
func (w *walker) summaryOf(fun ast.Expr) summary {
	nothing := anySummary(platform.All())
	switch fun := ast.Unparen(fun).(type) {
	case *ast.FuncLit:
		return w.r.summarize(w.unit, fun.Type, fun.Body, w.depth+1)
	case *ast.Ident:
		if l := w.unit.lookup(fun); l != nil {
			if lit, ok := l.value.(*ast.FuncLit); ok && !l.changed {
				return w.r.summarize(w.unit, lit.Type, lit.Body, w.depth+1)
			}
			return nothing
		}
		if decls := w.r.declarations(fun.Name); decls != nil {
			return w.r.call(decls, w.depth+1)
		}
		for _, path := range w.unit.tree.dots {
			if e, ok := w.r.lookup(path, fun.Name); ok && e.kind == exportFunc {
				return summary{e.returns, e.value}
			}
		}
	case *ast.SelectorExpr:
		if e, ok := w.r.lookup(w.unit.qualified(fun)); ok && e.kind == exportFunc {
			return summary{e.returns, e.value}
		}
	}
	return nothing
}

// call returns what a call of a package-level name may do.
func (r *Result) call(decls []*global, depth int) summary {
	sum := anySummary(r.undeclared(decls))
	for _, g := range decls {
		s := anySummary(platform.All())
		if g.fun != nil {
			s = r.summarize(g.unit, g.fun.Type, g.fun.Body, depth)
		}
		built := g.unit.tree.file.Built
		sum.returns = sum.returns.Union(s.returns.Intersect(built))
		sum.result = sum.result.union(s.result.in(built))
	}
	return sum
}

// summarize walks the body of a function in u.
func (r *Result) summarize(u *unit, typ *ast.FuncType, body *ast.BlockStmt, depth int) summary {
	switch {
	case body == nil:
		return anySummary(platform.All())
	case depth > maxDepth:
		r.deepest = depth
		return anySummary(platform.All())
	}
	return r.summaries.lookup(body, depth, &r.deepest, func() summary { return r.walk(u, typ, body, depth) })
}

func (r *Result) walk(u *unit, typ *ast.FuncType, body *ast.BlockStmt, depth int) summary {
	f := &frame{body: body}
	if typ.Results.NumFields() == 1 {
		f.evaluates = r.plain(u, typ.Results.List[0].Type)
	}
	w := &walker{r: r, unit: u, depth: depth, frame: f}
	out := w.list(body.List, platform.All())
	sum := summary{f.returns.Union(out), f.result}
	sum.result.other = sum.result.other.Union(out)
	if f.deferred { // recover makes a panic return, with other results
		sum = anySummary(platform.All())
	}
	return sum
}
