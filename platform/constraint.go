package platform

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
