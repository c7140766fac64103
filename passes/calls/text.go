package calls

import (
	"go/ast"
	"go/token"
	"path"
	"strings"

	"github.com/xplatvet/xplatvet/passes/reach"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// maxDepth is how many names and operators deep a string is followed.
const maxDepth = 8

// A Text is what is known of a string: its beginning, on some ports.
type Text struct {
	Prefix string
	Whole  bool // there is no more
	On     platform.Set
}

// Texts returns what is known of x, an expression in f, on the ports that
// evaluate it. The ports of its Texts do not overlap, and on those that none
// has nothing is known, not even a first byte.
func (r *Result) Texts(f *sources.File, x ast.Expr) []Text {
	r.index()
	return r.texts(f, x, maxDepth)
}

func (r *Result) texts(f *sources.File, x ast.Expr, depth int) []Text {
	x = ast.Unparen(x)
	if depth == 0 {
		return nil
	}
	var list []Text
	for _, t := range r.flow.Texts(f, x) {
		list = append(list, Text{t.Value, true, t.On})
	}
	if list != nil {
		return list
	}
	switch x := x.(type) {
	case *ast.Ident:
		if l, ok := r.flow.Local(f, x); ok && l.Value != nil && l.From == reach.FromValue {
			// What is known where the variable is declared is known where it
			// is used, on fewer ports.
			return on(r.flow.At(f, x), r.texts(f, l.Value, depth-1))
		}
	case *ast.BinaryExpr:
		if x.Op == token.ADD {
			return r.concat(f, x.X, x.Y, depth)
		}
	case *ast.CallExpr:
		c := r.at[x]
		switch {
		case c == nil || len(x.Args) == 0 || x.Ellipsis.IsValid():
		case c.Path == "fmt" && c.Name == "Sprintf":
			return r.sprintf(f, x, depth)
		case (c.Path == "path" || c.Path == "path/filepath") && c.Name == "Join":
			return r.join(f, x.Args, depth)
		}
	}
	return nil
}

// on returns list on the ports of s only.
func on(s platform.Set, list []Text) []Text {
	var out []Text
	for _, t := range list {
		if t.On = t.On.Intersect(s); !t.On.Empty() {
			out = append(out, t)
		}
	}
	return out
}

func (r *Result) concat(f *sources.File, x, y ast.Expr, depth int) []Text {
	var right []Text
	asked := false
	return r.extend(r.texts(f, x, depth-1), func() []Text {
		if !asked {
			right, asked = r.texts(f, y, depth-1), true
		}
		return right
	}, func(s, t string) string { return s + t })
}

// extend adds what rest knows to the texts of list that are whole. What is
// known of the rest may differ between ports.
func (r *Result) extend(list []Text, rest func() []Text, add func(s, t string) string) []Text {
	var out []Text
	for _, t := range list {
		if !t.Whole {
			out = append(out, t)
			continue
		}
		left := t.On
		for _, u := range rest() {
			if both := t.On.Intersect(u.On); !both.Empty() {
				out = append(out, Text{add(t.Prefix, u.Prefix), u.Whole, both})
				left = left.Minus(both)
			}
		}
		if !left.Empty() {
			out = append(out, Text{add(t.Prefix, ""), false, left})
		}
	}
	return out
}

// sprintf takes the format up to the first verb.
func (r *Result) sprintf(f *sources.File, call *ast.CallExpr, depth int) []Text {
	list := r.texts(f, call.Args[0], depth-1)
	for i, t := range list {
		prefix, _, cut := strings.Cut(t.Prefix, "%")
		list[i].Prefix, list[i].Whole = prefix, t.Whole && !cut
	}
	return list
}

// join joins elements with slashes, as windows will have them too.
func (r *Result) join(f *sources.File, args []ast.Expr, depth int) []Text {
	list := r.texts(f, args[0], depth-1)
	for _, arg := range args[1:] {
		list = r.extend(list, func() []Text { return r.texts(f, arg, depth-1) }, func(s, t string) string {
			switch {
			case s == "" || strings.HasSuffix(s, "/"):
				return s + t
			case t == "":
				return s + "/"
			}
			return s + "/" + t
		})
	}
	for i, t := range list {
		if t.Whole {
			list[i].Prefix = path.Clean(t.Prefix)
		}
	}
	return list
}
