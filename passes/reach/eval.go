package reach

import (
	"cmp"
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"github.com/xplatvet/xplatvet/platform"
)

// maxDepth is how many names and calls deep an expression is followed. A limit
// on depth, unlike a mark on what is being evaluated, makes the answers
// independent of the order of the questions in the face of recursion.
const maxDepth = 6

// evaluate returns what x, the initialiser of a name declared in u, may be.
func (r *Result) evaluate(u *unit, x ast.Expr, depth int) value {
	if depth > maxDepth {
		r.deepest = depth
		return unknown(platform.All())
	}
	return r.values.lookup(x, depth, &r.deepest, func() value {
		return (&walker{r: r, unit: u, depth: depth}).value(x, platform.All())
	})
}

// fixed reports whether x, the initialiser of a variable declared in u, is
// made of constants only: then the compiler lays it down in the data.
func (r *Result) fixed(u *unit, x ast.Expr) bool {
	switch x := ast.Unparen(x).(type) {
	case *ast.BasicLit:
		return true
	case *ast.UnaryExpr:
		return r.fixed(u, x.X)
	case *ast.BinaryExpr:
		return r.fixed(u, x.X) && r.fixed(u, x.Y)
	case *ast.SelectorExpr:
		path, name := u.qualified(x)
		if _, ok := portValue(path, name); ok {
			return true
		}
		e, ok := r.lookup(path, name)
		return ok && e.kind == exportConst
	case *ast.Ident:
		if u.lookup(x) != nil {
			return false
		}
		for _, g := range r.declarations(x.Name) {
			if g.kind != token.CONST {
				return false
			}
		}
		return true
	}
	return false
}

// value evaluates x on the ports of in, where it is reached, and visits it.
func (w *walker) value(x ast.Expr, in platform.Set) value {
	outer := w.enter(x, in)
	defer w.leave(outer)
	switch x := x.(type) {
	case *ast.ParenExpr:
		return w.value(x.X, in)
	case *ast.BasicLit:
		return literal(x, in)
	case *ast.Ident:
		return w.ident(x).in(in)
	case *ast.SelectorExpr:
		if v, ok := w.r.imported(w.unit.qualified(x)); ok {
			return v.in(in)
		}
	case *ast.UnaryExpr:
		if x.Op == token.NOT {
			yes, no := w.value(x.X, in).truth()
			return boolean(no, yes)
		}
	case *ast.BinaryExpr:
		switch x.Op {
		case token.LAND:
			yes, no := w.value(x.X, in).truth()
			yes, no2 := w.value(x.Y, yes).truth()
			return boolean(yes, no.Union(no2))
		case token.LOR:
			yes, no := w.value(x.X, in).truth()
			yes2, no := w.value(x.Y, no).truth()
			return boolean(yes.Union(yes2), no)
		case token.ADD, token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
			v := w.value(x.X, in)
			return binary(x.Op, v, w.value(x.Y, v.ports()))
		}
	case *ast.CallExpr:
		return w.callValue(x, in)
	}
	w.children(x, in)
	return unknown(in)
}

// cond evaluates a condition: the ports on which it may be true, and false.
func (w *walker) cond(x ast.Expr, in platform.Set) (yes, no platform.Set) {
	return w.value(x, in).truth()
}

func literal(x *ast.BasicLit, in platform.Set) value {
	switch x.Kind {
	case token.STRING:
		if s, err := strconv.Unquote(x.Value); err == nil {
			return exactly(s, in)
		}
	case token.CHAR:
		if c, _, _, err := strconv.UnquoteChar(strings.Trim(x.Value, "'"), '\''); err == nil {
			return exactly(int64(c), in)
		}
	case token.INT:
		if n, err := strconv.ParseInt(x.Value, 0, 64); err == nil {
			return exactly(n, in)
		}
	}
	return unknown(in)
}

// binary applies an operator that is not short-circuit.
func binary(op token.Token, v, w value) value {
	return combine(v, w, func(x, y any) (any, bool) {
		switch x := x.(type) {
		case string:
			y, ok := y.(string)
			if ok && op == token.ADD {
				return x + y, true
			}
			return holds(op, cmp.Compare(x, y)), ok
		case int64:
			y, ok := y.(int64)
			return holds(op, cmp.Compare(x, y)), ok && op != token.ADD
		case bool:
			y, ok := y.(bool)
			return (x == y) == (op == token.EQL), ok && (op == token.EQL || op == token.NEQ)
		}
		return nil, false
	})
}

// holds reports whether a comparison holds whose operands compare as sign.
func holds(op token.Token, sign int) bool {
	switch op {
	case token.EQL:
		return sign == 0
	case token.NEQ:
		return sign != 0
	case token.LSS:
		return sign < 0
	case token.LEQ:
		return sign <= 0
	case token.GTR:
		return sign > 0
	case token.GEQ:
		return sign >= 0
	}
	return false
}

// ident evaluates a name.
func (w *walker) ident(id *ast.Ident) value {
	if l := w.unit.lookup(id); l != nil {
		if l.value == nil || l.changed || !w.r.plain(w.unit, l.typ) {
			return unknown(platform.All())
		}
		return w.r.evaluate(w.unit, l.value, w.depth+1)
	}
	if decls := w.r.declarations(id.Name); decls != nil {
		return w.r.global(decls, w.depth+1)
	}
	switch id.Name {
	case "true", "false":
		return exactly(id.Name == "true", platform.All())
	case "nil", "iota", "_":
	default:
		for _, path := range w.unit.tree.dots {
			if v, ok := w.r.imported(path, id.Name); ok {
				return v
			}
		}
	}
	return unknown(platform.All())
}

// imported returns what a constant or variable of another package may be.
func (r *Result) imported(path, name string) (value, bool) {
	if v, ok := portValue(path, name); ok {
		return v, true
	}
	if e, ok := r.lookup(path, name); ok && e.kind != exportFunc {
		return e.value, true
	}
	return value{}, false
}

// portValue returns the value of a constant of the standard library that the
// port decides.
func portValue(path, name string) (value, bool) {
	switch {
	case path == "runtime" && name == "GOOS":
		return goos, true
	case path == "runtime" && name == "GOARCH":
		return goarch, true
	case path == "strconv" && name == "IntSize", path == "math/bits" && name == "UintSize":
		return intSize, true
	case path == "os" || path == "path/filepath":
		v, ok := pathValues[name]
		return v, ok && (path == "os" || name != "DevNull")
	}
	return value{}, false
}

// pathValues are the constants of os that say how paths are written, those but
// for DevNull path/filepath has as well; a test compares with GOROOT.
var pathValues = func() map[string]value {
	windows, plan9 := platform.OS("windows"), platform.OS("plan9")
	others := windows.Union(plan9).Complement()
	m := make(map[string]value)
	for _, c := range []struct {
		name, alias             string
		windows, plan9, theRest any
	}{
		{"PathSeparator", "Separator", int64('\\'), int64('/'), int64('/')},
		{"PathListSeparator", "ListSeparator", int64(';'), int64(0), int64(':')},
		{"DevNull", "", "NUL", "/dev/null", "/dev/null"},
	} {
		var v value
		v.add(c.windows, windows)
		v.add(c.plan9, plan9)
		v.add(c.theRest, others)
		m[c.name] = v
		if c.alias != "" {
			m[c.alias] = v
		}
	}
	return m
}()

var goos, goarch, intSize = func() (goos, goarch, intSize value) {
	for p := range platform.All().Ports() {
		on := platform.Of(p)
		goos.add(p.GOOS, on)
		goarch.add(p.GOARCH, on)
		if platform.Is32Bit(p.GOARCH) {
			intSize.add(int64(32), on)
		} else {
			intSize.add(int64(64), on)
		}
	}
	return goos, goarch, intSize
}()

// callValue evaluates a call.
func (w *walker) callValue(x *ast.CallExpr, in platform.Set) value {
	path, name := w.unit.qualified(x.Fun)
	switch {
	case path == "slices" && name == "Contains" && len(x.Args) == 2:
		if list, ok := ast.Unparen(x.Args[0]).(*ast.CompositeLit); ok {
			return w.contains(list, x.Args[1], in)
		}
	case path == "strings" && len(x.Args) == 2:
		if test := stringTest(name); test != nil {
			v := w.value(x.Args[0], in)
			return combine(v, w.value(x.Args[1], v.ports()), func(x, y any) (any, bool) {
				s, ok1 := x.(string)
				t, ok2 := y.(string)
				return test(s, t), ok1 && ok2
			})
		}
	}
	if id, ok := x.Fun.(*ast.Ident); ok && id.Name == "string" && len(x.Args) == 1 && w.r.predeclared(w.unit, id) {
		return combine(w.value(x.Args[0], in), exactly("", in), func(x, y any) (any, bool) {
			if c, ok := x.(int64); ok && int64(rune(c)) == c {
				return string(rune(c)), true
			}
			_, ok := x.(string)
			return x, ok
		})
	}
	w.children(x, in)
	return w.summaryOf(x.Fun).result.in(in)
}

func stringTest(name string) func(s, t string) bool {
	switch name {
	case "Contains":
		return strings.Contains
	case "EqualFold":
		return strings.EqualFold
	case "HasPrefix":
		return strings.HasPrefix
	case "HasSuffix":
		return strings.HasSuffix
	}
	return nil
}

// contains evaluates slices.Contains(list, x).
func (w *walker) contains(list *ast.CompositeLit, x ast.Expr, in platform.Set) value {
	var yes, no platform.Set
	outer := w.enter(list, in)
	values := make([]value, len(list.Elts))
	for i, elt := range list.Elts {
		values[i] = w.value(elt, in) // of "key: value", nothing is known
	}
	w.leave(outer)
	needle := w.value(x, in)
	no = needle.ports()
	for _, v := range values {
		equal, differ := binary(token.EQL, needle, v).truth()
		yes = yes.Union(equal)
		no = no.Intersect(differ)
	}
	return boolean(yes, no)
}

// evaluated reports whether names of the package path, of the standard library,
// mean something here.
func evaluated(path string) bool {
	switch path {
	case "runtime", "strconv", "math/bits", "path/filepath", "slices", "strings":
		return true
	}
	return slices.Contains(packagesOfExits, path)
}
