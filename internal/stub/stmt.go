package stub

import (
	"go/ast"
	"go/token"
)

// block runs statements and reports whether flow may go on after them.
func (m *machine) block(f *frame, sc *scope, st *state, list []ast.Stmt) bool {
	for _, s := range list {
		if !m.stmt(f, sc, st, s, "") {
			return false
		}
	}
	return true
}

func (m *machine) inner(f *frame, sc *scope, st *state, list []ast.Stmt) bool {
	return m.block(f, &scope{outer: sc}, st, list)
}

// aside runs statements that may be skipped.
func (m *machine) aside(f *frame, sc *scope, st *state, list []ast.Stmt) bool {
	f.depth++
	live := m.inner(f, sc, st, list)
	f.depth--
	return live
}

func (m *machine) stmt(f *frame, sc *scope, st *state, s ast.Stmt, label string) bool {
	if m.steps++; m.steps > maxSteps || f.lost {
		return false
	}
	switch s := s.(type) {
	case *ast.BlockStmt:
		return m.inner(f, sc, st, s.List)
	case *ast.ExprStmt:
		call, ok := ast.Unparen(s.X).(*ast.CallExpr)
		if !ok {
			return true
		}
		if id, ok := call.Fun.(*ast.Ident); ok && id.Name == "panic" && len(call.Args) == 1 && m.isUniverse(f, sc, id) {
			r := m.panicValue(f, sc, st, call.Args[0])
			return m.die(f, r)
		}
		if exits(call) {
			return m.die(f, result{kind: failing})
		}
		rs := m.callExpr(f, sc, st, call)
		return !m.dies(f, rs)
	case *ast.AssignStmt:
		return m.assign(f, sc, st, s)
	case *ast.DeclStmt:
		return m.declStmt(f, sc, st, s)
	case *ast.IncDecStmt:
		m.forget(sc, st, s)
	case *ast.ReturnStmt:
		return m.returns(f, sc, st, s)
	case *ast.IfStmt:
		return m.ifStmt(f, sc, st, s)
	case *ast.SwitchStmt:
		return m.switchStmt(f, sc, st, s, label)
	case *ast.TypeSwitchStmt:
		return m.cases(f, sc, st, s, s.Body, label)
	case *ast.SelectStmt:
		return m.cases(f, sc, st, s, s.Body, label)
	case *ast.ForStmt:
		return m.loop(f, sc, st, s, s.Init, s.Cond, s.Body, s.Cond == nil, label)
	case *ast.RangeStmt:
		return m.loop(f, sc, st, s, nil, nil, s.Body, false, label)
	case *ast.LabeledStmt:
		return m.stmt(f, sc, st, s.Stmt, s.Label.Name)
	case *ast.BranchStmt:
		return m.branch(f, s)
	}
	return true // defer, go, send and empty statements
}

// exits reports whether a call ends the program.
func exits(call *ast.CallExpr) bool {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	id, ok := sel.X.(*ast.Ident)
	return ok && (id.Name == "os" && sel.Sel.Name == "Exit" || id.Name == "log" && (sel.Sel.Name == "Fatal" || sel.Sel.Name == "Fatalf"))
}

func (m *machine) die(f *frame, r result) bool {
	f.returns = append(f.returns, exit{dies: &r, main: f.depth == 0, except: f.except})
	return false
}

// dies ends the flow if the results are those of a function that panics.
func (m *machine) dies(f *frame, rs []result) bool {
	if len(rs) > 0 && rs[0].kind == dies {
		m.die(f, result{kind: stubbed, text: rs[0].text, from: rs[0].from})
		return true
	}
	return false
}

func (m *machine) returns(f *frame, sc *scope, st *state, s *ast.ReturnStmt) bool {
	i, n := errorIndex(f.typ)
	var vals []result
	switch {
	case len(s.Results) == 0:
		for _, v := range f.results {
			vals = append(vals, m.read(f, st, v))
		}
	case len(s.Results) == 1 && n > 1:
		if call, ok := ast.Unparen(s.Results[0]).(*ast.CallExpr); ok {
			vals = m.callExpr(f, sc, st, call)
			if m.dies(f, vals) {
				return false
			}
		}
		vals = spread(vals, n)
	default:
		for _, x := range s.Results {
			r := m.expr(f, sc, st, x)
			if m.dies(f, []result{r}) {
				return false
			}
			vals = append(vals, r)
		}
	}
	if f.strict && i >= 0 && f.except == nil && len(vals) == n && (vals[i].kind == unknown || vals[i].kind == null) {
		f.lost = true // it may work
		return false
	}
	f.returns = append(f.returns, exit{vals: vals, main: f.depth == 0, except: f.except})
	return false
}

func (m *machine) assign(f *frame, sc *scope, st *state, s *ast.AssignStmt) bool {
	if s.Tok != token.ASSIGN && s.Tok != token.DEFINE {
		m.forget(sc, st, s)
		return true
	}
	vals := make([]result, len(s.Lhs))
	if len(s.Rhs) == len(s.Lhs) {
		for i, x := range s.Rhs {
			vals[i] = m.expr(f, sc, st, x)
			if m.dies(f, vals[i:i+1]) {
				return false
			}
		}
	} else if call, ok := ast.Unparen(s.Rhs[0]).(*ast.CallExpr); ok {
		rs := m.callExpr(f, sc, st, call)
		if m.dies(f, rs) {
			return false
		}
		vals = spread(rs, len(vals))
	}
	for i, x := range s.Lhs {
		id, ok := ast.Unparen(x).(*ast.Ident)
		if !ok {
			m.tell(st, x, vals[i])
			continue
		}
		v := sc.names[id.Name]
		switch {
		case id.Name == "_":
			continue
		case s.Tok == token.DEFINE && v == nil:
			v = m.declare(f, sc, id.Name)
		case s.Tok == token.ASSIGN:
			v = sc.lookup(id.Name)
		}
		if v != nil {
			m.set(st, v, vals[i])
		}
	}
	return true
}

// set changes what is known of a variable.
func (m *machine) set(st *state, v *variable, r result) {
	st.one = nil
	if r.typ == (named{}) {
		r.typ = st.vars.m[v].typ
	}
	st.vars.set(v, r)
	for key := range st.told.m {
		if root(key) == v.name {
			st.told.drop(key)
		}
	}
}

// tell remembers what is known of a field until something of it changes.
func (m *machine) tell(st *state, x ast.Expr, r result) {
	st.one = nil
	key := fieldText(x)
	if key == "" {
		return
	}
	for k := range st.told.m {
		if root(k) == root(key) {
			st.told.drop(k)
		}
	}
	if r.kind != unknown {
		st.told.set(key, r)
	}
}

func (m *machine) declStmt(f *frame, sc *scope, st *state, s *ast.DeclStmt) bool {
	d, ok := s.Decl.(*ast.GenDecl)
	if !ok {
		return true
	}
	for _, spec := range d.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec: // hides one of the package; what has it is not known
			f.lost = true
		case *ast.ValueSpec:
			vals := make([]result, len(spec.Names))
			if len(spec.Values) == len(spec.Names) {
				for i, x := range spec.Values {
					vals[i] = m.expr(f, sc, st, x)
				}
			} else if len(spec.Values) == 0 {
				for i := range vals {
					if id, ok := spec.Type.(*ast.Ident); ok && id.Name == "error" {
						vals[i].kind = null
					}
				}
			}
			for i, id := range spec.Names {
				v := m.declare(f, sc, id.Name)
				if spec.Type != nil {
					vals[i].typ = m.w.typeOf(f.file, spec.Type, m.view)
				}
				st.vars.set(v, vals[i])
			}
		}
	}
	return true
}

// forget drops what is known of all that n may assign to.
func (m *machine) forget(sc *scope, st *state, n ast.Node) {
	st.one = nil
	for name := range assigned(n, true) {
		if v := sc.lookup(name); v != nil {
			st.vars.set(v, result{typ: st.vars.m[v].typ})
		}
		for key := range st.told.m {
			if root(key) == name {
				st.told.drop(key)
			}
		}
	}
	ast.Inspect(n, func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok {
			for _, x := range a.Lhs {
				if key := fieldText(x); key != "" {
					m.tell(st, x, result{})
				}
			}
		}
		return true
	})
}

func (m *machine) ifStmt(f *frame, sc *scope, st *state, s *ast.IfStmt) bool {
	sc = &scope{outer: sc}
	if s.Init != nil && !m.stmt(f, sc, st, s.Init, "") {
		return false
	}
	cond := m.expr(f, sc, st, s.Cond)
	var other []ast.Stmt
	if s.Else != nil {
		other = []ast.Stmt{s.Else}
	}
	if cond.kind == boolean {
		if cond.truth {
			return m.inner(f, sc, st, s.Body.List)
		}
		return m.inner(f, sc, st, other)
	}
	yes, no := st.clone(), st.clone()
	m.narrow(f, sc, yes, s.Cond, true)
	m.narrow(f, sc, no, s.Cond, false)

	var live bool
	if u := m.excepts(f, sc, st, s.Cond); u != nil && f.except == nil {
		f.except = u
		live = m.inner(f, sc, yes, s.Body.List)
		f.except = nil
	} else {
		live = m.aside(f, sc, yes, s.Body.List)
	}
	if !live {
		*st = *no
		if s.Else == nil {
			return true
		}
		// One of the two is the main way: if the other has left, it is not
		// known which.
		return m.aside(f, sc, st, other)
	}
	if s.Else != nil && !m.aside(f, sc, no, other) {
		*st = *yes
		return true
	}
	yes.join(no)
	*st = *yes
	return true
}

// excepts returns what a condition says of a parameter, if it says that it has
// a certain value.
func (m *machine) excepts(f *frame, sc *scope, st *state, cond ast.Expr) *unless {
	b, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok || b.Op != token.EQL || f.depth > 0 {
		return nil
	}
	x, y := m.expr(f, sc, st, b.X), m.expr(f, sc, st, b.Y)
	if x.param == nil {
		x, y = y, x
	}
	if x.param == nil || x.param.param < 0 || x.param.frame != f || y.id == "" {
		return nil
	}
	return &unless{x.param, []string{y.id}}
}

func (m *machine) switchStmt(f *frame, sc *scope, st *state, s *ast.SwitchStmt, label string) bool {
	sc = &scope{outer: sc}
	if s.Init != nil && !m.stmt(f, sc, st, s.Init, "") {
		return false
	}
	var tag result
	if s.Tag != nil {
		tag = m.expr(f, sc, st, s.Tag)
	}
	var chosen *ast.CaseClause
	var possible []*ast.CaseClause
	var fallback *ast.CaseClause
	for _, c := range s.Body.List {
		c := c.(*ast.CaseClause)
		if c.List == nil {
			fallback = c
			continue
		}
		may := false
		for _, x := range c.List {
			r := m.expr(f, sc, st, x)
			if s.Tag != nil {
				r = equal(tag, r)
			}
			switch {
			case r.kind != boolean:
				may = true
			case r.truth && chosen == nil && !may && len(possible) == 0:
				chosen = c
			case r.truth:
				may = true
			}
		}
		if chosen != nil {
			break
		}
		if may {
			possible = append(possible, c)
		}
	}
	if fallsThrough(s.Body) {
		f.lost = true
		return false
	}
	l := &loop{label: label}
	f.loops = append(f.loops, l)
	defer func() { f.loops = f.loops[:len(f.loops)-1] }()
	if chosen == nil && len(possible) == 0 {
		chosen = fallback
	}
	if chosen != nil || len(possible) == 0 {
		live := true
		if chosen != nil {
			live = m.inner(f, sc, st, chosen.Body)
		}
		if l.broken {
			m.forget(sc, st, s.Body)
		}
		return live || l.broken
	}
	live := fallback == nil
	after := st.clone()
	m.forget(sc, after, s.Body)
	if fallback != nil {
		possible = append(possible, fallback)
	}
	for _, c := range possible {
		if m.aside(f, sc, st.clone(), c.Body) {
			live = true
		}
	}
	*st = *after
	return live || l.broken
}

func fallsThrough(body *ast.BlockStmt) bool {
	for _, c := range body.List {
		list := c.(*ast.CaseClause).Body
		if len(list) > 0 {
			if b, ok := list[len(list)-1].(*ast.BranchStmt); ok && b.Tok == token.FALLTHROUGH {
				return true
			}
		}
	}
	return false
}

// cases runs the clauses of a type switch or select, any of which may be taken.
func (m *machine) cases(f *frame, sc *scope, st *state, s ast.Stmt, body *ast.BlockStmt, label string) bool {
	sc = &scope{outer: sc}
	live, hasDefault := false, false
	_, isSelect := s.(*ast.SelectStmt)
	if ts, ok := s.(*ast.TypeSwitchStmt); ok {
		if ts.Init != nil && !m.stmt(f, sc, st, ts.Init, "") {
			return false
		}
		if a, ok := ts.Assign.(*ast.AssignStmt); ok {
			m.declare(f, sc, a.Lhs[0].(*ast.Ident).Name)
		}
	}
	l := &loop{label: label}
	f.loops = append(f.loops, l)
	for _, c := range body.List {
		var list []ast.Stmt
		own := st.clone()
		switch c := c.(type) {
		case *ast.CaseClause:
			list = c.Body
			hasDefault = hasDefault || c.List == nil
		case *ast.CommClause:
			list = c.Body
			hasDefault = hasDefault || c.Comm == nil
			if c.Comm != nil {
				list = append([]ast.Stmt{c.Comm}, list...)
				if ctx := doneOf(c.Comm); ctx != "" {
					own.told.set(ctx+".Err()", result{kind: failing})
				}
			}
		}
		if m.aside(f, sc, own, list) {
			live = true
		}
	}
	f.loops = f.loops[:len(f.loops)-1]
	m.forget(sc, st, body)
	return live || l.broken || !hasDefault && !isSelect
}

// doneOf returns "ctx" for the statement <-ctx.Done(): after it, the error of
// the context is not nil.
func doneOf(s ast.Stmt) string {
	x, ok := s.(*ast.ExprStmt)
	if !ok {
		return ""
	}
	u, ok := x.X.(*ast.UnaryExpr)
	if !ok || u.Op != token.ARROW {
		return ""
	}
	call, ok := u.X.(*ast.CallExpr)
	if !ok {
		return ""
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Done" {
		return ""
	}
	return fieldText(sel.X)
}

func (m *machine) loop(f *frame, sc *scope, st *state, s ast.Node, init ast.Stmt, cond ast.Expr, body *ast.BlockStmt, endless bool, label string) bool {
	sc = &scope{outer: sc}
	if init != nil && !m.stmt(f, sc, st, init, "") {
		return false
	}
	if r, ok := s.(*ast.RangeStmt); ok && r.Tok == token.DEFINE {
		for _, x := range []ast.Expr{r.Key, r.Value} {
			if id, ok := x.(*ast.Ident); ok {
				m.declare(f, sc, id.Name)
			}
		}
	}
	l := &loop{label: label, isLoop: true}
	f.loops = append(f.loops, l)
	defer func() { f.loops = f.loops[:len(f.loops)-1] }()
	if endless {
		// Perhaps it does not come round.
		if live := m.inner(f, sc, st.clone(), body.List); !live && !l.broken && !l.continued {
			return false
		}
	}
	m.forget(sc, st, s)
	if cond != nil {
		if r := m.expr(f, sc, st, cond); r.kind == boolean && !r.truth {
			return true
		}
	}
	m.aside(f, sc, st.clone(), body.List)
	return !endless || l.broken
}

func (m *machine) branch(f *frame, s *ast.BranchStmt) bool {
	if s.Tok == token.GOTO || s.Tok == token.FALLTHROUGH {
		f.lost = true
		return false
	}
	for i := len(f.loops) - 1; i >= 0; i-- {
		l := f.loops[i]
		if s.Label != nil && s.Label.Name != l.label || s.Label == nil && s.Tok == token.CONTINUE && !l.isLoop {
			continue
		}
		if s.Tok == token.BREAK {
			l.broken = true
		} else {
			l.continued = true
		}
		break
	}
	return false
}
