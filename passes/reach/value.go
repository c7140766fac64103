package reach

import (
	"slices"

	"github.com/xplatvet/xplatvet/platform"
)

// A value says what an expression may be, port by port. On a port that is in
// none of its Sets the expression is never evaluated to the end.
type value struct {
	known []known      // it may be one of these; a port may be in several
	other platform.Set // it may be anything
}

// A known is a string, a bool or an int64, and where it is the value.
type known struct {
	val any
	on  platform.Set
}

// Limits, so that no source makes evaluation expensive. Values beyond are unknown.
const (
	maxString = 128 // bytes
	maxKnown  = 256 // values of one expression: there are fewer GOOS/GOARCH pairs
)

func unknown(on platform.Set) value { return value{other: on} }

func exactly(val any, on platform.Set) value {
	v := value{}
	v.add(val, on)
	return v
}

func boolean(yes, no platform.Set) value {
	v := exactly(true, yes)
	v.add(false, no)
	return v
}

// add adds val as a possible value.
func (v *value) add(val any, on platform.Set) {
	if on.Empty() {
		return
	}
	if s, ok := val.(string); ok && len(s) > maxString || len(v.known) >= maxKnown {
		v.other = v.other.Union(on)
		return
	}
	for i := range v.known {
		if v.known[i].val == val {
			v.known[i].on = v.known[i].on.Union(on)
			return
		}
	}
	v.known = append(v.known, known{val, on})
}

// union returns what is v or w.
func (v value) union(w value) value {
	out := value{other: v.other.Union(w.other)}
	for _, k := range v.known {
		out.add(k.val, k.on)
	}
	for _, k := range w.known {
		out.add(k.val, k.on)
	}
	return out
}

// in returns v on the ports of s only.
func (v value) in(s platform.Set) value {
	out := value{other: v.other.Intersect(s)}
	for _, k := range v.known {
		out.add(k.val, k.on.Intersect(s))
	}
	return out
}

// ports returns the ports on which v has a value.
func (v value) ports() platform.Set {
	s := v.other
	for _, k := range v.known {
		s = s.Union(k.on)
	}
	return s
}

// isBool reports whether v is known to be a bool on some port.
func (v value) isBool() bool {
	return slices.ContainsFunc(v.known, func(k known) bool { return k.val == true || k.val == false })
}

// truth returns the ports on which a condition may be true, and may be false.
func (v value) truth() (yes, no platform.Set) {
	yes, no = v.other, v.other
	for _, k := range v.known {
		switch k.val {
		case true:
			yes = yes.Union(k.on)
		case false:
			no = no.Union(k.on)
		default: // not a condition
			yes, no = yes.Union(k.on), no.Union(k.on)
		}
	}
	return yes, no
}

// combine applies f, which reports whether it knows the result, to every pair
// of values that v and w may have at once.
func combine(v, w value, f func(x, y any) (any, bool)) value {
	out := value{other: v.other.Intersect(w.ports()).Union(v.ports().Intersect(w.other))}
	for _, a := range v.known {
		for _, b := range w.known {
			on := a.on.Intersect(b.on)
			if on.Empty() {
				continue
			}
			if val, ok := f(a.val, b.val); ok {
				out.add(val, on)
			} else {
				out.other = out.other.Union(on)
			}
		}
	}
	return out
}
