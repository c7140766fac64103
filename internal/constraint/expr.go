package constraint

import (
	"go/build/constraint"
	"go/version"
	"slices"
	"strconv"
	"strings"

	"github.com/xplatvet/xplatvet/platform"
)

// Expr returns the ports on which x holds.
func (c *Context) Expr(x constraint.Expr) platform.Set {
	switch x := x.(type) {
	case *constraint.TagExpr:
		return c.tag(x.Tag)
	case *constraint.NotExpr:
		return c.Expr(x.X).Complement()
	case *constraint.AndExpr:
		return c.Expr(x.X).Intersect(c.Expr(x.Y))
	case *constraint.OrExpr:
		return c.Expr(x.X).Union(c.Expr(x.Y))
	}
	return platform.Set{} // there is no other Expr but nil
}

// tag returns the ports on which the build tag name is satisfied. It follows
// go/build.Context.matchTag: a tag of c.Tags holds everywhere, even if it is
// the name of a port.
func (c *Context) tag(name string) platform.Set {
	if name == "boringcrypto" { // its old name; -tags boringcrypto does not set it
		name = "goexperiment.boringcrypto"
	}
	if name == "gc" || slices.Contains(c.Tags, name) || c.released(name) {
		return platform.All()
	}
	s, _ := platform.Tag(name)
	return s
}

// cgo returns the ports with cgo on. Unlike the tag, -tags cannot change it.
func (c *Context) cgo() platform.Set {
	s, _ := platform.Tag("cgo")
	return s
}

// released reports whether tag is one of the release tags go1.1, go1.2, …, up
// to that of c.GoVersion.
func (c *Context) released(tag string) bool {
	n := minor(tag)
	if n < 1 || tag != "go1."+strconv.Itoa(n) {
		return false
	}
	max := minor(version.Lang(c.GoVersion))
	if max < 0 {
		max = minor(version.Lang(platform.GoVersion))
	}
	return n <= max
}

// minor returns N of go1.N, or -1.
func minor(lang string) int {
	if s, ok := strings.CutPrefix(lang, "go1."); ok {
		if n, err := strconv.Atoi(s); err == nil {
			return n
		}
	}
	return -1
}

// appendTags appends the tags that x names.
func appendTags(tags []string, x constraint.Expr) []string {
	switch x := x.(type) {
	case *constraint.TagExpr:
		tags = append(tags, x.Tag)
	case *constraint.NotExpr:
		tags = appendTags(tags, x.X)
	case *constraint.AndExpr:
		tags = appendTags(appendTags(tags, x.X), x.Y)
	case *constraint.OrExpr:
		tags = appendTags(appendTags(tags, x.X), x.Y)
	}
	return tags
}

// conjunction returns x && y without the operands of y that x has already; x
// may be nil.
func conjunction(x, y constraint.Expr) constraint.Expr {
	var have []string
	if x != nil {
		x = undouble(x)
	}
	for _, z := range conjuncts(nil, x) {
		have = append(have, z.String())
	}
	for _, z := range conjuncts(nil, undouble(y)) {
		switch s := z.String(); {
		case slices.Contains(have, s):
		case x == nil:
			x = z
			have = append(have, s)
		default:
			x = &constraint.AndExpr{X: x, Y: z}
			have = append(have, s)
		}
	}
	return x
}

// conjuncts appends the operands of the && at the top of x; x may be nil.
func conjuncts(list []constraint.Expr, x constraint.Expr) []constraint.Expr {
	switch x := x.(type) {
	case nil:
		return list
	case *constraint.AndExpr:
		return conjuncts(conjuncts(list, x.X), x.Y)
	}
	return append(list, x)
}

// undouble returns x without double negation, which !(!x) may hold but which
// a //go:build line must not.
func undouble(x constraint.Expr) constraint.Expr {
	switch x := x.(type) {
	case *constraint.NotExpr:
		y := undouble(x.X)
		if not, ok := y.(*constraint.NotExpr); ok {
			return not.X
		}
		return &constraint.NotExpr{X: y}
	case *constraint.AndExpr:
		return &constraint.AndExpr{X: undouble(x.X), Y: undouble(x.Y)}
	case *constraint.OrExpr:
		return &constraint.OrExpr{X: undouble(x.X), Y: undouble(x.Y)}
	}
	return x
}
