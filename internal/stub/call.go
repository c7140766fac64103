package stub

import (
	"cmp"
	"go/ast"
	"strings"
)

// callExpr returns the results of a call; as many as the function has, if it
// is known.
func (m *machine) callExpr(f *frame, sc *scope, st *state, call *ast.CallExpr) []result {
	var args []result
	for _, a := range call.Args {
		args = append(args, m.expr(f, sc, st, a))
	}
	fun := ast.Unparen(call.Fun)
	for {
		if x, ok := fun.(*ast.IndexExpr); ok {
			fun = ast.Unparen(x.X)
		} else if x, ok := fun.(*ast.IndexListExpr); ok {
			fun = ast.Unparen(x.X)
		} else {
			break
		}
	}
	if len(args) == 1 && m.isType(f, sc, fun) {
		r := args[0]
		r.typ = m.w.typeOf(f.file, fun, m.view)
		return []result{r}
	}
	switch fun := fun.(type) {
	case *ast.FuncLit:
		return m.callLiteral(&closure{fun, f, sc, st}, args)
	case *ast.Ident:
		if fun.Name == "new" && m.isUniverse(f, sc, fun) && len(call.Args) == 1 {
			return []result{{kind: failing, typ: m.w.typeOf(f.file, call.Args[0], m.view)}}
		}
		switch r := m.ident(f, sc, st, fun); {
		case r.lit != nil:
			return m.callLiteral(r.lit, args)
		case r.fn != nil:
			return m.call(r.fn, args)
		}
	case *ast.SelectorExpr:
		if path := m.imported(f, sc, fun.X); path != "" {
			return m.callImported(f, sc, st, path, fun.Sel.Name, call, args)
		}
		if fun.Sel.Name == "Err" {
			if r, ok := st.told.m[fieldText(fun.X)+".Err()"]; ok {
				return []result{r}
			}
		}
		if _, ok := st.told.m[fieldText(fun)]; ok {
			return nil
		}
		t := m.expr(f, sc, st, fun.X).typ
		owner, ok := m.w.method(t, fun.Sel.Name, m.view, 0)
		if !ok {
			return nil
		}
		if p := m.w.packages[owner.path]; p != nil {
			return m.call(p.function(owner.name+"."+fun.Sel.Name, m.view), args)
		}
		return m.callKnown(owner.path, owner.name+"."+fun.Sel.Name, args)
	}
	return nil
}

// isType reports whether x denotes a type, so that its call is a conversion.
func (m *machine) isType(f *frame, sc *scope, x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.Ident:
		return sc.lookup(x.Name) == nil && (f.file.pkg.types[x.Name] != nil || x.Name == "error" && m.isUniverse(f, sc, x))
	case *ast.SelectorExpr:
		path := m.imported(f, sc, x.X)
		if p := m.w.packages[path]; p != nil {
			return p.types[x.Sel.Name] != nil
		}
		return path == "syscall" && x.Sel.Name == "Errno"
	}
	return false
}

func (m *machine) callLiteral(lit *closure, args []result) []result {
	if args == nil {
		args = []result{}
	}
	exits := m.runLiteral(lit, args)
	return m.typed(lit.frame.file, lit.lit.Type, summary(lit.lit.Type, exits))
}

// typed adds the declared types of results.
func (m *machine) typed(f *file, typ *ast.FuncType, rs []result) []result {
	_, n := errorIndex(typ)
	if len(rs) > 0 && rs[0].kind == dies {
		return rs
	}
	if rs == nil {
		rs = make([]result, n)
	}
	if typ.Results == nil {
		return rs
	}
	i := 0
	for _, field := range typ.Results.List {
		t := m.w.typeOf(f, field.Type, m.view)
		for range max(1, len(field.Names)) {
			if rs[i].typ == (named{}) {
				rs[i].typ = t
			}
			i++
		}
	}
	return rs
}

func (m *machine) callImported(f *frame, sc *scope, st *state, path, name string, call *ast.CallExpr, args []result) []result {
	switch path + "." + name {
	case "errors.New", "fmt.Errorf", "github.com/pkg/errors.New", "github.com/pkg/errors.Errorf", "golang.org/x/xerrors.New", "golang.org/x/xerrors.Errorf":
		for _, a := range args {
			if a.kind == stubbed && a.except == nil {
				return []result{{kind: stubbed, text: a.text, from: a.from}}
			}
		}
		if s := m.format(f, sc, st, call.Args); refuses(s) {
			return []result{{kind: stubbed, text: quote(s)}}
		}
		return []result{{kind: failing}}
	case "os.NewSyscallError", "github.com/pkg/errors.Wrap", "github.com/pkg/errors.Wrapf", "github.com/pkg/errors.WithStack", "github.com/pkg/errors.WithMessage":
		for _, a := range args {
			if (a.notNil() || a.kind == null) && a.kind != funcValue {
				a.id, a.param = "", nil
				return []result{a}
			}
		}
		return nil
	case "errors.Is":
		if len(args) == 2 {
			return []result{is(args[0], args[1])}
		}
	}
	if p := m.w.packages[path]; p != nil {
		if fn := p.function(name, m.view); fn != nil {
			return m.call(fn, args)
		}
		return nil
	}
	return m.callKnown(path, name, args)
}

// is tells what errors.Is says, as far as it is known.
func is(err, target result) result {
	yes := result{kind: boolean, truth: true}
	switch {
	case err.kind == null:
		return result{kind: boolean}
	case err.kind != stubbed || err.except != nil || target.id == "":
	case err.text == target.id:
		return yes
	case target.id == "errors."+unsupported && strings.HasPrefix(err.text, "syscall."):
		return yes
	}
	return result{}
}

// callKnown calls a function of a package whose source is not at hand.
func (m *machine) callKnown(path, name string, args []result) []result {
	if m.w.imported == nil {
		return nil
	}
	t := m.w.imported(path)
	s := t.on(name, m.view)
	if s == nil {
		return nil
	}
	r := s.result(cmp.Or(s.From, path+"."+name), args)
	r.spread = true
	return []result{r}
}

// spread returns the results of a call that is used for n values.
func spread(rs []result, n int) []result {
	if len(rs) == n || len(rs) > 0 && rs[0].kind == dies {
		return rs
	}
	all := make([]result, n)
	if len(rs) == 1 && rs[0].spread && n > 0 {
		all[n-1] = rs[0]
	}
	return all
}
