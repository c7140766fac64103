package platform

import (
	"cmp"
	"slices"
)

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
