package platform

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"sync"
)

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
