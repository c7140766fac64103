package reach

import (
	"go/ast"
	"go/token"
	"path"
	"sort"
	"strconv"

	"github.com/xplatvet/xplatvet/passes/sources"
)

// A tree is one syntax tree of a file.
type tree struct {
	file    *sources.File
	checked bool
	name    string            // of the package
	imports map[string]string // local name to path, of imports whose name is known
	unnamed []string          // paths of other imports, until their names are asked for
	dots    []string          // paths of dot imports

	packages *imports

	units []*unit // one per declaration, in order
}

// A unit is a package-level declaration, computed at one go.
type unit struct {
	tree *tree
	decl ast.Decl

	locals  locals   // nil until needed: see bind
	changed []string // names from outside that it assigns

	done  bool
	spans spans
}

func newTree(file *sources.File, syntax *ast.File, checked bool, pk *imports) *tree {
	t := &tree{file: file, checked: checked, imports: make(map[string]string), packages: pk}
	if syntax.Name != nil {
		t.name = syntax.Name.Name
	}
	for _, spec := range syntax.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		switch {
		case err != nil || p == "C" || p == "unsafe":
		case spec.Name == nil && evaluated(p):
			t.imports[path.Base(p)] = p
		case spec.Name == nil:
			t.unnamed = append(t.unnamed, p)
		case spec.Name.Name == ".":
			t.dots = append(t.dots, p)
		default:
			t.imports[spec.Name.Name] = p
		}
	}
	units := make([]unit, len(syntax.Decls))
	t.units = make([]*unit, len(units))
	for i, d := range syntax.Decls {
		units[i] = unit{tree: t, decl: d}
		t.units[i] = &units[i]
	}
	return t
}

// unitAt returns the declaration that contains pos to end, or nil.
func (t *tree) unitAt(pos, end token.Pos) *unit {
	i := sort.Search(len(t.units), func(i int) bool { return t.units[i].decl.Pos() > pos }) - 1
	if i < 0 || t.units[i].decl.End() < end {
		return nil
	}
	return t.units[i]
}

// qualified returns the import path and the name that x denotes if it has the
// form package.Name.
func (u *unit) qualified(x ast.Expr) (path, name string) {
	sel, ok := ast.Unparen(x).(*ast.SelectorExpr)
	if !ok {
		return "", ""
	}
	id, ok := sel.X.(*ast.Ident)
	if !ok {
		return "", ""
	}
	path, ok = u.tree.imported(id.Name)
	if !ok || u.lookup(id) != nil {
		return "", ""
	}
	return path, sel.Sel.Name
}

// imported returns the path of the import that declares name.
func (t *tree) imported(name string) (path string, ok bool) {
	for _, p := range t.unnamed {
		if name := t.packages.nameOf(p); name != "" {
			t.imports[name] = p
		}
	}
	t.unnamed = nil
	path, ok = t.imports[name]
	return path, ok
}

// lookup returns the local declaration that id refers to, or nil if it refers
// to something declared outside of u.
func (u *unit) lookup(id *ast.Ident) *local {
	u.bind()
	return u.locals.lookup(id)
}

func (u *unit) bind() {
	if u.locals == nil {
		u.locals, u.changed = bind(u.decl)
	}
}
