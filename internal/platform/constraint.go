package platform

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"strings"
	"sync"
)

// Constraint returns the shortest //go:build expression, without the
// "//go:build " itself, that holds on the ports of s and on no other. It is
// ConstraintBetween(s, s): "" for every port, which need no constraint, and
// "ignore" for no port.
func (s Set) Constraint() string {
	expr, _ := ConstraintBetween(s, s)
	return expr
}

// ConstraintBetween returns the shortest //go:build expression that holds on
// every port of lo and on none outside hi; on the ports of hi that are not in
// lo it may hold or not. ok is false if lo is not a subset of hi.
//
// The expression is made of the tags that the port alone decides, whatever the
// Go release: each GOOS and GOARCH of the universe, unix and cgo, with the
// meaning [Tag] gives them. Only tags are negated, never groups, which takes no
// more tags. The shortest expression has the fewest tags; of several, the
// fewest parentheses, then the fewest GOARCH tags ("!plan9 && !windows" says
// more than "unix || wasm"), then the fewest negations ("arm64 && windows" says
// more than "arm64 && !unix"), then the fewest bytes; what still ties is
// settled the same way every time. Operands are in alphabetical order, negated
// ones last, and the text is as go/build/constraint prints it.
//
// Up to four tags the answer is exact. Finding minimal formulas is hard in
// general, so a longer answer is as short as a bounded search could make it.
//
// If hi is every port the answer is "", no constraint; else, if lo is empty,
// it is "ignore", by convention the tag that no build satisfies.
func ConstraintBetween(lo, hi Set) (expr string, ok bool) {
	switch {
	case !lo.SubsetOf(hi):
		return "", false
	case hi == all:
		return "", true
	case lo.Empty():
		return "ignore", true
	}
	s := &search{table: smallFormulas()}
	return s.text(s.shortest(lo, hi)), true
}

// A formula denotes a Set. It is an index into the nodes of the table or,
// beyond those, of a search; f^1 is the negation of f.
type formula int32

const none formula = -1

func (f formula) not() formula { return f ^ 1 }

// An operator joins two formulas; it is also the context of its operands.
type operator int

const (
	or operator = iota
	and
	top // only a context: that of the whole expression
)

func (op operator) String() string { return [...]string{" || ", " && ", ""}[op] }

// A cost ranks formulas of as many tags. It adds up.
type cost int64

const (
	perByte     cost = 1
	perNegation cost = 1 << 16
	perArch     cost = 1 << 32 // for a GOARCH
	perParens   cost = 1 << 48 // for a pair

	ofOperator = cost(len(" && ")) * perByte
	ofNot      = cost(len("!"))*perByte + perNegation
	ofParens   = cost(len("()"))*perByte + perParens
)

// A node is a Set and the best formulas known for it, all of as many tags.
type node struct {
	set   Set
	tags  int
	joins [2]operands // the best "x || y" and the best "x && y"
	costs [3]cost     // of the best formula, as an operand of ||, of &&, and of nothing
}

// operands are those of a formula "x op y", which costs so much. The zero
// value stands for no formula.
type operands struct {
	x, y formula
	cost cost
}

func (n *node) offer(op operator, j operands) {
	if old := n.joins[op].cost; old == 0 || j.cost < old {
		n.joins[op] = j
	}
}

// measure sets the costs of n, which is not a tag.
func (n *node) measure() {
	for ctx := range n.costs {
		n.costs[ctx] = min(n.costOf(or, operator(ctx)), n.costOf(and, operator(ctx)))
	}
}

// costOf returns the cost of the best "x op y" as an operand of ctx.
func (n *node) costOf(op, ctx operator) cost {
	switch c := n.joins[op].cost; {
	case c == 0:
		return math.MaxInt64
	case ctx == op || ctx == top:
		return c
	default:
		return c + ofParens
	}
}

// smallTags is how many tags the formulas of the table have at most.
const smallTags = 3

// A table holds every Set that a formula of at most smallTags tags denotes,
// some 24,000, but the empty one and its complement.
type table struct {
	names  []string              // the tags, sorted: formula 2i is names[i], 2i+1 its negation
	nodes  []node                // by their number of tags
	end    [smallTags + 1]int    // those of k tags are nodes[end[k-1]:end[k]]
	index  map[Set]formula       // all of them
	terms  [smallTags + 1][]term // by their number of tags
	rivals []rival
}

// A term is a formula of the table that is a tag, negated or not, or a join by
// &&. Each formula of the table is a term or the negation of one.
type term struct {
	set Set
	f   formula
}

// A rival is a pair of ports that differ in few tags.
type rival struct {
	p, q Set    // one port each
	diff uint64 // bit i says whether names[i] holds on just one of them
}

// smallFormulas returns the table, which takes some milliseconds to build.
var smallFormulas = sync.OnceValue(newTable)

func newTable() *table {
	t := &table{nodes: make([]node, 0, 25000), index: make(map[Set]formula, 25000)}
	t.names = append(portNames(func(p pair) string { return p.goos }), "cgo", "unix")
	t.names = append(t.names, portNames(func(p pair) string { return p.goarch })...)
	slices.Sort(t.names)
	for _, name := range t.names {
		c := cost(len(name)) * perByte
		if KnownArch(name) {
			c += perArch
		}
		n := node{set: tags[name], tags: 1, costs: [3]cost{c, c, c}}
		c += ofNot
		t.add(n, node{set: n.set.Complement(), tags: 1, costs: [3]cost{c, c, c}})
	}
	t.end[1] = len(t.nodes)
	s := &search{table: t}
	for k := 2; k <= smallTags; k++ {
		for x := range t.end[1] {
			for y := t.end[k-2]; y < t.end[k-1]; y++ {
				t.add(s.disjunction(formula(x), formula(y)))
			}
		}
		t.end[k] = len(t.nodes)
		for i := t.end[k-1]; i < t.end[k]; i++ {
			t.nodes[i].measure()
		}
	}
	for i := range t.nodes {
		if n := &t.nodes[i]; n.tags == 1 || n.joins[and].cost > 0 {
			t.terms[n.tags] = append(t.terms[n.tags], term{n.set, formula(i)})
		}
	}
	t.rivals = findRivals(t.names)
	return t
}

// add adds n and its negation. If their Sets are known with as many tags, it
// adds their joins only.
func (t *table) add(n, not node) {
	f, ok := t.index[n.set]
	switch {
	case n.set == all: // and not is empty
	case !ok:
		f = formula(len(t.nodes))
		t.index[n.set], t.index[not.set] = f, f.not()
		t.nodes = append(t.nodes, n, not)
	case t.nodes[f].tags == n.tags:
		t.nodes[f].offer(or, n.joins[or])
		t.nodes[f.not()].offer(and, not.joins[and])
	}
}

// findRivals returns the pairs of ports that differ in at most three of the
// tags names, those that differ least first. More distant ones would hardly
// ever raise the bound that they serve.
func findRivals(names []string) []rival {
	var ports []Set
	var held []uint64
	for p := range all.Ports() {
		var m uint64
		for i, name := range names {
			if tags[name].Contains(p) {
				m |= 1 << i
			}
		}
		ports, held = append(ports, Of(p)), append(held, m)
	}
	var list []rival
	for i, p := range ports {
		for j, q := range ports[:i] {
			if diff := held[i] ^ held[j]; bits.OnesCount64(diff) <= 3 {
				list = append(list, rival{p, q, diff})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b rival) int {
		return cmp.Compare(bits.OnesCount64(a.diff), bits.OnesCount64(b.diff))
	})
	return list
}

// A search is for one formula. It adds nodes to those of the table.
type search struct {
	*table
	more []node
	work int // Sets looked at
}

// maxWork is when a search stops trying to better what it has found: after a
// few milliseconds.
const maxWork = 1_000_000

// maxTags is more than any decision list need have: a step takes at most
// smallTags tags and decides at least one port.
const maxTags = 2*smallTags*len(pairs) + 1

func (s *search) node(f formula) *node {
	if n := len(s.nodes); int(f) >= n {
		return &s.more[int(f)-n]
	}
	return &s.nodes[f]
}

// disjunction returns the nodes, not yet measured, of x || y and of its
// negation.
func (s *search) disjunction(x, y formula) (n, not node) {
	a, b, c, d := s.node(x), s.node(y), s.node(x.not()), s.node(y.not())
	n = node{set: a.set.Union(b.set), tags: a.tags + b.tags}
	n.joins[or] = operands{x, y, a.costs[or] + b.costs[or] + ofOperator}
	not = node{set: c.set.Intersect(d.set), tags: n.tags}
	not.joins[and] = operands{x.not(), y.not(), c.costs[and] + d.costs[and] + ofOperator}
	return n, not
}

// or returns the formula x || y. To save a case, x may be none.
func (s *search) or(x, y formula) formula {
	if x == none {
		return y
	}
	n, not := s.disjunction(x, y)
	n.measure()
	not.measure()
	f := formula(len(s.nodes) + len(s.more))
	s.more = append(s.more, n, not)
	return f
}

// shortest returns the shortest formula for a Set between lo, which is not
// empty, and hi, which is not every port.
func (s *search) shortest(lo, hi Set) formula {
	if f, ok := s.index[lo]; ok && lo == hi {
		return f
	}
	bound := s.bound(lo, hi)
	for k := bound; k <= smallTags; k++ {
		if f := s.small(lo, hi, k, top, 0); f != none {
			return f
		}
	}
	if bound <= smallTags+1 {
		f := s.cover(lo, hi, 0, none)
		f = s.cover(hi.Complement(), lo.Complement(), 1, f)
		if f != none {
			return f
		}
	}
	return s.short(lo, hi, max(bound, smallTags+2))
}

// short returns a short formula between lo and hi, the shortest if it has no
// more tags than bound. It is the best of several: decision lists, found by
// searches of increasing width, and unions of parts.
func (s *search) short(lo, hi Set, bound int) formula {
	best, limit := none, maxTags
	// try reports whether that is enough.
	try := func(f formula) bool {
		if f != none {
			f = s.simplify(f, lo, hi, top, 0)
			if n := s.node(f); n.tags < limit || n.tags == limit && s.better(f, best, top) {
				best, limit = f, n.tags
			}
		}
		return limit <= bound || s.work > maxWork
	}
	parts := [...]func(name string) bool{KnownOS, KnownArch}
	for i, width := range [...]int{1, 3, 9, 27} {
		if try(s.decisionList(lo, hi, width, limit)) {
			break
		}
		if i < len(parts) && (try(s.parts(lo, hi, parts[i])) || try(s.parts(hi.Complement(), lo.Complement(), parts[i]).not())) {
			break
		}
	}
	return best
}

// bound returns a number of tags, 1 or more, that every formula between lo and
// hi has at least. For two ports, one in lo and the other outside hi, it has
// one of the tags in which they differ; so it has as many tags as there are
// such pairs no two of which differ in a common tag.
func (s *search) bound(lo, hi Set) int {
	out := hi.Complement()
	used, n := uint64(0), 0
	s.work += len(s.rivals)
	for i := range s.rivals {
		r := &s.rivals[i]
		if r.diff&used == 0 && (r.p.Overlaps(lo) && r.q.Overlaps(out) || r.q.Overlaps(lo) && r.p.Overlaps(out)) {
			used |= r.diff
			n++
		}
	}
	return max(n, 1)
}

// better reports whether f, of as many tags as g or in place of none, is the
// better operand of ctx.
func (s *search) better(f, g formula, ctx operator) bool {
	if g == none {
		return true
	}
	if c := cmp.Compare(s.node(f).costs[ctx], s.node(g).costs[ctx]); c != 0 || ctx != top {
		return c < 0
	}
	return s.text(f) < s.text(g)
}

// small returns a formula of the table between lo and hi that has k tags, or
// none: the best operand of ctx or, if flip is 1, that whose negation is.
func (s *search) small(lo, hi Set, k int, ctx operator, flip formula) formula {
	best := none
	out := hi.Complement()
	s.work += len(s.terms[k])
	for _, t := range s.terms[k] {
		f := t.f
		switch {
		case lo.SubsetOf(t.set) && !out.Overlaps(t.set):
		case out.SubsetOf(t.set) && !lo.Overlaps(t.set):
			f = f.not()
		default:
			continue
		}
		if best == none || s.better(f^flip, best^flip, ctx) {
			best = f
		}
	}
	return best
}

// cover returns the best of best and all x || y of smallTags+1 tags between lo
// and hi, the latter negated if flip is 1. Both x and y are in the table.
func (s *search) cover(lo, hi Set, flip, best formula) formula {
	var within [smallTags + 1][]term
	out := hi.Complement()
	s.work += len(s.nodes)
	for i := range s.nodes {
		if n := &s.nodes[i]; !n.set.Overlaps(out) && n.set.Overlaps(lo) {
			// Joins by || are of use to a single tag only: instead of
			// (a || b) || y there is a || (b || y).
			if n.tags == 1 || n.tags == smallTags || n.joins[and].cost > 0 {
				within[n.tags] = append(within[n.tags], term{n.set, formula(i)})
			}
		}
	}
	for k := 1; 2*k <= smallTags+1; k++ {
		for _, x := range within[k] {
			rest := lo.Minus(x.set)
			if k == 1 && s.bound(rest, hi) > smallTags {
				continue
			}
			s.work += len(within[smallTags+1-k])
			for _, y := range within[smallTags+1-k] {
				if !rest.SubsetOf(y.set) {
					continue
				}
				n, not := s.disjunction(x.f, y.f)
				if flip == 1 {
					n, not = not, n
				}
				n.measure()
				if best != none && n.costs[top] > s.node(best).costs[top] {
					continue
				}
				if f := s.or(x.f, y.f) ^ flip; s.better(f, best, top) {
					best = f
				}
			}
		}
	}
	return best
}

// parts returns a formula between lo and hi, joined by || from one for the
// ports of each GOOS or each GOARCH, as known says.
func (s *search) parts(lo, hi Set, known func(name string) bool) formula {
	f := none
	for i, name := range s.names {
		part := lo.Intersect(s.nodes[2*i].set)
		if part.Empty() || !known(name) {
			continue
		}
		g := s.decisionList(part, hi, 1, maxTags)
		lo = lo.Minus(s.node(g).set)
		f = s.or(f, g)
	}
	return f
}

// A state is an unfinished decision list.
type state struct {
	lo, hi Set    // what its rest must lie between
	tags   int    // of the list so far
	bound  int    // least number of tags of its rest
	open   int    // ports that its rest decides
	from   *state // the list without its last step, nil if there are none
	step
}

// A step leads from the decision list "… rest" to "… (f op rest)".
type step struct {
	f    formula
	op   operator
	gain int // ports it decides
}

// decisionList returns a formula between lo and hi of less than limit tags, or
// none. It has the form f1 op (f2 op (f3 …)), each fi a formula of the table
// that decides some ports: those of fi if op is ||, those outside it if op is
// &&. The search goes by the number of tags and pursues the width most
// promising lists of each.
//
// With maxTags there always is one. Of the undecided ports, take one whose
// GOOS is no tag of the others' (android before linux, which holds on both):
// no other has its GOOS, GOARCH and cgo, so a step can decide it.
func (s *search) decisionList(lo, hi Set, width, limit int) formula {
	states := make([][]*state, limit) // by tags
	states[0] = []*state{{lo: lo, hi: hi}}
	last, end := (*state)(nil), none
	for tags := 0; tags < limit-1; tags++ {
		for _, st := range promising(states[tags], width) {
			for k := 1; k <= smallTags && tags+k < limit; k++ {
				f, steps := s.steps(st, k, 4*width)
				if f != none {
					limit, last, end = tags+k, st, f
					break
				}
				for _, step := range steps {
					if next := s.follow(st, step); next.tags+next.bound < limit {
						states[next.tags] = append(states[next.tags], next)
					}
				}
			}
		}
	}
	if last == nil {
		return none
	}
	for st := last; st.from != nil; st = st.from {
		if st.op == or {
			end = s.or(st.f, end)
		} else {
			end = s.or(st.f.not(), end.not()).not()
		}
	}
	return end
}

// promising sorts states and returns the first of them, without duplicates.
func promising(states []*state, width int) []*state {
	slices.SortStableFunc(states, func(a, b *state) int {
		return cmp.Or(cmp.Compare(a.bound, b.bound), cmp.Compare(a.open, b.open))
	})
	var first []*state
	for _, st := range states {
		if len(first) == width {
			break
		}
		if !slices.ContainsFunc(first, func(f *state) bool { return f.lo == st.lo && f.hi == st.hi }) {
			first = append(first, st)
		}
	}
	return first
}

// steps returns a formula of k tags that completes st, or else the steps of k
// tags that decide the most ports, n or fewer.
func (s *search) steps(st *state, k, n int) (end formula, most []step) {
	keep := func(c step) {
		i := len(most)
		if i < n {
			most = append(most, c)
		} else if i--; c.gain <= most[i].gain {
			return
		}
		for ; i > 0 && most[i-1].gain < c.gain; i-- {
			most[i] = most[i-1]
		}
		most[i] = c
	}
	out := st.hi.Complement()
	s.work += len(s.terms[k])
	for _, t := range s.terms[k] {
		in, ex := t.set.Intersect(st.lo), t.set.Intersect(out)
		switch {
		case ex.Empty() && in == st.lo:
			return t.f, nil
		case in.Empty() && ex == out:
			return t.f.not(), nil
		case in.Empty() == ex.Empty(): // decides nothing, or not alike
		case ex.Empty():
			keep(step{t.f, or, in.Len()})
		default:
			keep(step{t.f.not(), and, ex.Len()})
		}
	}
	return none, most
}

// follow returns the state that a step leads to.
func (s *search) follow(st *state, step step) *state {
	n := s.node(step.f)
	next := &state{lo: st.lo, hi: st.hi, tags: st.tags + n.tags, from: st, step: step}
	if step.op == or {
		next.lo = st.lo.Minus(n.set)
	} else {
		next.hi = st.hi.Union(n.set.Complement())
	}
	next.bound = s.bound(next.lo, next.hi)
	next.open = next.lo.Len() + next.hi.Complement().Len()
	return next
}

// simplify returns a formula between lo and hi of no more tags than f, which
// lies between them too. It replaces by a formula of the table whatever one
// can replace, given what is around it: f itself, each operand, each pair of
// operands. It is for an operand of ctx or, if flip is 1, for the negation of
// one.
func (s *search) simplify(f formula, lo, hi Set, ctx operator, flip formula) formula {
	n := s.node(f)
	for k := s.bound(lo, hi); k <= min(n.tags, smallTags); k++ {
		if g := s.small(lo, hi, k, ctx, flip); g != none {
			return g
		}
	}
	if n.joins[or].cost == 0 {
		return s.simplify(f.not(), hi.Complement(), lo.Complement(), ctx, flip^1).not()
	}
	ctx = or + operator(flip) // the negation of what || joins is joined by &&
	list := s.alternatives(f)
	for merged := true; merged; {
		for i := 0; i < len(list); i++ {
			if rest := lo.Minus(s.unionBut(list, i, i)); rest.Empty() {
				list = slices.Delete(list, i, i+1)
				i--
			} else {
				list[i] = s.simplify(list[i], rest, hi, ctx, flip)
			}
		}
		list, merged = s.merge(list, lo, hi, flip)
	}
	f = none
	for _, g := range list {
		f = s.or(f, g)
	}
	return f
}

// merge replaces two formulas of list, the union of which lies between lo and
// hi, by one of fewer tags, if there are such.
func (s *search) merge(list []formula, lo, hi Set, flip formula) (merged []formula, ok bool) {
	for i, f := range list {
		for j, g := range list[:i] {
			rest := lo.Minus(s.unionBut(list, i, j))
			tags := s.node(f).tags + s.node(g).tags
			for k := s.bound(rest, hi); k <= min(tags-1, smallTags); k++ {
				if h := s.small(rest, hi, k, or+operator(flip), flip); h != none {
					list = slices.Delete(list, i, i+1)
					list = slices.Delete(list, j, j+1)
					return append(list, s.alternatives(h)...), true
				}
			}
		}
	}
	return list, false
}

// alternatives returns the formulas that || joins to f.
func (s *search) alternatives(f formula) []formula {
	if n := s.node(f); n.joins[or].cost > 0 && n.joins[and].cost == 0 {
		return append(s.alternatives(n.joins[or].x), s.alternatives(n.joins[or].y)...)
	}
	return []formula{f}
}

// unionBut returns the union of list but for its ith and jth formulas.
func (s *search) unionBut(list []formula, i, j int) Set {
	var u Set
	for k, f := range list {
		if k != i && k != j {
			u = u.Union(s.node(f).set)
		}
	}
	return u
}

// text returns the best text of f.
func (s *search) text(f formula) string {
	op := or
	if n := s.node(f); n.costs[and] == n.costs[top] {
		op = and
	}
	return joinTexts(s.texts(f, op), op)
}

// texts returns the best text of f as an operand of op or, if op itself joins
// it, the texts of its operands.
func (s *search) texts(f formula, op operator) []string {
	if int(f) < s.end[1] {
		return []string{strings.Repeat("!", int(f&1)) + s.names[f/2]}
	}
	n, outer := s.node(f), op
	if n.costs[op] != n.costOf(op, op) {
		outer = and - op
	}
	x, y := n.joins[outer].x, n.joins[outer].y
	list := append(s.texts(x, outer), s.texts(y, outer)...)
	if outer != op {
		list = []string{"(" + joinTexts(list, outer) + ")"}
	}
	return list
}

// joinTexts sorts list, in place, and joins it.
func joinTexts(list []string, op operator) string {
	negated := func(text string) int { return len(text) - len(strings.TrimPrefix(text, "!")) }
	slices.SortFunc(list, func(a, b string) int {
		return cmp.Or(
			cmp.Compare(negated(a), negated(b)),
			strings.Compare(strings.TrimLeft(a, "!("), strings.TrimLeft(b, "!(")),
		)
	})
	return strings.Join(list, op.String())
}
