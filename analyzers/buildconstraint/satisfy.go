package buildconstraint

import (
	"fmt"
	"go/build/constraint"
	"slices"

	"github.com/xplatvet/xplatvet/internal/platform"
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
	if !nowhere && !everywhere {
		return
	}
	s, ok := survey(h.Expr, c.nameTags(f))
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

// nameTags returns the tags that the name of a file demands.
func (c *checker) nameTags(f *file) []string {
	h, err := c.scope.Context.Parse(f.header.Name, []byte("package p\n"))
	if err != nil {
		return nil
	}
	return h.Tags
}

func tagsOf(x constraint.Expr) []string {
	var tags []string
	x.Eval(func(tag string) bool { // visits each tag
		if !slices.Contains(tags, tag) {
			tags = append(tags, tag)
		}
		return false
	})
	return tags
}

// A surveyed constraint holds for some, or all, of the combinations of a GOOS,
// a GOARCH, cgo and other tags; and for some, together with the tags of a name.
type surveyed struct{ some, all, together bool }

// survey tries every GOOS with every GOARCH, and one of each that is not known
// yet, whether or not there is such a port. It fails if there are too many other
// tags.
func survey(x constraint.Expr, name []string) (s surveyed, ok bool) {
	var free []string
	for _, tag := range slices.Concat(tagsOf(x), name) {
		if !decided(tag) && !slices.Contains(free, tag) {
			free = append(free, tag)
		}
	}
	if len(free) > maxFree {
		return s, false
	}
	s.all = true
	oses, arches := names()
	for _, goos := range oses {
		for _, goarch := range arches {
			for bits := range 2 << len(free) {
				holds := func(tag string) bool {
					if i := slices.Index(free, tag); i >= 0 {
						return bits>>(i+1)&1 == 1
					}
					on, _ := platform.Tag(tag)
					switch {
					case tag == "cgo":
						return bits&1 == 1
					case platform.KnownArch(tag):
						return within(platform.Arch(goarch), on)
					}
					return within(platform.OS(goos), on)
				}
				if x.Eval(holds) {
					s.some = true
					s.together = s.together || !slices.ContainsFunc(name, func(tag string) bool { return !holds(tag) })
				} else {
					s.all = false
				}
			}
		}
	}
	return s, true
}

// within reports whether a tag that is satisfied on the ports of on is so on
// those of s, all the ports of a GOOS or GOARCH.
func within(s, on platform.Set) bool { return !s.Empty() && s.SubsetOf(on) }

// decided reports whether the GOOS, the GOARCH or cgo decides tag. Of what has
// no ports any more, or none yet, this is not known.
func decided(tag string) bool {
	if tag == "unix" || tag == "cgo" {
		return true
	}
	on, _ := platform.Tag(tag)
	return (platform.KnownOS(tag) || platform.KnownArch(tag)) && !on.Empty()
}

// names returns each GOOS and GOARCH that has ports, and "" for another one.
func names() (oses, arches []string) {
	oses, arches = []string{""}, []string{""}
	for p := range platform.All().Ports() {
		if !slices.Contains(oses, p.GOOS) {
			oses = append(oses, p.GOOS)
		}
		if !slices.Contains(arches, p.GOARCH) {
			arches = append(arches, p.GOARCH)
		}
	}
	return oses, arches
}
