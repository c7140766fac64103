package reach

import (
	"go/ast"

	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// A PortValue is a value that the port alone decides.
type PortValue int

const (
	NoPortValue PortValue = iota
	GOOS
	GOARCH
)

// String returns "runtime.GOOS" or its like.
func (v PortValue) String() string {
	switch v {
	case GOOS:
		return "runtime.GOOS"
	case GOARCH:
		return "runtime.GOARCH"
	}
	return "no value of the port"
}

// PortValueOf reports whether x, an expression in f, is runtime.GOOS or
// runtime.GOARCH, by that name or by another, on all ports on which its value
// is known.
func (r *Result) PortValueOf(f *sources.File, x ast.Expr) PortValue {
	switch ast.Unparen(x).(type) {
	case *ast.Ident, *ast.SelectorExpr, *ast.CallExpr:
	default:
		return NoPortValue
	}
	r.lock()
	defer r.mu.Unlock()
	v, ok := r.anywhere(f, x)
	switch {
	case !ok || len(v.known) < 2: // a constant that happens to be the value on one port
		return NoPortValue
	case v.partOf(goos):
		return GOOS
	case v.partOf(goarch):
		return GOARCH
	}
	return NoPortValue
}

// Constant returns the string that x, an expression in f, is on every port of
// the file, and on no other port anything else, and whether there is one.
func (r *Result) Constant(f *sources.File, x ast.Expr) (string, bool) {
	r.lock()
	defer r.mu.Unlock()
	v, ok := r.anywhere(f, x)
	if !ok || len(v.known) != 1 || v.other.Overlaps(f.Built) {
		return "", false
	}
	s, ok := v.known[0].val.(string)
	return s, ok
}

// anywhere returns what x, an expression in f, would be if the file were built
// on all ports.
func (r *Result) anywhere(f *sources.File, x ast.Expr) (value, bool) {
	u := r.unit(f, x)
	if u == nil {
		return value{}, false
	}
	return (&walker{r: r, unit: u}).value(x, platform.All()), true
}

// partOf reports whether each value of v is one of w on the same ports.
func (v value) partOf(w value) bool {
	for _, k := range v.known {
		found := false
		for _, l := range w.known {
			found = found || k.val == l.val && k.on.SubsetOf(l.on)
		}
		if !found || k.on.Overlaps(v.other) {
			return false
		}
	}
	return true
}
