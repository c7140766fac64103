package reach

import (
	"go/ast"
	"go/token"

	"github.com/xplatvet/xplatvet/platform"
)

// A walker follows the flow through a declaration: what goes in is the ports
// on which a statement is reached, what comes out those on which the next is.
type walker struct {
	r     *Result
	unit  *unit
	depth int // see maxDepth
	frame *frame

	// A recording walker visits everything and notes the reach of all nodes.
	// One that is not looks only at what decides the flow.
	recording bool
	spans     spans
	cur       platform.Set // ports of the innermost span around
}

// A frame is the body of a function being walked.
type frame struct {
	body      *ast.BlockStmt
	targets   []*target               // statements around that break and continue lead out of
	jumps     map[string]platform.Set // gotos met so far, by label
	last      map[string]token.Pos    // the last goto in the body, by label; nil until needed
	evaluates bool                    // return statements are to be evaluated: there is one result
	returns   platform.Set            // where a return statement is reached
	result    value                   // what they return
	deferred  bool                    // there is a defer statement
}

type target struct {
	label                         string
	loop                          bool
	broken, continued, fallingOut platform.Set
}

// enter notes that n is reached on the ports of in. What it returns is for leave.
func (w *walker) enter(n ast.Node, in platform.Set) (outer platform.Set) {
	outer = w.cur
	if w.recording && in != w.cur {
		w.note(n.Pos(), n.End(), in)
	}
	return outer
}

func (w *walker) note(pos, end token.Pos, in platform.Set) {
	w.spans = append(w.spans, span{pos: pos, end: end, on: in})
	w.cur = in
}

func (w *walker) leave(outer platform.Set) { w.cur = outer }

// declaration walks a package-level declaration.
func (w *walker) declaration(d ast.Decl) {
	in := w.r.entry(w.unit)
	defer w.leave(w.enter(d, in))
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Body != nil {
			w.function(d.Body, in)
		}
	case *ast.GenDecl:
		w.specs(d, in)
	}
}

func (w *walker) specs(d *ast.GenDecl, in platform.Set) {
	for _, s := range d.Specs {
		if s, ok := s.(*ast.ValueSpec); ok {
			w.visitAll(s.Values, in)
		}
	}
}

// function walks the body of a function that is written where the ports of in
// are reached.
func (w *walker) function(body *ast.BlockStmt, in platform.Set) {
	outer := w.frame
	w.frame = &frame{body: body}
	w.list(body.List, in)
	w.frame = outer
}

// list walks the statements of a block.
func (w *walker) list(list []ast.Stmt, in platform.Set) platform.Set {
	entry := in
	for _, s := range list {
		in = w.stmt(s, in, entry, "")
	}
	return in
}

// simple walks a statement that is not in a list, and may be missing.
func (w *walker) simple(s ast.Stmt, in platform.Set) platform.Set {
	if s == nil {
		return in
	}
	return w.stmt(s, in, in, "")
}

// stmt walks a statement of a list that is entered with the ports of entry.
func (w *walker) stmt(s ast.Stmt, in, entry platform.Set, label string) (out platform.Set) {
	l, labeled := s.(*ast.LabeledStmt)
	if labeled {
		in = w.label(l, in, entry)
	}
	outer := w.enter(s, in)
	defer w.leave(outer)

	switch s := s.(type) {
	case *ast.LabeledStmt:
		return w.stmt(s.Stmt, in, entry, s.Label.Name)
	case *ast.BlockStmt:
		return w.list(s.List, in)
	case *ast.IfStmt:
		return w.ifStmt(s, in)
	case *ast.ForStmt:
		return w.forStmt(s, in, label)
	case *ast.RangeStmt:
		return w.rangeStmt(s, in, label)
	case *ast.SwitchStmt:
		return w.switchStmt(s, in, label)
	case *ast.TypeSwitchStmt:
		return w.typeSwitch(s, in, label)
	case *ast.SelectStmt:
		return w.selectStmt(s, in, label)
	case *ast.BranchStmt:
		return w.branch(s, in)
	case *ast.ReturnStmt:
		w.returnStmt(s, in)
		return platform.Set{}
	case *ast.DeferStmt:
		w.frame.deferred = true
		w.visit(s.Call, in)
	case *ast.GoStmt:
		w.visit(s.Call, in)
	case *ast.ExprStmt:
		w.visit(s.X, in)
		if call, ok := ast.Unparen(s.X).(*ast.CallExpr); ok {
			return in.Intersect(w.returns(call))
		}
	case *ast.AssignStmt:
		w.visitAll(s.Lhs, in)
		w.visitAll(s.Rhs, in)
	case *ast.DeclStmt:
		if d, ok := s.Decl.(*ast.GenDecl); ok {
			w.specs(d, in)
		}
	case *ast.IncDecStmt:
		w.visit(s.X, in)
	case *ast.SendStmt:
		w.visit(s.Chan, in)
		w.visit(s.Value, in)
	}
	return in
}

// label returns the ports that reach a labelled statement: those that flow
// into it and those that jump to it. The latter are known if all jumps come
// before it. One that comes after it is in the same block; that cannot be
// jumped into, so it brings no ports that have not entered the block.
func (w *walker) label(l *ast.LabeledStmt, in, entry platform.Set) platform.Set {
	f := w.frame
	if f.last == nil {
		f.last = lastGotos(f.body)
	}
	if f.last[l.Label.Name] > l.Pos() {
		return entry
	}
	return in.Union(f.jumps[l.Label.Name])
}

func lastGotos(body *ast.BlockStmt) map[string]token.Pos {
	last := make(map[string]token.Pos)
	ast.Inspect(body, func(n ast.Node) bool {
		if b, ok := n.(*ast.BranchStmt); ok && b.Tok == token.GOTO && b.Label != nil {
			last[b.Label.Name] = max(last[b.Label.Name], b.Pos())
		}
		return true
	})
	return last
}

func (w *walker) ifStmt(s *ast.IfStmt, in platform.Set) platform.Set {
	in = w.simple(s.Init, in)
	yes, no := w.cond(s.Cond, in)
	out := w.simple(s.Body, yes)
	return out.Union(w.simple(s.Else, no))
}

// forStmt walks a loop. Conditions on the port do not change from one round
// to the next, and rounds after the first come from it: one walk is enough.
func (w *walker) forStmt(s *ast.ForStmt, in platform.Set, label string) platform.Set {
	in = w.simple(s.Init, in)
	yes, no := in, platform.Set{}
	if s.Cond != nil {
		yes, no = w.cond(s.Cond, in)
	}
	t := w.push(label, true)
	out := w.simple(s.Body, yes)
	w.pop()
	w.simple(s.Post, out.Union(t.continued))
	return no.Union(t.broken)
}

func (w *walker) rangeStmt(s *ast.RangeStmt, in platform.Set, label string) platform.Set {
	w.visit(s.X, in)
	w.visit(s.Key, in)
	w.visit(s.Value, in)
	w.push(label, true)
	w.simple(s.Body, in)
	w.pop()
	return in // there may be nothing to range over
}

// switchStmt walks a switch. The cases are tried one after the other, each on
// the ports on which those before it may not have matched.
func (w *walker) switchStmt(s *ast.SwitchStmt, in platform.Set, label string) platform.Set {
	in = w.simple(s.Init, in)
	rest := in
	var tag value
	if s.Tag != nil {
		tag = w.value(s.Tag, in)
		rest = tag.ports()
	}
	matched := make([]platform.Set, len(s.Body.List))
	fallback := -1
	for i, c := range s.Body.List {
		c, ok := c.(*ast.CaseClause)
		if !ok {
			continue
		}
		if c.List == nil {
			fallback = i
		}
		for _, x := range c.List {
			v := w.value(x, rest)
			if s.Tag != nil {
				v = binary(token.EQL, tag, v)
			}
			yes, no := v.truth()
			matched[i], rest = matched[i].Union(yes), no
		}
	}
	if fallback >= 0 {
		matched[fallback], rest = rest, platform.Set{}
	}

	out := rest
	t := w.push(label, false)
	for i, c := range s.Body.List {
		if c, ok := c.(*ast.CaseClause); ok {
			in := matched[i].Union(t.fallingOut)
			t.fallingOut = platform.Set{}
			out = out.Union(w.clause(c, c.Colon, c.Body, in))
		}
	}
	w.pop()
	return out.Union(t.broken)
}

// clause walks the statements of a clause, which begin after the colon.
func (w *walker) clause(c ast.Stmt, colon token.Pos, body []ast.Stmt, in platform.Set) platform.Set {
	outer := w.cur
	if w.recording && in != w.cur {
		w.note(colon, c.End(), in)
	}
	defer w.leave(outer)
	return w.list(body, in)
}

func (w *walker) typeSwitch(s *ast.TypeSwitchStmt, in platform.Set, label string) platform.Set {
	in = w.simple(s.Init, in)
	w.simple(s.Assign, in)
	out := in
	t := w.push(label, false)
	for _, c := range s.Body.List {
		if c, ok := c.(*ast.CaseClause); ok {
			if c.List == nil {
				out = platform.Set{}
				break
			}
		}
	}
	for _, c := range s.Body.List {
		if c, ok := c.(*ast.CaseClause); ok {
			out = out.Union(w.clause(c, c.Colon, c.Body, in))
		}
	}
	w.pop()
	return out.Union(t.broken)
}

// selectStmt walks a select, which goes on in one of its clauses; one without
// clauses blocks for ever.
func (w *walker) selectStmt(s *ast.SelectStmt, in platform.Set, label string) platform.Set {
	var out platform.Set
	t := w.push(label, false)
	for _, c := range s.Body.List {
		if c, ok := c.(*ast.CommClause); ok {
			w.simple(c.Comm, in)
			out = out.Union(w.clause(c, c.Colon, c.Body, in))
		}
	}
	w.pop()
	return out.Union(t.broken)
}

// branch notes where the flow goes on; it never does behind the statement.
func (w *walker) branch(s *ast.BranchStmt, in platform.Set) platform.Set {
	f := w.frame
	if s.Tok == token.GOTO && s.Label != nil {
		if f.jumps == nil {
			f.jumps = make(map[string]platform.Set)
		}
		f.jumps[s.Label.Name] = f.jumps[s.Label.Name].Union(in)
		return platform.Set{}
	}
	for i := len(f.targets) - 1; i >= 0; i-- {
		t := f.targets[i]
		if s.Label != nil && s.Label.Name != t.label || s.Tok == token.CONTINUE && !t.loop {
			continue
		}
		switch s.Tok {
		case token.BREAK:
			t.broken = t.broken.Union(in)
		case token.CONTINUE:
			t.continued = t.continued.Union(in)
		case token.FALLTHROUGH:
			t.fallingOut = t.fallingOut.Union(in)
		}
		break
	}
	return platform.Set{}
}

func (w *walker) push(label string, loop bool) *target {
	t := &target{label: label, loop: loop}
	w.frame.targets = append(w.frame.targets, t)
	return t
}

func (w *walker) pop() { w.frame.targets = w.frame.targets[:len(w.frame.targets)-1] }

func (w *walker) returnStmt(s *ast.ReturnStmt, in platform.Set) {
	f := w.frame
	f.returns = f.returns.Union(in)
	if f.evaluates && len(s.Results) == 1 {
		f.result = f.result.union(w.value(s.Results[0], in))
		return
	}
	f.result.other = f.result.other.Union(in)
	w.visitAll(s.Results, in)
}
