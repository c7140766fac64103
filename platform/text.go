package platform

import (
	"iter"
	"maps"
	"math/bits"
	"slices"
	"strings"
)

// String returns s in the grammar of [Parse], whole GOOS before single ports:
// "darwin,linux/{arm64,riscv64},windows/386:nocgo". The empty Set is "none",
// which Parse refuses.
func (s Set) String() string {
	if s.Empty() {
		return "none"
	}
	if s == all {
		return nameAll
	}
	both, on, off := s.variants(all)
	var items []string
	items = append(items, patterns(both, all, false)...)
	for _, it := range patterns(on, all, false) {
		items = append(items, it+suffixCgo)
	}
	for _, it := range patterns(off, all, false) {
		items = append(items, it+suffixNoCgo)
	}
	return strings.Join(items, ",")
}

// Sort returns sets in the order of their strings, and these.
func Sort(sets iter.Seq[Set]) ([]Set, []string) {
	byText := make(map[string]Set)
	for s := range sets {
		byText[s.String()] = s
	}
	texts := slices.Sorted(maps.Keys(byText))
	list := make([]Set, len(texts))
	for i, text := range texts {
		list[i] = byText[text]
	}
	return list, texts
}

// Text describes s in words for a reader who thinks in the ports of within:
// "plan9 and windows", "linux/{arm64,riscv64}", "every port but linux",
// "linux without cgo". A GOOS is named alone if s holds each of its ports that
// is in within; ports of s outside within are left out.
func (s Set) Text(within Set) string {
	s = s.Intersect(within)
	both, on, off := s.variants(within)
	rest := within.nocgo | within.cgo
	var parts []string
	for _, group := range []struct {
		pairs  uint64
		suffix string
	}{{both, ""}, {on, " with cgo"}, {off, " without cgo"}} {
		switch {
		case group.pairs == 0:
			continue
		case len(parts) == 0:
			parts = append(parts, patternText(group.pairs, within)+group.suffix)
		case group.pairs == rest && bits.OnesCount64(rest) > 1:
			parts = append(parts, "every other port"+group.suffix)
		default:
			parts = append(parts, join(patterns(group.pairs, within, true))+group.suffix)
		}
		rest &^= group.pairs
	}
	switch len(parts) {
	case 0:
		return "no port"
	case 1:
		return parts[0]
	}
	return strings.Join(parts, ", and ")
}

// variants splits the pairs of s into those it holds as a whole, as far as
// within goes, and those it holds only with cgo on, or only with cgo off. A
// pair that has no cgo in within goes with the latter if there are any: then
// "linux without cgo" need not leave out linux/ppc64.
func (s Set) variants(within Set) (both, on, off uint64) {
	both = (s.nocgo | s.cgo) &^ (within.nocgo &^ s.nocgo) &^ (within.cgo &^ s.cgo)
	on, off = s.cgo&^both, s.nocgo&^both
	if off != 0 {
		off |= both &^ within.cgo
		both &^= off
	}
	return both, on, off
}

// maxListed is how many patterns are listed rather than called "every port".
const maxListed = 3

// patternText joins the patterns of m with words, counting from the other
// side if that is shorter.
func patternText(m uint64, within Set) string {
	all := within.nocgo | within.cgo
	list := patterns(m, within, true)
	if m == all && len(list) > maxListed {
		return "every port"
	}
	if rest := patterns(all&^m, within, true); len(rest) > 0 && len(rest) <= 2 && len(list) > 2*len(rest)+1 {
		return "every port but " + join(rest)
	}
	return join(list)
}

func join(list []string) string {
	if n := len(list) - 1; n > 0 {
		return strings.Join(list[:n], ", ") + " and " + list[n]
	}
	return strings.Join(list, "")
}

// patterns returns the shortest list of patterns, sorted by GOOS, for the
// pairs m; whole GOOS first if wholeFirst.
func patterns(m uint64, within Set, wholeFirst bool) []string {
	known := within.nocgo | within.cgo
	var whole, single []string
	for i := 0; i < len(pairs); {
		goos, j := pairs[i].goos, i
		var archs []string
		complete := true
		for ; j < len(pairs) && pairs[j].goos == goos; j++ {
			switch {
			case m>>j&1 != 0:
				archs = append(archs, pairs[j].goarch)
			case known>>j&1 != 0:
				complete = false
			}
		}
		var p string
		switch {
		case len(archs) == 0:
		case complete:
			p = goos
		case len(archs) == 1:
			p = goos + "/" + archs[0]
		default:
			p = goos + "/{" + strings.Join(archs, ",") + "}"
		}
		switch {
		case p == "":
		case complete || !wholeFirst:
			whole = append(whole, p)
		default:
			single = append(single, p)
		}
		i = j
	}
	return append(whole, single...)
}
