package buildconstraint

import (
	"bytes"
	"fmt"
	"go/build/constraint"
	"maps"
	"slices"
	"unicode"
	"unicode/utf8"

	xconstraint "github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/platform"
)

// words are names of ports elsewhere that are just as likely to be somebody's
// own build tag: C libraries and toolchains, vendors, a message authentication
// code.
var words = []string{"apple", "cygwin", "gnu", "mac", "mingw", "win"}

// portOf returns the tag of the port that tag was probably meant for, or "".
func (c *checker) portOf(tag string) string {
	if slices.Contains(words, tag) || slices.Contains(c.scope.Context.Tags, tag) {
		return ""
	}
	return platform.Alias(tag)
}

// ownTags returns the tags that look like ports but are used beside the tag of
// the port in some file: then they are meant.
func (c *checker) ownTags() map[string]bool {
	own := make(map[string]bool)
	for _, f := range c.files {
		for _, tag := range f.header.Tags {
			if port := c.portOf(tag); port != "" && slices.Contains(f.header.Tags, port) {
				own[tag] = true
			}
		}
	}
	return own
}

// checkTags reports tags that are not those of a port, if all of them together
// make a difference.
func (c *checker) checkTags(f *file, own map[string]bool) {
	ports := make(map[string]string) // by tag
	x := f.header.Expr
	for _, tag := range xconstraint.TagsOf(x) {
		if port := c.portOf(tag); port != "" && !own[tag] {
			ports[tag] = port
			x = replace(x, tag, port)
		}
	}
	if len(ports) == 0 {
		return
	}
	targets := c.scope.Targets
	meant := c.scope.Context.Expr(x).Intersect(f.header.ByName)
	without := meant.Minus(f.header.Matched).Intersect(targets)
	with := f.header.Matched.Minus(meant).Intersect(targets)
	effect := ""
	switch {
	case !without.Empty():
		effect = "left out on " + without.Text(targets)
	case !with.Empty():
		effect = "built on " + with.Text(targets) + " too"
	default:
		return
	}
	src, _ := f.read(c.pass)
	if src == nil {
		return
	}
	for _, tag := range slices.Sorted(maps.Keys(ports)) {
		start, end := find(src, f.header.Lines, tag)
		c.report(f, start, end, without.Union(with),
			fmt.Sprintf("no port sets the build tag %s, so this file is %s; the tag is %s", tag, effect, ports[tag]))
	}
}

// find returns where tag stands in constraint lines: the first line if it
// cannot be found.
func find(src []byte, lines []xconstraint.Line, tag string) (start, end int) {
	for _, l := range lines {
		line := src[l.Offset:l.End]
		for i := 0; i < len(line); {
			j := bytes.Index(line[i:], []byte(tag))
			if j < 0 {
				break
			}
			i += j
			before, _ := utf8.DecodeLastRune(line[:i])
			after, _ := utf8.DecodeRune(line[i+len(tag):])
			if !inTag(before) && !inTag(after) {
				return l.Offset + i, l.Offset + i + len(tag)
			}
			i += len(tag)
		}
	}
	l := lines[0]
	return l.Offset, l.End
}

func inTag(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' || r == '.')
}

// replace returns x with one tag in the place of another.
func replace(x constraint.Expr, tag, by string) constraint.Expr {
	switch x := x.(type) {
	case *constraint.TagExpr:
		if x.Tag == tag {
			return &constraint.TagExpr{Tag: by}
		}
	case *constraint.NotExpr:
		return &constraint.NotExpr{X: replace(x.X, tag, by)}
	case *constraint.AndExpr:
		return &constraint.AndExpr{X: replace(x.X, tag, by), Y: replace(x.Y, tag, by)}
	case *constraint.OrExpr:
		return &constraint.OrExpr{X: replace(x.X, tag, by), Y: replace(x.Y, tag, by)}
	}
	return x
}
