package classes

import (
	"go/ast"
	"go/token"
	"strconv"
)

// A ref is a name that a declaration mentions.
type ref struct {
	path string // as written in the import; "" is the package itself
	name string
	mode mode

	loose bool // no error depends on it, it need only be there
}

// A writer writes the part of a declaration that is observed in a canonical
// form, and collects the names that it mentions.
type writer struct {
	e *Engine
	p *pkg
	f *file

	buf     []byte
	refs    []ref
	partial []partial
	private []ast.Expr // types of fields of which only comparability counts
	sizes   bool       // the size of something is asked for
	words   bool       // the value of a constant may depend on the size of int
}

// A partial is what is mentioned to effect on some ports only.
type partial struct {
	refs []ref
	on   mask
}

func (w *writer) str(s string) { w.buf = append(append(w.buf, s...), ' ') }

// decl writes a declaration.
func (w *writer) decl(d *decl, m mode) {
	switch {
	case d.fn != nil:
		w.fn(d.fn, m)
	case d.typ != nil:
		w.typeSpec(d.typ, m)
	default:
		w.value(d, m)
	}
	if w.sizes {
		for i := range w.refs {
			w.refs[i].mode = sizes
		}
		for _, x := range w.partial {
			for i := range x.refs {
				x.refs[i].mode = sizes
			}
		}
	}
}

func (w *writer) fn(d *ast.FuncDecl, m mode) {
	w.str("func")
	if d.Recv != nil { // how it calls the receiver is its own business
		for _, f := range d.Recv.List {
			w.expr(f.Type, m)
		}
		w.str(d.Name.Name)
	}
	w.expr(d.Type, m)
}

func (w *writer) typeSpec(s *ast.TypeSpec, m mode) {
	w.str("type")
	if s.Assign.IsValid() {
		w.str("=")
	}
	if s.TypeParams != nil {
		w.str("[")
		w.fields(s.TypeParams, m)
	}
	t, ok := w.p.prunes(s, m)
	if !ok {
		w.expr(s.Type, m)
		return
	}
	w.str("pruned")
	hidden := false
	for _, f := range t.Fields.List {
		if len(f.Names) == 0 {
			w.embedded(f, m)
			continue
		}
		for _, name := range f.Names {
			if name.IsExported() {
				w.str(name.Name)
				w.expr(f.Type, m)
				w.tag(f)
				continue
			}
			hidden = true
			if _, ok := w.e.comparable(w.p, w.f, f.Type); ok {
				w.private = append(w.private, f.Type)
			} else {
				w.str("_")
				w.expr(f.Type, m)
			}
		}
	}
	if hidden {
		w.str("hidden")
	}
}

// embedded writes an embedded field. What it mentions counts on the ports on
// which it promotes something, or may.
func (w *writer) embedded(f *ast.Field, m mode) {
	on := w.e.all
	if _, ok := w.e.comparable(w.p, w.f, f.Type); ok {
		on = w.p.promoting(f.Type, on)
	}
	before := len(w.refs)
	w.field(f, m)
	if on != w.e.all {
		w.private = append(w.private, f.Type)
		w.partial = append(w.partial, partial{append([]ref(nil), w.refs[before:]...), on})
		w.refs = w.refs[:before]
	}
}

func (w *writer) value(d *decl, m mode) {
	s := d.values
	w.str(d.group.Tok.String())
	if d.isConst() {
		m = m.deep()
		for _, x := range s.Values {
			if mentions(x, "iota") {
				w.str(strconv.Itoa(d.iota))
				break
			}
		}
	}
	if s.Type != nil {
		w.expr(s.Type, m)
		if !d.isConst() {
			return
		}
	}
	w.str(strconv.Itoa(len(d.value.Names)) + "," + strconv.Itoa(len(s.Values)) + "," + strconv.Itoa(d.index))
	var x ast.Expr
	switch {
	case len(d.value.Names) == len(s.Values):
		x = s.Values[d.index]
	case len(s.Values) == 1:
		x = s.Values[0]
	case d.index < len(s.Values):
		x = s.Values[d.index]
	default:
		return
	}
	if d.isConst() {
		w.expr(x, m)
	} else {
		w.initialiser(x, m)
	}
}

// initialiser writes what the type of an initialiser depends on.
func (w *writer) initialiser(x ast.Expr, m mode) {
	switch x := x.(type) {
	case *ast.ParenExpr:
		w.initialiser(x.X, m)
		return
	case *ast.BasicLit:
		w.str(x.Kind.String())
		return
	case *ast.UnaryExpr:
		if x.Op == token.AND {
			w.str("&")
			w.initialiser(x.X, m)
			return
		}
	case *ast.SelectorExpr:
		if w.f.isTarget(x) { // the value of the constant is not that of the variable for go/types
			w.str("target")
			w.refs = append(w.refs, ref{path: "runtime", name: x.Sel.Name, mode: m.foreign(), loose: true})
			return
		}
	case *ast.CompositeLit:
		if elements(x) {
			break
		}
		w.str("lit")
		w.expr(x.Type, m)
		return
	case *ast.FuncLit:
		w.expr(x.Type, m)
		return
	case *ast.CallExpr:
		if !w.function(x.Fun) {
			break
		}
		w.str("call")
		w.expr(x.Fun, m)
		return
	}
	w.str("expr")
	w.expr(x, m.deep())
}

// elements reports whether the type of a literal depends on its elements.
func elements(x *ast.CompositeLit) bool {
	array, ok := x.Type.(*ast.ArrayType)
	if ok {
		_, ok = array.Len.(*ast.Ellipsis)
	}
	return ok || x.Type == nil
}

// function reports whether x denotes a function without type parameters on
// every port that has it: the type of a call does not depend on the arguments.
func (w *writer) function(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.Ident:
		return len(w.f.dots) == 0 && len(w.f.imports[x.Name]) == 0 && isFunction(w.p, x.Name)
	case *ast.SelectorExpr:
		id, ok := x.X.(*ast.Ident)
		if !ok || len(w.p.decls[id.Name]) > 0 || len(w.f.imports[id.Name]) != 1 {
			return false
		}
		list := w.p.targets[w.f.imports[id.Name][0]]
		for _, t := range list {
			w.e.index(t.pkg)
			if !isFunction(t.pkg, x.Sel.Name) {
				return false
			}
		}
		return len(list) > 0
	}
	return false
}

func isFunction(p *pkg, name string) bool {
	for _, d := range p.decls[name] {
		if d.fn == nil || d.fn.Recv != nil || d.fn.Type.TypeParams != nil {
			return false
		}
	}
	return len(p.decls[name]) > 0
}

func mentions(x ast.Expr, name string) bool {
	found := false
	ast.Inspect(x, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Name == name {
			found = true
		}
		return !found
	})
	return found
}

func (w *writer) fields(list *ast.FieldList, m mode) {
	w.str("(")
	if list != nil {
		for _, f := range list.List {
			w.field(f, m)
		}
	}
	w.str(")")
}

func (w *writer) field(f *ast.Field, m mode) {
	for _, name := range f.Names {
		w.str(name.Name)
	}
	w.str(":")
	w.expr(f.Type, m)
	w.tag(f)
}

func (w *writer) tag(f *ast.Field) {
	if f.Tag != nil {
		w.str(f.Tag.Value)
	}
}

func (w *writer) ident(x *ast.Ident, m mode) {
	w.str(x.Name)
	if len(w.p.decls[x.Name]) > 0 {
		w.refs = append(w.refs, ref{name: x.Name, mode: m})
	}
	for _, path := range w.f.dots {
		w.str(path)
		if path == "unsafe" {
			w.sizes = true
		}
		w.refs = append(w.refs, ref{path: path, name: x.Name, mode: m.foreign()})
	}
}

// expr writes an expression; function bodies are left out.
func (w *writer) expr(x ast.Expr, m mode) {
	deep := m.deep() // for what must be a constant
	switch x := x.(type) {
	case nil:
		w.str("nil")
	case *ast.Ident:
		w.ident(x, m)
	case *ast.SelectorExpr:
		if id, ok := x.X.(*ast.Ident); ok && len(w.f.imports[id.Name]) > 0 {
			if len(w.p.decls[id.Name]) > 0 {
				w.ident(id, m)
			}
			for _, path := range w.f.imports[id.Name] {
				w.str(path)
				if path == "unsafe" && isSize(x.Sel.Name) {
					w.sizes = true
				}
				loose := m == own && w.f.isTarget(x) && w.e.ignoresTarget(w.p)
				w.refs = append(w.refs, ref{path: path, name: x.Sel.Name, mode: m.foreign(), loose: loose})
			}
		} else {
			w.expr(x.X, m)
		}
		w.str("." + x.Sel.Name)
	case *ast.ArrayType:
		w.str("[")
		w.expr(x.Len, deep)
		w.str("]")
		w.expr(x.Elt, m)
	case *ast.StructType:
		w.str("struct")
		w.fields(x.Fields, m)
	case *ast.FuncType:
		if x.TypeParams != nil {
			w.str("[")
			w.fields(x.TypeParams, m)
		}
		w.fields(x.Params, m)
		w.fields(x.Results, m)
	case *ast.InterfaceType:
		w.str("interface")
		w.fields(x.Methods, m)
	case *ast.MapType:
		w.str("map")
		w.expr(x.Key, m)
		w.expr(x.Value, m)
	case *ast.ChanType:
		w.str("chan" + strconv.Itoa(int(x.Dir)))
		w.expr(x.Value, m)
	case *ast.StarExpr:
		w.str("*")
		w.expr(x.X, m)
	case *ast.ParenExpr:
		w.expr(x.X, m)
	case *ast.Ellipsis:
		w.str("...")
		w.expr(x.Elt, m)
	case *ast.BasicLit:
		w.str(x.Value)
	case *ast.UnaryExpr:
		w.words = w.words || x.Op == token.XOR // ^uint(0)
		w.str("unary" + x.Op.String())
		w.expr(x.X, m)
	case *ast.BinaryExpr:
		w.str("binary" + x.Op.String())
		w.expr(x.X, m)
		w.expr(x.Y, m)
	case *ast.CallExpr:
		w.str("call" + strconv.Itoa(len(x.Args)))
		if x.Ellipsis.IsValid() {
			w.str("...")
		}
		w.expr(x.Fun, m)
		w.exprs(x.Args, m)
	case *ast.IndexExpr:
		w.str("index")
		w.expr(x.X, m)
		w.expr(x.Index, m)
	case *ast.IndexListExpr:
		w.str("index" + strconv.Itoa(len(x.Indices)))
		w.expr(x.X, m)
		w.exprs(x.Indices, m)
	case *ast.SliceExpr:
		w.str("slice")
		w.expr(x.X, m)
		w.exprs([]ast.Expr{x.Low, x.High, x.Max}, m)
	case *ast.TypeAssertExpr:
		w.str("assert")
		w.expr(x.X, m)
		w.expr(x.Type, m)
	case *ast.KeyValueExpr:
		w.expr(x.Key, m)
		w.str(":")
		w.expr(x.Value, m)
	case *ast.CompositeLit:
		w.str("lit" + strconv.Itoa(len(x.Elts)))
		w.expr(x.Type, m)
		w.exprs(x.Elts, m)
	case *ast.FuncLit:
		w.str("func")
		w.expr(x.Type, m)
	default: // BadExpr: nobody knows
		w.str("bad" + w.f.name)
	}
}

func (w *writer) exprs(list []ast.Expr, m mode) {
	for _, x := range list {
		w.expr(x, m)
	}
}

func isSize(name string) bool { return name == "Sizeof" || name == "Offsetof" || name == "Alignof" }
