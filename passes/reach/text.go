package reach

import (
	"go/ast"

	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// A Text is a string that an expression is, and the ports on which it is that.
type Text struct {
	Value string
	On    platform.Set
}

// Texts returns the strings that x, an expression in f, is known to be on the
// ports that evaluate it, in no order. Files of different ports may declare a
// constant differently, which the value that the type checker has computed on
// one port does not show. Nothing is known of ports that are in no Text.
func (r *Result) Texts(f *sources.File, x ast.Expr) []Text {
	r.lock()
	defer r.mu.Unlock()
	u := r.unit(f, x)
	if u == nil {
		return nil
	}
	v := (&walker{r: r, unit: u}).value(x, r.at(f, x))
	var list []Text
	for i, k := range v.known {
		s, ok := k.val.(string)
		on := k.on.Minus(v.other)
		for j, other := range v.known {
			if i != j {
				on = on.Minus(other.on)
			}
		}
		if ok && !on.Empty() {
			list = append(list, Text{s, on})
		}
	}
	return list
}

// A Local is a local variable or constant that keeps the value with which it
// is declared: it is never assigned after that, nor is its address taken.
type Local struct {
	Name *ast.Ident // where it is declared

	// Value is the expression that gives it its value. It is nil for a
	// parameter and for a variable declared with no value.
	Value ast.Expr
	From  Origin
	Index int // of the result, if From is FromResult
}

// An Origin says how a Local gets its value from an expression.
type Origin int

const (
	FromValue  Origin = iota // it is the value
	FromResult               // it is one of several results of the call
	FromKey                  // it is a key or index of what the expression ranges over
	FromElem                 // it is an element of what the expression ranges over
)

// Local returns the local that id, an identifier in f, refers to, and whether
// there is one that keeps its value.
func (r *Result) Local(f *sources.File, id *ast.Ident) (Local, bool) {
	r.lock()
	defer r.mu.Unlock()
	u := r.unit(f, id)
	if u == nil {
		return Local{}, false
	}
	l := u.lookup(id)
	switch {
	case l == nil || l.changed:
		return Local{}, false
	case l.value != nil || l.source == nil:
		return Local{Name: l.name, Value: l.value}, true
	case !l.ranges:
		return Local{Name: l.name, Value: l.source, From: FromResult, Index: l.result}, true
	case l.result == 0:
		return Local{Name: l.name, Value: l.source, From: FromKey}, true
	}
	return Local{Name: l.name, Value: l.source, From: FromElem}, true
}
