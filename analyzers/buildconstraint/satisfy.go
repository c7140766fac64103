package buildconstraint

import (
	"fmt"
	"go/build/constraint"
	"slices"

	xconstraint "github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/platform"
)

// maxFree is how many tags are tried both ways. There are seldom more than two.
const maxFree = 6

// checkSatisfiable reports a constraint that holds nowhere, or everywhere,
// whatever the port and the tags: past and future ports too, so that neither
// "darwin && 386", which Go 1.15 dropped, nor a list of all ports is reported.
func (c *checker) checkSatisfiable(f *file) {
	h := f.header
	line := h.Lines[0]
	nowhere, everywhere := h.Matched.Empty(), h.Matched == platform.All()
	// GopherJS builds files for js together with those for another GOOS.
	if !nowhere && !everywhere || slices.Contains(h.Tags, "js") {
		return
	}
	s, ok := survey(h)
	if !ok {
		return
	}
	switch {
	case nowhere && !s.some:
		c.report(f, line.Offset, line.End, c.scope.Targets,
			fmt.Sprintf("no port satisfies the constraint %s, so this file is never built", h.Expr))
	case nowhere && !s.together:
		c.report(f, line.Offset, line.End, c.scope.Targets,
			fmt.Sprintf("the constraint %s holds on no port that the name of the file allows, so it is never built", h.Expr))
	case everywhere && s.all:
		message := fmt.Sprintf("every port satisfies the constraint %s, so it says nothing", h.Expr)
		if or, ok := h.Expr.(*constraint.OrExpr); ok && isNot(or.X) && isNot(or.Y) {
			message += fmt.Sprintf("; for neither write %s", &constraint.AndExpr{X: or.X, Y: or.Y})
		}
		c.report(f, line.Offset, line.End, c.scope.Targets, message)
	}
}

func isNot(x constraint.Expr) bool {
	_, ok := x.(*constraint.NotExpr)
	return ok
}

// A surveyed file has a constraint that holds for some, or all, combinations of
// a GOOS, a GOARCH, cgo and other tags; and for some together with its name.
type surveyed struct{ some, all, together bool }

// survey tries every combination. It fails if there are too many other tags.
func survey(h *xconstraint.File) (s surveyed, ok bool) {
	var free []string
	for _, tag := range h.Tags {
		if !xconstraint.Decided(tag) {
			free = append(free, tag)
		}
	}
	if len(free) > maxFree {
		return s, false
	}
	unnamed := &xconstraint.File{Expr: h.Expr}
	named := &xconstraint.File{Name: h.Name, Expr: h.Expr}
	s.all = true
	for c := range xconstraint.Combinations() {
		for bits := range 1 << len(free) {
			set := func(tag string) bool { return bits>>slices.Index(free, tag)&1 == 1 }
			if unnamed.Holds(c, set) {
				s.some = true
				s.together = s.together || named.Holds(c, set)
			} else {
				s.all = false
			}
		}
	}
	return s, true
}
