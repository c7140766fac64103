package reach

import (
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"strconv"
	"strings"

	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// A machine runs the programs of a generator on one port, by the language
// specification and without any thought of Sets. The names of packages do not
// matter to it: those of q begin with Q.
type machine struct {
	port   platform.Port
	choose func(n int) int // decides what is unknown
	seen   func(ast.Node)  // is told what is evaluated
	fuel   int

	globals map[string]*cell
	funcs   map[string]*ast.FuncDecl
	frames  []*activation
	end     ending // of the expression being evaluated, if it does not end normally
}

// A cell is a variable or constant.
type cell struct {
	val  any      // bool, string, *cell (a pointer) or *funcValue
	init ast.Expr // of a package-level constant: evaluated when used
}

type funcValue struct {
	lit *ast.FuncLit
	env *env
}

type env struct {
	up    *env
	names map[string]*cell
}

func (e *env) inner() *env { return &env{up: e, names: make(map[string]*cell)} }

// snapshot returns the names that are declared so far.
func (e *env) snapshot() *env {
	if e == nil {
		return nil
	}
	return &env{up: e.up.snapshot(), names: maps.Clone(e.names)}
}

func (e *env) lookup(name string) *cell {
	for ; e != nil; e = e.up {
		if c := e.names[name]; c != nil {
			return c
		}
	}
	return nil
}

// An activation is one call of a function.
type activation struct {
	result    any
	deferred  []*funcValue
	panicking *bool // of the function whose deferred call this is
}

// An ending is how a statement or expression ends.
type ending struct {
	kind  kind
	label string
}

type kind int

const (
	normal kind = iota
	breaking
	continuing
	falling
	jumping
	returning
	panicking
	goexiting
	exiting
	exhausted // out of fuel
)

func (e ending) abrupt() bool { return e.kind >= panicking }

// newMachine prepares the files of a package for port.
func newMachine(files []*sources.File, port platform.Port) *machine {
	m := &machine{port: port, globals: make(map[string]*cell), funcs: make(map[string]*ast.FuncDecl)}
	for _, f := range files {
		if !f.Built.Contains(port) {
			continue
		}
		for _, d := range f.Syntax.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				m.funcs[d.Name.Name] = d
			case *ast.GenDecl:
				for _, s := range d.Specs {
					if s, ok := s.(*ast.ValueSpec); ok {
						m.globals[s.Names[0].Name] = &cell{init: s.Values[0]}
					}
				}
			}
		}
	}
	return m
}

// start runs a function from the beginning of the program.
func (m *machine) start(name string) {
	m.end, m.frames = ending{}, nil
	for _, c := range m.globals {
		c.val = nil
	}
	if f := m.funcs[name]; f != nil {
		m.call(f.Body, new(env))
	}
}

// call runs the body of a function. An abrupt end is left in m.end.
func (m *machine) call(body *ast.BlockStmt, e *env) any {
	return m.run(body, e, nil)
}

func (m *machine) run(body *ast.BlockStmt, e *env, unwinding *bool) (result any) {
	if len(m.frames) > 50 {
		m.end = ending{kind: exhausted}
		return false
	}
	act := &activation{panicking: unwinding}
	m.frames = append(m.frames, act)
	end := m.list(body.List, e.inner())
	result = act.result
	m.end = ending{}
	for len(act.deferred) > 0 && end.kind != exiting && end.kind != exhausted {
		last := len(act.deferred) - 1
		d := act.deferred[last]
		act.deferred = act.deferred[:last]
		unwinding := end.kind == panicking
		was := unwinding
		m.run(d.lit.Body, d.env, &unwinding)
		if m.end.abrupt() {
			end = m.end
			m.end = ending{}
		} else if was && !unwinding { // recovered: zero results
			end, result = ending{}, nil
		}
	}
	m.frames = m.frames[:len(m.frames)-1]
	if end.abrupt() {
		m.end = end
	}
	if result == nil {
		result = false
	}
	return result
}

func (m *machine) list(list []ast.Stmt, e *env) ending {
	for i := 0; i < len(list); i++ {
		end := m.stmt(list[i], e, "")
		if end.kind == jumping {
			if j := labelled(list, end.label); j >= 0 {
				i = j - 1
				continue
			}
		}
		if end.kind != normal {
			return end
		}
	}
	return ending{}
}

func labelled(list []ast.Stmt, label string) int {
	for i, s := range list {
		if l, ok := s.(*ast.LabeledStmt); ok && l.Label.Name == label {
			return i
		}
	}
	return -1
}

func (m *machine) stmt(s ast.Stmt, e *env, label string) ending {
	if m.fuel--; m.fuel < 0 {
		return ending{kind: exhausted}
	}
	m.seen(s)
	switch s := s.(type) {
	case *ast.LabeledStmt:
		return m.stmt(s.Stmt, e, s.Label.Name)
	case *ast.BlockStmt:
		return m.list(s.List, e.inner())
	case *ast.ExprStmt:
		m.effect(s.X, e)
	case *ast.AssignStmt:
		m.assign(s, e)
	case *ast.DeclStmt:
		spec := s.Decl.(*ast.GenDecl).Specs[0].(*ast.ValueSpec)
		val := m.eval(spec.Values[0], e)
		e.names[spec.Names[0].Name] = &cell{val: val}
	case *ast.IfStmt:
		return m.ifStmt(s, e.inner())
	case *ast.ForStmt:
		return m.forStmt(s, e.inner(), label)
	case *ast.RangeStmt:
		m.eval(s.X, e)
		if m.end.abrupt() {
			break
		}
		for range m.choose(3) {
			if end, done := loopEnding(m.stmt(s.Body, e, ""), label); done {
				return end
			}
		}
	case *ast.SwitchStmt:
		return m.switchStmt(s, e.inner(), label)
	case *ast.TypeSwitchStmt:
		m.stmt(s.Assign, e, "")
		return m.oneOf(s.Body.List, e, label)
	case *ast.SelectStmt:
		for _, c := range s.Body.List {
			m.stmt(c.(*ast.CommClause).Comm, e, "")
		}
		return m.oneOf(s.Body.List, e, label)
	case *ast.BranchStmt:
		end := ending{kind: map[token.Token]kind{
			token.BREAK: breaking, token.CONTINUE: continuing, token.FALLTHROUGH: falling, token.GOTO: jumping,
		}[s.Tok]}
		if s.Label != nil {
			end.label = s.Label.Name
		}
		return end
	case *ast.ReturnStmt:
		var val any
		if len(s.Results) > 0 {
			val = m.eval(s.Results[0], e)
		}
		if !m.end.abrupt() {
			m.frames[len(m.frames)-1].result = val
			return ending{kind: returning}
		}
	case *ast.DeferStmt:
		act := m.frames[len(m.frames)-1]
		act.deferred = append(act.deferred, &funcValue{s.Call.Fun.(*ast.FuncLit), e.snapshot()})
	case *ast.GoStmt:
		m.call(s.Call.Fun.(*ast.FuncLit).Body, e)
		if m.end.kind == goexiting {
			m.end = ending{}
		}
	default:
		panic(fmt.Sprintf("no rule for %T", s))
	}
	end := m.end
	m.end = ending{}
	return end
}

func (m *machine) ifStmt(s *ast.IfStmt, e *env) ending {
	if s.Init != nil {
		if end := m.stmt(s.Init, e, ""); end.abrupt() {
			return end
		}
	}
	yes := m.truth(s.Cond, e)
	switch {
	case m.end.abrupt():
		end := m.end
		m.end = ending{}
		return end
	case yes:
		return m.stmt(s.Body, e, "")
	case s.Else != nil:
		return m.stmt(s.Else, e, "")
	}
	return ending{}
}

func (m *machine) forStmt(s *ast.ForStmt, e *env, label string) ending {
	for {
		if m.fuel--; m.fuel < 0 {
			return ending{kind: exhausted}
		}
		if s.Cond != nil {
			yes := m.truth(s.Cond, e)
			if m.end.abrupt() {
				end := m.end
				m.end = ending{}
				return end
			}
			if !yes {
				return ending{}
			}
		}
		if end, done := loopEnding(m.stmt(s.Body, e, ""), label); done {
			return end
		}
		if s.Post != nil {
			if end := m.stmt(s.Post, e, ""); end.abrupt() {
				return end
			}
		}
	}
}

// loopEnding returns how a loop ends whose body has ended, if it does.
func loopEnding(end ending, label string) (ending, bool) {
	mine := end.label == "" || end.label == label
	switch {
	case end.kind == normal, end.kind == continuing && mine:
		return ending{}, false
	case end.kind == breaking && mine:
		return ending{}, true
	}
	return end, true
}

func (m *machine) switchStmt(s *ast.SwitchStmt, e *env, label string) ending {
	var tag any = true
	if s.Tag != nil {
		tag = m.eval(s.Tag, e)
	}
	chosen, def := -1, -1
search:
	for i, c := range s.Body.List {
		c := c.(*ast.CaseClause)
		if c.List == nil {
			def = i
		}
		for _, x := range c.List {
			if m.end.abrupt() {
				break search
			}
			if val := m.eval(x, e); !m.end.abrupt() && val == tag {
				chosen = i
				break search
			}
		}
	}
	if m.end.abrupt() {
		end := m.end
		m.end = ending{}
		return end
	}
	if chosen < 0 {
		chosen = def
	}
	if chosen < 0 {
		return ending{}
	}
	for {
		end := m.list(s.Body.List[chosen].(*ast.CaseClause).Body, e.inner())
		if end.kind != falling {
			return clauseEnding(end, label)
		}
		chosen++
	}
}

func clauseEnding(end ending, label string) ending {
	if end.kind == breaking && (end.label == "" || end.label == label) {
		return ending{}
	}
	return end
}

// oneOf runs any of the clauses of a type switch or select.
func (m *machine) oneOf(clauses []ast.Stmt, e *env, label string) ending {
	var bodies [][]ast.Stmt
	always := false
	for _, c := range clauses {
		switch c := c.(type) {
		case *ast.CaseClause:
			bodies = append(bodies, c.Body)
			always = always || c.List == nil
		case *ast.CommClause:
			bodies = append(bodies, c.Body)
			always = true
		}
	}
	if !always {
		bodies = append(bodies, nil)
	}
	return clauseEnding(m.list(bodies[m.choose(len(bodies))], e.inner()), label)
}

func (m *machine) assign(s *ast.AssignStmt, e *env) {
	vals := make([]any, len(s.Rhs))
	for i, x := range s.Rhs {
		if vals[i] = m.eval(x, e); m.end.abrupt() {
			return
		}
	}
	for i, x := range s.Lhs {
		switch x := ast.Unparen(x).(type) {
		case *ast.SelectorExpr:
			m.name(x.Sel.Name, new(env)).val = vals[i]
		case *ast.StarExpr:
			if p, ok := m.name(x.X.(*ast.Ident).Name, e).val.(*cell); ok {
				p.val = vals[i]
			}
		case *ast.Ident:
			c := e.names[x.Name]
			if s.Tok == token.ASSIGN {
				c = m.name(x.Name, e)
			}
			if c == nil {
				c = new(cell)
				e.names[x.Name] = c
			}
			c.val = vals[i]
		}
	}
}

// name returns the variable or constant of a name.
func (m *machine) name(name string, e *env) *cell {
	if c := e.lookup(name); c != nil {
		return c
	}
	c := m.globals[name]
	if c == nil {
		return new(cell) // "_", or a declaration that a goto has jumped over
	}
	if c.val == nil {
		c.val = m.eval(c.init, new(env))
	}
	return c
}

// effect evaluates the expression of a statement: its value is no choice.
func (m *machine) effect(x ast.Expr, e *env) {
	call, ok := x.(*ast.CallExpr)
	if ok {
		if id, ok := call.Fun.(*ast.Ident); ok && id.Name == "mark" {
			m.seen(x)
			return
		}
	}
	m.eval(x, e)
}

func (m *machine) truth(x ast.Expr, e *env) bool { return m.eval(x, e) == true }

func (m *machine) eval(x ast.Expr, e *env) any {
	m.seen(x)
	switch x := x.(type) {
	case *ast.ParenExpr:
		return m.eval(x.X, e)
	case *ast.BasicLit:
		s, _ := strconv.Unquote(x.Value)
		return s
	case *ast.Ident:
		switch {
		case e.lookup(x.Name) == nil && x.Name == "true":
			return true
		case e.lookup(x.Name) == nil && x.Name == "false":
			return false
		}
		if val := m.name(x.Name, e).val; val != nil {
			return val
		}
		return false
	case *ast.SelectorExpr:
		switch x.Sel.Name {
		case "GOOS":
			return m.port.GOOS
		case "GOARCH":
			return m.port.GOARCH
		}
		return m.name(x.Sel.Name, new(env)).val // of the package q
	case *ast.UnaryExpr:
		switch x.Op {
		case token.NOT:
			return !m.truth(x.X, e)
		case token.AND:
			return m.name(x.X.(*ast.Ident).Name, e)
		}
		return m.eval(x.X, e) // a receive
	case *ast.BinaryExpr:
		left := m.eval(x.X, e)
		if m.end.abrupt() || x.Op == token.LAND && left == false || x.Op == token.LOR && left == true {
			return left
		}
		right := m.eval(x.Y, e)
		switch x.Op {
		case token.EQL:
			return left == right
		case token.NEQ:
			return left != right
		case token.ADD:
			return left.(string) + right.(string)
		}
		return right
	case *ast.TypeAssertExpr:
		return m.eval(x.X, e)
	case *ast.CallExpr:
		return m.evalCall(x, e)
	}
	panic(fmt.Sprintf("no rule for %T", x))
}

func (m *machine) evalCall(x *ast.CallExpr, e *env) any {
	switch fun := x.Fun.(type) {
	case *ast.FuncLit:
		return m.call(fun.Body, e)
	case *ast.SelectorExpr:
		if f := m.funcs[fun.Sel.Name]; f != nil { // of the package q
			return m.call(f.Body, new(env))
		}
		return m.library(fun.Sel.Name, x.Args, e)
	case *ast.Ident:
		switch fun.Name {
		case "u":
			return m.choose(2) == 0
		case "us":
			return append(oses, "none of them")[m.choose(len(oses)+1)]
		case "any":
			return m.eval(x.Args[0], e)
		case "mark", "ch":
		case "panic":
			m.end = ending{kind: panicking}
		case "recover":
			if act := m.frames[len(m.frames)-1]; act.panicking != nil {
				*act.panicking = false
			}
		case "call": // any number of times
			for range m.choose(3) {
				if lit := x.Args[0].(*ast.FuncLit); !m.end.abrupt() {
					m.call(lit.Body, e)
				}
			}
		default:
			return m.call(m.funcs[fun.Name].Body, new(env))
		}
	}
	return false
}

func (m *machine) library(name string, args []ast.Expr, e *env) any {
	switch name {
	case "Exit":
		m.end = ending{kind: exiting}
	case "Goexit":
		m.end = ending{kind: goexiting}
	case "HasPrefix":
		return strings.HasPrefix(m.eval(args[0], e).(string), m.eval(args[1], e).(string))
	case "Contains":
		val := m.eval(args[1], e)
		for _, elt := range args[0].(*ast.CompositeLit).Elts {
			if m.eval(elt, e) == val {
				return true
			}
		}
	}
	return false
}
