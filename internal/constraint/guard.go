package constraint

import (
	"strings"

	"github.com/xplatvet/xplatvet/platform"
)

// Guard returns the shortest constraint under which a file that is built on
// some ports, of which its name allows named, may use what exists on others:
// false on every port of built that lacks it and outside of built, and true on
// every port of built that has it and whose GOOS is that of a target, is unix or
// is windows; if that takes more than a few tags, of a target only. It is "" if
// no port of built has it, or if it is too long to be what anyone would write.
func Guard(exists, built, named, targets platform.Set) string {
	keep := built.Intersect(exists)
	if keep.Empty() {
		return ""
	}
	hi := keep.Union(named.Complement())
	asked := wholeOS(targets)
	unix, _ := platform.Tag("unix")
	lo := keep.Intersect(asked.Union(unix).Union(platform.OS("windows")))
	if expr, ok := platform.ConstraintBetween(lo, hi); ok && !lo.Empty() && Operators(expr) <= fewOperators && !strings.Contains(expr, "(") {
		return expr
	}
	if lo = keep.Intersect(asked); lo.Empty() {
		lo = keep
	}
	expr, ok := platform.ConstraintBetween(lo, hi)
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

// How many a constraint may have that takes nothing away from ports that are no
// targets, and how many any may have.
const (
	fewOperators = 2
	maxOperators = 5
)
