// Package platform models the ports Go can build for, and sets of them.
//
// A port is a GOOS/GOARCH pair with cgo on or off. The universe of ports is
// the table in table.go, generated from `go tool dist list -json` of the Go
// release this module is built with; a pair whose cgo is not supported has
// one port, the others have two. A [Set] is a small comparable value: every
// question xplatvet answers is a difference of two Sets.
//
// [Parse] reads Sets as users write them, [Set.Text] describes them in words, and
// [Set.Constraint] as a build constraint, the shortest one. [Tag] says where a build
// tag holds. Ports that a later Go adds come with a later version of this package;
// none of it depends on the machine it runs on.
package platform

import (
	"cmp"
	"slices"
	"strings"
)

//go:generate go run ../internal/cmd/gendata -ports table.go

// A Port is one way to build: GOOS, GOARCH and whether cgo is enabled.
type Port struct {
	GOOS, GOARCH string
	Cgo          bool
}

// Pair returns "GOOS/GOARCH".
func (p Port) Pair() string { return p.GOOS + "/" + p.GOARCH }

// String returns p in the form that [Parse] reads: "linux/amd64:cgo",
// "linux/amd64:nocgo", or just "plan9/386" for a pair without cgo support.
func (p Port) String() string {
	switch {
	case p.Cgo:
		return p.Pair() + suffixCgo
	case pairOf(p.GOOS, p.GOARCH) >= 0 && pairs[pairOf(p.GOOS, p.GOARCH)].cgo:
		return p.Pair() + suffixNoCgo
	}
	return p.Pair()
}

const (
	suffixCgo   = ":cgo"
	suffixNoCgo = ":nocgo"
)

// A pair is one row of the generated table.
type pair struct {
	goos, goarch string
	cgo          bool     // cgo is supported
	firstClass   bool     // see go.dev/wiki/PortingPolicy
	toolTags     []string // build tags the go command sets by default, such as amd64.v1
}

// pairOf returns the index in pairs of goos/goarch, or -1.
func pairOf(goos, goarch string) int {
	i, ok := slices.BinarySearchFunc(pairs[:], pair{goos: goos, goarch: goarch}, func(a, b pair) int {
		return cmp.Or(strings.Compare(a.goos, b.goos), strings.Compare(a.goarch, b.goarch))
	})
	if !ok {
		return -1
	}
	return i
}

// Is32Bit reports whether int, uint and uintptr have 32 bits on goarch.
func Is32Bit(goarch string) bool {
	switch goarch {
	case "386", "arm", "mips", "mipsle":
		return true
	}
	return false
}

// Narrow returns the ports of which Is32Bit is true.
func Narrow() Set { return narrow }

var narrow = func() Set {
	var s Set
	for i, p := range pairs {
		if Is32Bit(p.goarch) {
			s = s.Union(Set{1 << i, 1 << i}.Intersect(all))
		}
	}
	return s
}()
