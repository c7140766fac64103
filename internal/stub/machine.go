package stub

import (
	"cmp"
	"go/ast"
	"maps"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/platform"
)

// A machine runs functions on one port after another, as far as their values are
// known. What a function does on one port it does on all on which it looks at the
// same things: see [view].
//
// A condition that is not known has two ways, and both are followed. The one
// that goes on, rather than leave the function in an if that is not known, is
// the main way: on it nothing has gone wrong yet. Returns off the main way may
// hand on any error, those on it must be of the kind we look for.
type machine struct {
	w     *world
	view  *view
	known map[*function][]*Stub      // what is known of candidates
	cand  map[*function]platform.Set // the ports on which they are such
	seen  map[*function][]seen       // what they return, of those that were run

	values map[valueKey][]knownValue

	running []*function
	steps   int
	calls   int // of functions that were run
}

// A seen function is what came of running one on some ports: a stub, or results.
type seen struct {
	on      platform.Set
	stub    *Stub
	results []result
}

// returns is what the function returns when it is called.
func (s seen) returns(fn *function, args []result) []result {
	if s.stub != nil {
		return results(fn.decl.Type, s.stub, fn.origin(s.stub), args...)
	}
	return s.results
}

// maxSteps is the statements and expressions after which a function is too
// much for the machine.
const maxSteps = 4000

// A variable is a local one or a parameter.
type variable struct {
	name     string
	param    int  // index of a parameter of the function at hand that is never assigned to, else -1
	volatile bool // changed by a function literal or through a pointer: never known
	frame    *frame
}

type scope struct {
	outer *scope
	names map[string]*variable
}

func (s *scope) lookup(name string) *variable {
	for ; s != nil; s = s.outer {
		if v := s.names[name]; v != nil {
			return v
		}
	}
	return nil
}

// A state is what is known of variables, and of fields and the like ("c.Err")
// that a condition has just told about.
type state struct {
	vars memory[*variable]
	told memory[string]
	one  [][2]ast.Expr // conditions of which one holds, at least
}

func (s *state) clone() *state {
	return &state{vars: s.vars.clone(), told: s.told.clone(), one: slices.Clip(s.one)}
}

// join leaves in s what t knows as well.
func (s *state) join(t *state) {
	s.one = nil
	for k, v := range s.vars.m {
		if now := v.join(t.vars.m[k]); now != v {
			s.vars.set(k, now)
		}
	}
	for k, v := range s.told.m {
		switch now := v.join(t.told.m[k]); {
		case now.kind == unknown:
			s.told.drop(k)
		case now != v:
			s.told.set(k, now)
		}
	}
}

// A memory is a map that is copied when it is changed: most ways through a
// function change little on the way to their end.
type memory[K comparable] struct {
	m      map[K]result
	shared bool // with another memory
}

func (m *memory[K]) clone() memory[K] {
	m.shared = true
	return *m
}

func (m *memory[K]) set(key K, r result) {
	m.own()
	m.m[key] = r
}

func (m *memory[K]) drop(key K) {
	m.own()
	delete(m.m, key)
}

func (m *memory[K]) own() {
	if m.m == nil || m.shared {
		now := make(map[K]result, len(m.m)+1)
		maps.Copy(now, m.m)
		m.m, m.shared = now, false
	}
}

// A frame is a call in progress.
type frame struct {
	file     *file
	outer    *frame // of the function that a literal is in
	typ      *ast.FuncType
	results  []*variable // named results
	assigned map[string]bool
	volatile map[string]bool
	returns  []exit
	loops    []*loop
	depth    int // of conditions that are not known around the statement at hand
	except   *unless
	strict   bool // nothing is asked but whether it is a stub
	lost     bool // something was not understood: nothing is known of the returns
}

// An exit is one way out of a function.
type exit struct {
	vals   []result
	dies   *result // the value of a panic
	main   bool
	except *unless // taken only if a parameter has a certain value
}

// An unless is a condition that a parameter equals one of some values.
type unless struct {
	param  *variable
	values []string
}

type loop struct {
	label             string
	isLoop            bool
	broken, continued bool
}

// call runs a declared function with arguments of which nothing is known,
// except where one is an error of our kind or a function.
func (m *machine) call(fn *function, args []result) []result {
	m.calls++
	telling := slices.ContainsFunc(args, func(r result) bool { return r.kind == stubbed || r.kind == funcValue })
	if !telling {
		for _, s := range m.known[fn] {
			if m.view.is(s.Ports) {
				return results(fn.decl.Type, s, fn.origin(s), args...)
			}
		}
		for _, s := range m.seen[fn] {
			if s.on.Contains(m.view.port) {
				m.view.is(s.on)
				return s.returns(fn, args)
			}
		}
		if !m.view.is(m.cand[fn]) {
			return m.typed(fn.file, fn.decl.Type, nil)
		}
	}
	if fn.decl.Body == nil || len(m.running) >= maxDepth || slices.Contains(m.running, fn) {
		return m.typed(fn.file, fn.decl.Type, nil)
	}
	if telling {
		return m.typed(fn.file, fn.decl.Type, summary(fn.decl.Type, m.run(fn, args)))
	}
	outer := m.view
	m.view = newView(outer.port)
	exits := m.run(fn, nil)
	s := seen{stub: fn.judge(exits)}
	if s.stub == nil {
		s.results = m.typed(fn.file, fn.decl.Type, summary(fn.decl.Type, exits))
	}
	s.on = m.view.same
	m.seen[fn] = append(m.seen[fn], s)
	outer.is(s.on)
	m.view = outer
	return s.returns(fn, args)
}

// origin returns the function that fails when fn, which is the stub s, does.
func (fn *function) origin(s *Stub) string {
	return cmp.Or(s.From, fn.file.pkg.path+"."+fn.name)
}

// judge judges the ways out of fn: what it is a stub for, or nil.
func (fn *function) judge(exits []exit) *Stub {
	s := stubOf(fn.decl.Type, exits)
	if s != nil && s.From != "" && !fn.forwards(s.From) {
		s.From = ""
	}
	return s
}

// forwards reports whether fn does little but call the function origin: that
// is all it does, or so its name says.
func (fn *function) forwards(origin string) bool {
	own := strings.ToLower(fn.decl.Name.Name)
	other := strings.ToLower(origin[strings.LastIndexByte(origin, '.')+1:])
	return len(fn.decl.Body.List) == 1 || strings.Contains(own, other) || strings.Contains(other, own)
}

// run runs a declared function and returns the ways out of it; nil if it is
// not understood.
func (m *machine) run(fn *function, args []result) []exit {
	m.running = append(m.running, fn)
	defer func() { m.running = m.running[:len(m.running)-1] }()
	f := &frame{file: fn.file, strict: args == nil, typ: fn.decl.Type}
	f.assigned, f.volatile = fn.changes()
	st := new(state)
	sc := new(scope)
	if fn.decl.Recv != nil {
		m.bind(f, sc, st, fn.decl.Recv, nil, false)
	}
	return m.exec(f, sc, st, fn.decl.Body, args)
}

func (m *machine) runLiteral(lit *closure, args []result) []exit {
	m.calls++
	if len(m.running) >= maxDepth {
		return nil
	}
	m.running = append(m.running, nil)
	defer func() { m.running = m.running[:len(m.running)-1] }()
	f := &frame{
		file: lit.frame.file, outer: lit.frame, typ: lit.lit.Type,
		assigned: lit.frame.assigned, volatile: lit.frame.volatile,
	}
	st := new(state)
	// What the literal closes over has the value that it has at the end of
	// the function too, or is not known.
	for v, r := range lit.state.vars.m {
		if !v.frame.assigned[v.name] {
			st.vars.set(v, r)
		}
	}
	sc := &scope{outer: lit.scope}
	return m.exec(f, sc, st, lit.lit.Body, args)
}

func (m *machine) exec(f *frame, sc *scope, st *state, body *ast.BlockStmt, args []result) []exit {
	m.bind(f, sc, st, f.typ.Params, args, f.outer == nil && args == nil)
	if f.typ.Results != nil {
		f.results = m.bind(f, sc, st, f.typ.Results, nil, false)
		for _, v := range f.results {
			if r := st.vars.m[v]; r.typ == (named{}) {
				st.vars.set(v, result{kind: null})
			}
		}
	}
	if deferredChange(body, f.results) {
		return nil
	}
	live := m.block(f, &scope{outer: sc}, st, body.List)
	if live {
		f.returns = append(f.returns, exit{main: f.depth == 0})
	}
	if f.lost || m.steps > maxSteps {
		return nil
	}
	return f.returns
}

// bind declares parameters or results.
func (m *machine) bind(f *frame, sc *scope, st *state, list *ast.FieldList, args []result, own bool) []*variable {
	var vars []*variable
	i := 0
	for _, field := range list.List {
		t := m.w.typeOf(f.file, field.Type, m.view)
		for _, id := range field.Names {
			v := m.declare(f, sc, id.Name)
			if own && !f.assigned[id.Name] {
				v.param = i
			}
			r := result{typ: t}
			if i < len(args) {
				r = args[i]
				if r.typ == (named{}) {
					r.typ = t
				}
			}
			if _, variadic := field.Type.(*ast.Ellipsis); variadic {
				r = result{}
			}
			st.vars.set(v, r)
			vars = append(vars, v)
			i++
		}
		if len(field.Names) == 0 {
			i++
		}
	}
	return vars
}

func (m *machine) declare(f *frame, sc *scope, name string) *variable {
	v := &variable{name: name, param: -1, volatile: f.volatile[name], frame: f}
	if name != "_" {
		if sc.names == nil {
			sc.names = make(map[string]*variable)
		}
		sc.names[name] = v
	}
	return v
}

// volatile returns the names of variables that a function literal in n assigns
// to, or whose address is taken.
func volatile(n ast.Node) map[string]bool {
	names := make(map[string]bool)
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			for name := range assigned(n.Body, false) {
				names[name] = true
			}
		case *ast.UnaryExpr:
			for name := range assigned(&ast.ExprStmt{X: n}, false) {
				names[name] = true
			}
		}
		return true
	})
	return names
}

// deferredChange reports whether a deferred function may change what the
// function returns, or recovers.
func deferredChange(body *ast.BlockStmt, results []*variable) bool {
	changes := false
	ast.Inspect(body, func(n ast.Node) bool {
		d, ok := n.(*ast.DeferStmt)
		if !ok {
			return true
		}
		ast.Inspect(d, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && id.Name == "recover" {
				changes = true
			}
			return true
		})
		names := assigned(d, true)
		for _, v := range results {
			changes = changes || names[v.name]
		}
		return true
	})
	return changes
}

// errorIndex returns the index of the last result if its type is error, and
// the number of results; -1 if it is not.
func errorIndex(typ *ast.FuncType) (index, n int) {
	if typ.Results == nil {
		return -1, 0
	}
	n = typ.Results.NumFields()
	last := typ.Results.List[len(typ.Results.List)-1]
	if id, ok := last.Type.(*ast.Ident); ok && id.Name == "error" {
		return n - 1, n
	}
	return -1, n
}

// summary returns what is known of the results of a function, given the ways
// out of it.
func summary(typ *ast.FuncType, exits []exit) []result {
	_, n := errorIndex(typ)
	if len(exits) == 0 {
		return make([]result, n)
	}
	rs := make([]result, max(n, 1))
	if s := stubOf(typ, exits); s != nil {
		return results(typ, s, s.From)
	}
	first := true
	for _, e := range exits {
		if e.dies != nil {
			continue
		}
		if e.except != nil || len(e.vals) != n {
			return make([]result, n)
		}
		for i, v := range e.vals {
			if first {
				rs[i] = v.exported()
			} else {
				rs[i] = rs[i].join(v.exported())
			}
		}
		first = false
	}
	return rs[:n]
}

// results returns what a stub returns. The arguments, if it is called with
// any, tell about those that it does not fail with.
func results(typ *ast.FuncType, s *Stub, from string, args ...result) []result {
	i, n := errorIndex(typ)
	rs := make([]result, max(n, 1))
	switch r := s.result(from, args); {
	case s.Kind != Fails:
		rs[0] = r
	case i >= 0:
		rs[i] = r
	}
	return rs
}

// result is the error that a stub returns, or what it returns or panics with.
// From says which function that is.
func (s *Stub) result(from string, args []result) result {
	switch s.Kind {
	case Panics:
		return result{kind: dies, text: s.Reason, from: from}
	case Constant:
		return result{kind: number, text: s.Reason, from: from}
	}
	r := result{kind: stubbed, text: s.Reason, id: s.Reason, from: from}
	if strings.HasPrefix(s.Reason, `"`) {
		r.id = ""
	}
	if len(s.Except) == 0 {
		return r
	}
	if s.Param >= len(args) {
		return result{}
	}
	switch a := args[s.Param]; {
	case a.param != nil && a.param.param >= 0:
		r.except = &unless{a.param, s.Except}
	case a.id == "" || slices.ContainsFunc(s.Except, func(x string) bool { return !certainlyOther(x, a.id) }):
		return result{}
	}
	return r
}

// stubOf judges the ways out of a function: what it is a stub for, or nil.
func stubOf(typ *ast.FuncType, exits []exit) *Stub {
	i, n := errorIndex(typ)
	var main, other *Stub
	var except *unless
	every := true // all ways out are of our kind
	for _, e := range exits {
		if e.except != nil {
			if except != nil && except.param != e.except.param {
				return nil
			}
			except = e.except
			continue
		}
		var s *Stub
		switch {
		case e.dies != nil && e.dies.kind == stubbed:
			s = &Stub{Kind: Panics, Reason: e.dies.text, From: e.dies.from}
		case e.dies != nil:
			every = false
			continue
		case len(e.vals) != n || n == 0:
			return nil
		case i < 0:
			if n != 1 || e.vals[0].kind != number {
				return nil
			}
			s = &Stub{Kind: Constant, Reason: e.vals[0].text, From: e.vals[0].from}
		case e.vals[i].kind == stubbed:
			s = &Stub{Kind: Fails, Reason: e.vals[i].text, From: e.vals[i].from}
			if u := e.vals[i].except; u != nil {
				if except != nil && except.param != u.param {
					return nil
				}
				except = u
			}
		case e.vals[i].kind == failing:
			every = false
			if e.main {
				return nil
			}
			continue
		default:
			return nil
		}
		if e.main {
			if main != nil && (main.Kind != s.Kind || main.Reason != s.Reason) {
				return nil
			}
			main = s
		} else if other == nil {
			other = s
		} else if other.Kind != s.Kind {
			return nil
		}
	}
	s := main
	if s == nil && every {
		s = other
	}
	if s == nil || s.Kind == Constant && len(exits) > 1 {
		return nil
	}
	if except != nil {
		if except.param.param < 0 || s.Kind == Constant {
			return nil
		}
		s.Param = except.param.param
		s.Except = slices.Compact(slices.Sorted(slices.Values(except.values)))
	}
	return s
}
