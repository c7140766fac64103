package constraint

import (
	"go/build/constraint"
	"iter"

	"github.com/xplatvet/xplatvet/platform"
)

// A Combination is a GOOS, a GOARCH and cgo on or off, whether or not Go has
// such a port: it may have had it once, as darwin/386, or may have it one day.
// An empty name stands for one that is not known.
type Combination struct {
	GOOS, GOARCH string
	Cgo          bool
}

// Combinations yields every combination of a GOOS and a GOARCH that have ports,
// or an unknown one, with cgo on and off.
func Combinations() iter.Seq[Combination] {
	oses, arches := map[string]bool{"": true}, map[string]bool{"": true}
	for p := range platform.All().Ports() {
		oses[p.GOOS], arches[p.GOARCH] = true, true
	}
	return func(yield func(Combination) bool) {
		for goos := range oses {
			for goarch := range arches {
				if !yield(Combination{goos, goarch, false}) || !yield(Combination{goos, goarch, true}) {
					return
				}
			}
		}
	}
}

// Decided reports whether a Combination decides the build tag: it is a GOOS or
// GOARCH that has ports, unix or cgo.
func Decided(tag string) bool {
	if tag == "unix" || tag == "cgo" {
		return true
	}
	on, _ := platform.Tag(tag)
	return (platform.KnownOS(tag) || platform.KnownArch(tag)) && !on.Empty()
}

// Tag reports whether c satisfies a tag that it decides.
func (c Combination) Tag(tag string) bool {
	on, _ := platform.Tag(tag)
	of := platform.OS(c.GOOS)
	switch {
	case tag == "cgo":
		return c.Cgo
	case platform.KnownArch(tag):
		of = platform.Arch(c.GOARCH)
	}
	return !of.Empty() && of.SubsetOf(on)
}

// NameTags returns the tags that the name of a file demands: none, a GOOS, a
// GOARCH, or both.
func (f *File) NameTags() []string { return suffixTags(f.Name) }

// Holds reports whether f would be built on c, with the tags for which set
// holds, of those that c does not decide.
func (f *File) Holds(c Combination, set func(tag string) bool) bool {
	holds := func(tag string) bool {
		if Decided(tag) {
			return c.Tag(tag)
		}
		return set(tag)
	}
	for _, tag := range f.NameTags() {
		if !holds(tag) {
			return false
		}
	}
	return (f.Expr == nil || f.Expr.Eval(holds)) && (c.Cgo || !f.ImportsC)
}

// TagsOf returns the tags of x, each once, in the order of the text.
func TagsOf(x constraint.Expr) []string {
	var tags []string
	seen := make(map[string]bool)
	x.Eval(func(tag string) bool { // visits every tag
		if !seen[tag] {
			seen[tag] = true
			tags = append(tags, tag)
		}
		return false
	})
	return tags
}
