package reach

import (
	"cmp"
	"go/token"
	"slices"
	"sort"

	"github.com/xplatvet/xplatvet/platform"
)

// A span is a piece of source with ports other than those of the span around it.
type span struct {
	pos, end token.Pos
	on       platform.Set
	up       int // index of the span around it, or -1
}

// spans of one declaration; after index, sorted from left to right and from
// the outside in.
type spans []span

// index sorts s and links the spans.
func (s spans) index() spans {
	slices.SortStableFunc(s, func(a, b span) int {
		return cmp.Or(cmp.Compare(a.pos, b.pos), cmp.Compare(b.end, a.end))
	})
	up := -1
	for i := range s {
		for up >= 0 && s[up].end < s[i].end {
			up = s[up].up
		}
		s[i].up = up
		up = i
	}
	return slices.Clip(s)
}

// at returns the ports of the innermost span that contains pos to end, or
// outside if there is none.
func (s spans) at(pos, end token.Pos, outside platform.Set) platform.Set {
	i := sort.Search(len(s), func(i int) bool { return s[i].pos > pos }) - 1
	for i >= 0 && s[i].end < end {
		i = s[i].up
	}
	if i < 0 {
		return outside
	}
	return s[i].on
}
