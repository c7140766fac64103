package platform

import (
	"iter"
	"math/bits"
)

// A Set is a set of ports. The zero Set is empty; Sets are comparable by ==.
//
// Bit i of word 0 stands for pairs[i] with cgo disabled, bit i of word 1 for
// pairs[i] with cgo enabled.
type Set struct{ nocgo, cgo uint64 }

// compile-time check: every pair has a bit.
var _ [64 - len(pairs)]struct{}

// All returns the universe: every port.
func All() Set { return all }

// FirstClass returns the first-class ports of the Go project, with cgo on and off.
func FirstClass() Set { return firstClass }

var all, firstClass = func() (all, first Set) {
	for i, p := range pairs {
		var s Set
		s.nocgo = 1 << i
		if p.cgo {
			s.cgo = 1 << i
		}
		all = all.Union(s)
		if p.firstClass {
			first = first.Union(s)
		}
	}
	return all, first
}()

// Of returns the Set of the given ports. Ports outside the universe are ignored.
func Of(ports ...Port) Set {
	var s Set
	for _, p := range ports {
		s = s.Union(bit(p))
	}
	return s
}

func bit(p Port) Set {
	i := pairOf(p.GOOS, p.GOARCH)
	switch {
	case i < 0, p.Cgo && !pairs[i].cgo:
		return Set{}
	case p.Cgo:
		return Set{cgo: 1 << i}
	}
	return Set{nocgo: 1 << i}
}

// Union returns the ports in s or t.
func (s Set) Union(t Set) Set { return Set{s.nocgo | t.nocgo, s.cgo | t.cgo} }

// Intersect returns the ports in s and t.
func (s Set) Intersect(t Set) Set { return Set{s.nocgo & t.nocgo, s.cgo & t.cgo} }

// Minus returns the ports in s that are not in t.
func (s Set) Minus(t Set) Set { return Set{s.nocgo &^ t.nocgo, s.cgo &^ t.cgo} }

// Complement returns the ports that are not in s.
func (s Set) Complement() Set { return all.Minus(s) }

// Empty reports whether s has no port.
func (s Set) Empty() bool { return s == Set{} }

// Len returns the number of ports in s, counting cgo on and off separately.
func (s Set) Len() int { return bits.OnesCount64(s.nocgo) + bits.OnesCount64(s.cgo) }

// Contains reports whether p is in s.
func (s Set) Contains(p Port) bool {
	b := bit(p)
	return !b.Empty() && s.Intersect(b) == b
}

// SubsetOf reports whether every port of s is in t.
func (s Set) SubsetOf(t Set) bool { return s.Minus(t).Empty() }

// Overlaps reports whether s and t have a port in common.
func (s Set) Overlaps(t Set) bool { return !s.Intersect(t).Empty() }

// AnyCgo returns s with every port of its GOOS/GOARCH pairs, cgo on and off.
func (s Set) AnyCgo() Set {
	m := s.nocgo | s.cgo
	return Set{m, m & all.cgo}
}

// BothCgo returns the ports of s whose counterpart, the same pair with cgo
// switched, is in s too.
func (s Set) BothCgo() Set {
	m := s.nocgo & s.cgo
	return Set{m, m}
}

// ports yields the ports of s sorted by GOOS, GOARCH, cgo off before on.
func (s Set) Ports() iter.Seq[Port] {
	return func(yield func(Port) bool) {
		for m := s.nocgo | s.cgo; m != 0; m &= m - 1 {
			i := bits.TrailingZeros64(m)
			p := Port{GOOS: pairs[i].goos, GOARCH: pairs[i].goarch}
			if s.nocgo>>i&1 != 0 && !yield(p) {
				return
			}
			p.Cgo = true
			if s.cgo>>i&1 != 0 && !yield(p) {
				return
			}
		}
	}
}

// Strings returns one string per GOOS/GOARCH pair of s, sorted: "linux/amd64"
// where s holds every port of the pair, "linux/amd64:cgo" or
// "linux/amd64:nocgo" where it holds one of two. [Parse] reads each.
func (s Set) Strings() []string {
	list := []string{}
	for m := s.nocgo | s.cgo; m != 0; m &= m - 1 {
		i := bits.TrailingZeros64(m)
		b := Set{1 << i, 1 << i}.Intersect(all)
		str := pairs[i].goos + "/" + pairs[i].goarch
		switch s.Intersect(b) {
		case b:
		case Set{cgo: 1 << i}:
			str += suffixCgo
		default:
			str += suffixNoCgo
		}
		list = append(list, str)
	}
	return list
}
