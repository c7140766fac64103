package platform

import (
	"cmp"
	"slices"
	"strings"
)

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
