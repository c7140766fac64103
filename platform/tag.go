package platform

import (
	"slices"
	"strings"
)

// Tag returns the ports on which the build tag name is satisfied by the port
// alone, and whether name is a tag that ports decide: a known GOOS or GOARCH
// (dead ones included, with an empty Set), unix, cgo, or a tag the go command
// sets by default for the port (goexperiment.NAME, amd64.v1, ...).
//
// It follows go/build.Context.matchTag: linux holds on android, darwin on ios,
// solaris on illumos.
func Tag(name string) (s Set, ok bool) {
	if name == "boringcrypto" { // its old name
		name = "goexperiment.boringcrypto"
	}
	s, ok = tags[name]
	if !ok && featureTag(name) {
		ok = true // a feature of a port that is off by default
	}
	return s, ok
}

// featureTag reports whether name has the form of a tag that the go command
// derives from GOEXPERIMENT or from GOAMD64 and its like.
func featureTag(name string) bool {
	prefix, _, ok := strings.Cut(name, ".")
	return ok && (prefix == "goexperiment" || KnownArch(prefix))
}

// KnownOS reports whether name is a past, present or future GOOS: the names
// that constrain a file by its suffix.
func KnownOS(name string) bool { return slices.Contains(knownOS[:], name) }

// KnownArch is KnownOS for GOARCH.
func KnownArch(name string) bool { return slices.Contains(knownArch[:], name) }

var tags = func() map[string]Set {
	m := map[string]Set{"cgo": {cgo: all.cgo}, "unix": {}}
	for _, name := range knownOS {
		m[name] = Set{}
	}
	for _, name := range knownArch {
		m[name] = Set{}
	}
	for i, p := range pairs {
		b := Set{1 << i, 1 << i}.Intersect(all)
		add := func(tag string) { m[tag] = m[tag].Union(b) }
		add(p.goos)
		add(p.goarch)
		for _, t := range p.toolTags {
			add(t)
		}
		switch p.goos { // go/build.Context.matchTag
		case "android":
			add("linux")
		case "illumos":
			add("solaris")
		case "ios":
			add("darwin")
		}
		if slices.Contains(unixOS[:], p.goos) {
			add("unix")
		}
	}
	return m
}()
