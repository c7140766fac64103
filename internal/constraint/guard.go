package constraint

import (
	"strings"

	"github.com/xplatvet/xplatvet/platform"
)

// Guard returns the shortest constraint under which a file that is built on
// some ports, of which its name allows named, may use what exists on others:
// false on every port of built that lacks it, true on every port of built that
// has it and whose GOOS is that of a target, and false outside of built. It is
// "" if no port of built has it, or if it is too long to be what anyone would
// write.
func Guard(exists, built, named, targets platform.Set) string {
	keep := built.Intersect(exists)
	lo := keep.Intersect(wholeOS(targets))
	if lo.Empty() {
		lo = keep
	}
	if lo.Empty() {
		return ""
	}
	expr, ok := platform.ConstraintBetween(lo, keep.Union(named.Complement()))
	if !ok || Operators(expr) > maxOperators {
		return ""
	}
	return expr
}

// wholeOS returns every port of each GOOS in s.
func wholeOS(s platform.Set) platform.Set {
	var all platform.Set
	for p := range s.Ports() {
		all = all.Union(platform.OS(p.GOOS))
	}
	return all
}

// Operators counts the && and || of a constraint.
func Operators(expr string) int { return (strings.Count(expr, "&") + strings.Count(expr, "|")) / 2 }

const maxOperators = 5
