package stub

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xplatvet/xplatvet/platform"
)

// A result is what is known of a value.
type result struct {
	kind  kind
	text  string // of an error: the reason; of a string or number: itself
	id    string // of a declared error: "syscall.ENOSYS"; it differs from those of other ids
	from  string // of an error: the function that returned it
	truth bool

	lit    *closure
	fn     *function // with recv, a method value
	typ    named
	param  *variable // it is this parameter
	except *unless   // stubbed unless so
	spread bool      // it is the last of results whose number is not known
}

type kind int

const (
	unknown   kind = iota
	null           // nil
	stubbed        // an error of the kind we look for
	failing        // not nil, such as another error
	boolean        // truth
	text           // a string
	number         // a negative constant
	funcValue      // lit or fn
	dies           // the call that gives it panics
)

// A closure is a function literal where it was written.
type closure struct {
	lit   *ast.FuncLit
	frame *frame
	scope *scope
	state *state
}

// join is what is known of a value that is one or the other.
func (r result) join(s result) result {
	t := r.typ
	if s.typ != t {
		t = named{}
	}
	switch {
	case r.kind == s.kind && r.text == s.text && r.id == s.id && r.truth == s.truth && r.lit == s.lit && r.fn == s.fn && r.except == s.except:
		r.typ = t
		if s.param != r.param {
			r.param = nil
		}
		return r
	case r.except == nil && s.except == nil && r.notNil() && s.notNil():
		return result{kind: failing, typ: t}
	}
	return result{typ: t}
}

// exported is r as another function sees it.
func (r result) exported() result {
	r.param, r.except = nil, nil
	if r.lit != nil {
		return result{kind: failing}
	}
	return r
}

func (r result) notNil() bool { return r.kind == stubbed || r.kind == failing || r.kind == funcValue }

// equal compares two values.
func equal(x, y result) result {
	yes := func(b bool) result { return result{kind: boolean, truth: b} }
	switch {
	case x.except != nil || y.except != nil:
	case x.kind == null && y.kind == null:
		return yes(true)
	case x.kind == null && y.notNil(), x.notNil() && y.kind == null:
		return yes(false)
	case x.kind == text && y.kind == text:
		return yes(x.text == y.text)
	case x.kind == boolean && y.kind == boolean:
		return yes(x.truth == y.truth)
	case x.id == "" || y.id == "":
	case x.id == y.id:
		return yes(true)
	case x.notNil() && y.notNil() && certainlyOther(x.id, y.id):
		return yes(false)
	}
	return result{}
}

// certainlyOther reports whether two declared errors or constants are not the
// same: none is declared as another (see machine.global), but constants of one
// package may have the same number, as ENOTSUP and EOPNOTSUPP have on linux.
func certainlyOther(x, y string) bool {
	same := func(id string) bool { return strings.HasSuffix(id, ".ENOTSUP") || strings.HasSuffix(id, ".EOPNOTSUPP") }
	return x != y && !(same(x) && same(y))
}

func (m *machine) expr(f *frame, sc *scope, st *state, x ast.Expr) result {
	if m.steps++; m.steps > maxSteps {
		return result{}
	}
	switch x := x.(type) {
	case *ast.ParenExpr:
		return m.expr(f, sc, st, x.X)
	case *ast.BasicLit:
		if x.Kind == token.STRING {
			if s, err := strconv.Unquote(x.Value); err == nil {
				return result{kind: text, text: s}
			}
		}
	case *ast.Ident:
		return m.ident(f, sc, st, x)
	case *ast.SelectorExpr:
		return m.selector(f, sc, st, x)
	case *ast.StarExpr:
		return result{typ: m.expr(f, sc, st, x.X).typ}
	case *ast.UnaryExpr:
		return m.unary(f, sc, st, x)
	case *ast.BinaryExpr:
		return m.binary(f, sc, st, x)
	case *ast.CompositeLit:
		return m.composite(f, sc, st, x)
	case *ast.FuncLit:
		return result{kind: funcValue, lit: &closure{x, f, sc, st.clone()}}
	case *ast.TypeAssertExpr:
		r := m.expr(f, sc, st, x.X)
		if x.Type == nil {
			return result{}
		}
		r.typ, r.param, r.except = m.w.typeOf(f.file, x.Type, m.view), nil, nil
		return r
	case *ast.CallExpr:
		if rs := m.callExpr(f, sc, st, x); len(rs) == 1 || len(rs) > 0 && rs[0].kind == dies {
			return rs[0]
		}
	}
	return result{}
}

// isUniverse reports whether nothing hides a predeclared name.
func (m *machine) isUniverse(f *frame, sc *scope, id *ast.Ident) bool {
	p := f.file.pkg
	return sc.lookup(id.Name) == nil && p.funcs[id.Name] == nil && p.valuesOf(id.Name) == nil && p.types[id.Name] == nil
}

func (m *machine) read(f *frame, st *state, v *variable) result {
	r := st.vars.m[v]
	if v.volatile {
		return result{typ: r.typ}
	}
	if v.param >= 0 && v.frame == f {
		r.param = v
	}
	return r
}

func (m *machine) ident(f *frame, sc *scope, st *state, x *ast.Ident) result {
	if v := sc.lookup(x.Name); v != nil {
		return m.read(f, st, v)
	}
	p := f.file.pkg
	if fn := p.function(x.Name, m.view); fn != nil {
		return result{kind: funcValue, fn: fn}
	}
	if p.valuesOf(x.Name) != nil {
		return m.global(p, x.Name)
	}
	if m.isUniverse(f, sc, x) {
		switch x.Name {
		case "nil":
			return result{kind: null}
		case "true", "false":
			return result{kind: boolean, truth: x.Name == "true"}
		}
	}
	return result{}
}

// A known value is what a package-level constant or variable is on some ports,
// and how many steps it took to find out.
type knownValue struct {
	on    platform.Set
	value result
	steps int
}

type valueKey struct {
	pkg  *pkg
	name string
}

// global returns the value of a package-level constant or variable. It is computed
// once for ports on which it is the same, unless functions have to be run for it.
func (m *machine) global(p *pkg, name string) result {
	key := valueKey{p, name}
	for _, k := range m.values[key] {
		if k.on.Contains(m.view.port) {
			m.view.is(k.on)
			m.steps += k.steps
			return k.value
		}
	}
	outer, steps, calls := m.view, m.steps, m.calls
	m.view = newView(outer.port)
	r := m.evaluate(p, name)
	if m.calls == calls && m.steps <= maxSteps {
		m.values[key] = append(m.values[key], knownValue{m.view.same, r, m.steps - steps})
	}
	outer.is(m.view.same)
	m.view = outer
	return r
}

func (m *machine) evaluate(p *pkg, name string) result {
	id := p.path + "." + name
	v := p.value(name, m.view)
	switch {
	case v == nil:
		return result{}
	case p.path == "runtime" && name == "GOOS":
		return result{kind: text, text: m.view.goos()}
	case p.path == "runtime" && name == "GOARCH":
		return result{kind: text, text: m.view.goarch()}
	case v.tok == token.VAR && p.changed()[name]:
		return result{typ: m.declared(v)}
	}
	if isSeed(name) {
		return result{kind: stubbed, text: id, id: id}
	}
	var r result
	if v.value != nil {
		f := &frame{file: v.file}
		st := new(state)
		r = m.expr(f, new(scope), st, v.value)
	}
	if r.typ == (named{}) {
		r.typ = m.declared(v)
	}
	switch {
	case r.kind == funcValue:
		return result{}
	case r.kind == stubbed && r.id == "", r.kind == failing && r.id == "":
		r.id = id
	case v.tok == token.CONST && r.kind == unknown:
		// As an error it is not nil, whatever its value.
		return result{kind: failing, id: id, typ: r.typ}
	case v.tok == token.VAR && (r.kind == boolean || r.kind == text) && ast.IsExported(name):
		return result{typ: r.typ}
	case v.tok == token.VAR && r.kind == text: // set by the linker's -X
		return result{typ: r.typ}
	case r.kind == null:
		return result{typ: r.typ}
	case r.kind == unknown && isErrorName(name): // made by a function
		r.kind = failing
	case r.kind == unknown && v.value != nil:
		r.id = id
	}
	return r
}

func (m *machine) declared(v *value) named {
	if v.typ == nil {
		return named{}
	}
	return m.w.typeOf(v.file, v.typ, m.view)
}

// imported returns the path of the package that an identifier names, or "".
func (m *machine) imported(f *frame, sc *scope, x ast.Expr) string {
	id, ok := x.(*ast.Ident)
	if !ok || sc.lookup(id.Name) != nil {
		return ""
	}
	return f.file.imports[id.Name]
}

func (m *machine) selector(f *frame, sc *scope, st *state, x *ast.SelectorExpr) result {
	path := m.imported(f, sc, x.X)
	if path == "" {
		if r, ok := st.told.m[fieldText(x)]; ok {
			return r
		}
		t := m.expr(f, sc, st, x.X).typ
		return result{typ: m.w.field(t, x.Sel.Name, m.view, 0)}
	}
	if p := m.w.packages[path]; p != nil {
		if fn := p.function(x.Sel.Name, m.view); fn != nil {
			return result{kind: funcValue, fn: fn}
		}
		return m.global(p, x.Sel.Name)
	}
	id := path + "." + x.Sel.Name
	switch {
	case id == "runtime.GOOS":
		return result{kind: text, text: m.view.goos()}
	case id == "runtime.GOARCH":
		return result{kind: text, text: m.view.goarch()}
	case id == "errors."+unsupported, x.Sel.Name != unsupported && isSeed(x.Sel.Name):
		return result{kind: stubbed, text: id, id: id}
	case isErrorName(x.Sel.Name):
		return result{kind: failing, id: id}
	}
	return result{id: id}
}

// isErrorName reports whether a name of a package that is not at hand is that
// of an error by convention: ErrInvalid, EINVAL, EOF.
func isErrorName(name string) bool {
	return len(name) > 3 && strings.HasPrefix(name, "Err") && name[3] >= 'A' && name[3] <= 'Z' ||
		len(name) > 2 && name[0] == 'E' && strings.ToUpper(name) == name
}

func (m *machine) unary(f *frame, sc *scope, st *state, x *ast.UnaryExpr) result {
	r := m.expr(f, sc, st, x.X)
	switch x.Op {
	case token.NOT:
		if r.kind == boolean {
			r.truth = !r.truth
			return r
		}
	case token.AND:
		if r.kind == stubbed {
			return r
		}
		return result{kind: failing, typ: r.typ}
	case token.SUB:
		if lit, ok := x.X.(*ast.BasicLit); ok && lit.Kind == token.INT {
			return result{kind: number, text: "-" + lit.Value}
		}
	}
	return result{}
}

func (m *machine) binary(f *frame, sc *scope, st *state, x *ast.BinaryExpr) result {
	l := m.expr(f, sc, st, x.X)
	switch x.Op {
	case token.LAND, token.LOR:
		if l.kind == boolean && l.truth == (x.Op == token.LOR) {
			return l
		}
		in := st
		if l.kind != boolean {
			in = st.clone()
			m.narrow(f, sc, in, x.X, x.Op == token.LAND)
		}
		r := m.expr(f, sc, in, x.Y)
		switch {
		case r.kind == boolean && r.truth == (x.Op == token.LOR):
			return r
		case l.kind == boolean:
			return r
		}
		return result{}
	}
	r := m.expr(f, sc, st, x.Y)
	switch x.Op {
	case token.EQL:
		return equal(l, r)
	case token.NEQ:
		eq := equal(l, r)
		eq.truth = !eq.truth && eq.kind == boolean
		return eq
	case token.ADD:
		if l.kind == text && r.kind == text {
			return result{kind: text, text: l.text + r.text}
		}
	}
	return result{}
}

// composite is a struct that wraps an error, perhaps. As an error it is not
// nil.
func (m *machine) composite(f *frame, sc *scope, st *state, x *ast.CompositeLit) result {
	t := named{}
	if x.Type != nil {
		t = m.w.typeOf(f.file, x.Type, m.view)
	}
	for _, e := range x.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			e = kv.Value
		}
		if r := m.expr(f, sc, st, e); r.kind == stubbed && r.except == nil {
			return result{kind: stubbed, text: r.text, from: r.from, typ: t}
		}
	}
	return result{kind: failing, typ: t}
}

// narrow adds to st what a condition tells if it is true, or false.
func (m *machine) narrow(f *frame, sc *scope, st *state, cond ast.Expr, truth bool) {
	if !truth {
		for i, pair := range st.one {
			for k := range pair {
				if types.ExprString(pair[k]) == types.ExprString(cond) {
					st.one = slices.Delete(slices.Clone(st.one), i, i+1)
					m.narrow(f, sc, st, pair[1-k], true)
					return
				}
			}
		}
	}
	switch x := ast.Unparen(cond).(type) {
	case *ast.UnaryExpr:
		if x.Op == token.NOT {
			m.narrow(f, sc, st, x.X, !truth)
		}
	case *ast.BinaryExpr:
		switch {
		case x.Op == token.LAND && truth, x.Op == token.LOR && !truth:
			m.narrow(f, sc, st, x.X, truth)
			m.narrow(f, sc, st, x.Y, truth)
		case x.Op == token.LOR:
			st.one = append(st.one, [2]ast.Expr{x.X, x.Y})
		case x.Op == token.EQL || x.Op == token.NEQ:
			operand, other := ast.Unparen(x.X), x.Y
			if m.expr(f, sc, st, other).kind != null {
				return
			}
			k := failing
			if truth == (x.Op == token.EQL) {
				k = null
			}
			if id, ok := operand.(*ast.Ident); ok {
				v := sc.lookup(id.Name)
				if v == nil || v.volatile {
					return
				}
				if r := st.vars.m[v]; r.kind == unknown {
					r.kind = k
					st.vars.set(v, r)
				}
			} else if key := fieldText(operand); key != "" {
				st.told.set(key, result{kind: k, typ: m.expr(f, sc, st, operand).typ})
			}
		}
	}
}

// fieldText writes x.f.g, or "" for what is not a variable or field.
func fieldText(x ast.Expr) string {
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		return x.Name
	case *ast.SelectorExpr:
		if s := fieldText(x.X); s != "" {
			return s + "." + x.Sel.Name
		}
	}
	return ""
}

func root(key string) string {
	name, _, _ := strings.Cut(key, ".")
	return name
}

// panicValue returns what a panic says.
func (m *machine) panicValue(f *frame, sc *scope, st *state, x ast.Expr) result {
	r := m.expr(f, sc, st, x)
	if r.kind == stubbed && r.except == nil {
		return r
	}
	if s := m.texts(f, sc, st, []ast.Expr{x}); refuses(s) {
		return result{kind: stubbed, text: quote(s)}
	}
	return result{kind: failing}
}

// texts joins the strings that expressions are made of. In the format of
// fmt.Errorf, what is not known is written as an ellipsis.
func (m *machine) texts(f *frame, sc *scope, st *state, list []ast.Expr) string {
	var b strings.Builder
	for _, x := range list {
		x = ast.Unparen(x)
		switch r := m.expr(f, sc, st, x); {
		case r.kind == text:
			b.WriteString(r.text)
		case r.kind == stubbed:
			b.WriteString(strings.Trim(r.text, `"`))
		default:
			switch x := x.(type) {
			case *ast.BinaryExpr:
				b.WriteString(m.texts(f, sc, st, []ast.Expr{x.X, x.Y}))
			case *ast.CallExpr:
				if isSprintf(x) {
					b.WriteString(m.format(f, sc, st, x.Args))
				} else {
					b.WriteString("…")
				}
			default:
				b.WriteString("…")
			}
		}
	}
	return b.String()
}

func isSprintf(x *ast.CallExpr) bool {
	sel, ok := x.Fun.(*ast.SelectorExpr)
	return ok && len(x.Args) > 0 && (sel.Sel.Name == "Sprintf" || sel.Sel.Name == "Errorf")
}

// format writes what a format makes of its arguments.
func (m *machine) format(f *frame, sc *scope, st *state, args []ast.Expr) string {
	if len(args) == 0 {
		return ""
	}
	s := m.texts(f, sc, st, args[:1])
	for _, x := range args[1:] {
		loc := verb.FindStringIndex(s)
		if loc == nil {
			break
		}
		s = s[:loc[0]] + m.texts(f, sc, st, []ast.Expr{x}) + s[loc[1]:]
	}
	return verb.ReplaceAllString(s, "…")
}

var verb = regexp.MustCompile(`%[-+# 0]*[0-9]*(\.[0-9]+)?[a-zA-Z]`)

func quote(s string) string { return constant.MakeString(clean(s)).ExactString() }
