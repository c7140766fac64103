package availability

import (
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/tools/go/ast/edge"

	"github.com/xplatvet/xplatvet/passes/fact"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// A Use is a place in a file that needs a package, or a name of one, to exist.
type Use struct {
	Node   ast.Node     // *ast.ImportSpec, *ast.SelectorExpr or *ast.Ident
	Path   string       // import path of the package
	Name   string       // "Kill", "Stat_t.Atim" (field or method); "" for the import itself
	Object types.Object // nil for an import, and in a file that is not type-checked

	Declared platform.Set // ports on which Name is declared

	// Exists is Declared and the ports on which what Name belongs to, its
	// type or its package, is not declared: there the use of that is what
	// fails.
	Exists platform.Set
}

// Uses returns what a file of the package uses of other packages, in the order
// of the source; what is not known to be absent anywhere is left out.
//
// In a file that is type-checked every identifier is resolved. In one that is
// only parsed, those that an import qualifies are, and the keys of composite
// literals of a qualified type. A field or method counts on the ports on which
// its operand is known to have the type that it has here.
func (r *Result) Uses(f *sources.File) []Use {
	var uses []Use
	for _, spec := range f.Syntax.Imports {
		path := importPath(spec)
		if p := r.Package(path); p != nil && p.Files != platform.All() {
			uses = append(uses, Use{Node: spec, Path: path, Declared: p.Files, Exists: p.Files})
		}
	}
	r.references(f, func(ref reference) {
		p := r.Package(ref.path)
		if p == nil {
			return
		}
		declared := p.Exists(ref.name)
		if declared == platform.All() {
			return
		}
		outer := p.Files
		if typ, _, ok := strings.Cut(ref.name, "."); ok {
			outer = p.Exists(typ)
		}
		exists := declared.Union(outer.Complement())
		if ref.operand != nil && exists != platform.All() {
			exists = exists.Union(ref.operand().Complement())
		}
		if exists != platform.All() {
			uses = append(uses, Use{ref.node, ref.path, ref.name, ref.obj, declared, exists})
		}
	})
	return uses
}

// A reference is a mention of an exported name of another package.
type reference struct {
	node       ast.Node
	obj        types.Object // nil if it is not resolved
	path, name string
	operand    func() platform.Set // of a member in a file that is type-checked: see operands
}

// references calls visit for each reference in a file. Several analyzers ask for
// them, so they are looked for once.
func (r *Result) references(f *sources.File, visit func(reference)) {
	r.mu.Lock()
	find := r.found[f]
	if find == nil {
		find = sync.OnceValue(func() []reference {
			var list []reference
			r.find(f, func(ref reference) { list = append(list, ref) })
			return list
		})
		r.found[f] = find
	}
	r.mu.Unlock()
	for _, ref := range find() {
		visit(ref)
	}
}

func (r *Result) find(f *sources.File, visit func(reference)) {
	switch {
	case f.Processed != nil, f.Checked:
		r.checkedUses(f, visit)
	default:
		for _, ref := range r.parsedUses(f) {
			visit(ref)
		}
	}
}

func (r *Result) checkedUses(file *sources.File, visit func(reference)) {
	f := file.Tree()
	var mu sync.Mutex
	var o *operands // costly, and not often needed
	operand := func(x ast.Expr, t types.Type, owner string, pkg *types.Package) func() platform.Set {
		return func() platform.Set {
			mu.Lock()
			defer mu.Unlock()
			if o == nil {
				o = r.operands(f)
			}
			return o.of(x, t, owner, pkg)
		}
	}
	// member visits the use of id as a member of something of type t, which x
	// makes. What does not exist on the port of the pass is not resolved: there
	// the name has to do, and the type of what it belongs to.
	members := make(map[*ast.Ident]bool)
	member := func(id *ast.Ident, x ast.Expr, t types.Type) {
		members[id] = true
		obj := r.info.Uses[id]
		switch {
		case !id.IsExported():
		case obj == nil:
			if n := namedOf(t); n != nil && n.Obj().Pkg() != nil && n.Obj().Pkg() != r.pkg {
				owner := n.Obj().Name()
				visit(reference{id, nil, fact.Path(n.Obj().Pkg()), owner + "." + id.Name, operand(x, t, owner, n.Obj().Pkg())})
			}
		case obj.Pkg() != nil && obj.Pkg() != r.pkg:
			name := r.nameOf(obj)
			if owner, _, ok := strings.Cut(name, "."); ok {
				visit(reference{id, obj, fact.Path(obj.Pkg()), name, operand(x, t, owner, obj.Pkg())})
			}
		}
	}
	for _, s := range r.spots(file) {
		switch n := s.node.(type) {
		case *ast.SelectorExpr:
			x, ok := n.X.(*ast.Ident)
			pkg := packageOf(r.info, x)
			if !ok || pkg == nil {
				member(n.Sel, n.X, r.info.TypeOf(n.X))
				break
			}
			obj := r.info.Uses[n.Sel]
			switch {
			case !n.Sel.IsExported():
			case obj == nil:
				visit(reference{node: n, path: fact.Path(pkg), name: n.Sel.Name})
			case obj.Pkg() != nil && obj.Pkg() != r.pkg:
				if name := r.nameOf(obj); name != "" {
					visit(reference{node: n, obj: obj, path: fact.Path(obj.Pkg()), name: name})
				}
			}
		case *ast.CompositeLit:
			t := r.info.TypeOf(n)
			if !isStruct(t) {
				break
			}
			for _, e := range n.Elts {
				if kv, ok := e.(*ast.KeyValueExpr); ok {
					if key, ok := kv.Key.(*ast.Ident); ok {
						member(key, s.typ, t)
					}
				}
			}
		case *ast.Ident:
			if obj := r.info.Uses[n]; !members[n] && obj != nil && obj.Pkg() != nil && obj.Pkg() != r.pkg && obj.Exported() {
				if name := r.nameOf(obj); name != "" { // dot-imported
					visit(reference{node: n, obj: obj, path: fact.Path(obj.Pkg()), name: name})
				}
			}
		}
	}
}

// A spot is where a file that is type-checked may mention a name of another
// package: a selector, a composite literal, or an exported identifier that is
// not selected.
type spot struct {
	node ast.Node
	typ  ast.Expr // that gives a literal its type: its own, or of the literal around it
}

// spots returns the spots of a file, which are the same in all passes.
func (r *Result) spots(f *sources.File) []spot {
	return sources.Once(r.sources, spotsKey{f.Tree()}, func() []spot {
		var list []spot
		for cur := range r.sources.Root(f).Preorder((*ast.SelectorExpr)(nil), (*ast.CompositeLit)(nil), (*ast.Ident)(nil)) {
			switch n := cur.Node().(type) {
			case *ast.SelectorExpr:
				list = append(list, spot{node: n})
			case *ast.CompositeLit:
				typ := n.Type
				for around := cur; typ == nil; {
					if around = around.Parent(); !around.Valid() || around.Node() == nil {
						break
					}
					if outer, ok := around.Node().(*ast.CompositeLit); ok {
						typ = outer.Type
					}
				}
				list = append(list, spot{n, typ})
			case *ast.Ident:
				if kind, _ := cur.ParentEdge(); n.IsExported() && kind != edge.SelectorExpr_Sel && kind != edge.ImportSpec_Name {
					list = append(list, spot{node: n})
				}
			}
		}
		return list
	})
}

// A spotsKey is that of the spots of a file: see sources.Once.
type spotsKey struct{ tree *ast.File }

// isStruct reports whether t, or what it points to, is a struct: then the keys
// of a composite literal are fields.
func isStruct(t types.Type) bool {
	if t == nil {
		return false
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	_, ok := t.Underlying().(*types.Struct)
	return ok
}

// packageOf returns the package that id names, or nil.
func packageOf(info *types.Info, id *ast.Ident) *types.Package {
	if id == nil {
		return nil
	}
	if name, ok := info.Uses[id].(*types.PkgName); ok {
		return name.Imported()
	}
	return nil
}

// namedOf returns the declared struct or other type under pointers, or nil.
// A map literal has keys that are not fields.
func namedOf(t types.Type) *types.Named {
	if t == nil {
		return nil
	}
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, _ := types.Unalias(t).(*types.Named)
	return n
}

// parsedUses returns the references of a file that is only parsed.
func (r *Result) parsedUses(f *sources.File) []reference {
	return sources.Once(r.sources, parsedKey{f.Syntax}, func() []reference { return r.parsed(f) })
}

// A parsedKey is that of what parsedUses returns: see sources.Once.
type parsedKey struct{ tree *ast.File }

func (r *Result) parsed(f *sources.File) []reference {
	var list []reference
	imports := r.importNames(f)
	qualified := func(x ast.Expr) (path, name string, ok bool) {
		sel, ok := x.(*ast.SelectorExpr)
		if !ok || !sel.Sel.IsExported() {
			return "", "", false
		}
		id, ok := sel.X.(*ast.Ident)
		if !ok {
			return "", "", false
		}
		path, ok = imports[id.Name]
		return path, sel.Sel.Name, ok
	}
	for cur := range r.sources.Root(f).Preorder((*ast.SelectorExpr)(nil), (*ast.CompositeLit)(nil)) {
		switch n := cur.Node().(type) {
		case *ast.SelectorExpr:
			if path, name, ok := qualified(n); ok {
				list = append(list, reference{node: n, path: path, name: name})
			}
		case *ast.CompositeLit:
			path, typ, ok := qualified(n.Type)
			if !ok {
				continue
			}
			for _, e := range n.Elts {
				if kv, ok := e.(*ast.KeyValueExpr); ok {
					if key, ok := kv.Key.(*ast.Ident); ok && key.IsExported() {
						list = append(list, reference{node: key, path: path, name: typ + "." + key.Name})
					}
				}
			}
		}
	}
	return list
}

// importNames returns the import paths by local name. A name that the file
// declares as well is left out: it may be shadowed where it is used.
func (r *Result) importNames(f *sources.File) map[string]string {
	names := make(map[string]string)
	for _, spec := range f.Syntax.Imports {
		p := importPath(spec)
		switch {
		case p == "C" || p == "":
		case spec.Name == nil:
			names[r.packageName(p)] = p
		case spec.Name.Name != "." && spec.Name.Name != "_":
			names[spec.Name.Name] = p
		}
	}
	drop := func(ids ...*ast.Ident) {
		for _, id := range ids {
			delete(names, id.Name)
		}
	}
	for cur := range r.sources.Root(f).Preorder(
		(*ast.AssignStmt)(nil), (*ast.RangeStmt)(nil), (*ast.ValueSpec)(nil), (*ast.TypeSpec)(nil), (*ast.FuncDecl)(nil), (*ast.FuncType)(nil),
	) {
		switch n := cur.Node().(type) {
		case *ast.AssignStmt:
			if n.Tok == token.DEFINE {
				dropExprs(n.Lhs, drop)
			}
		case *ast.RangeStmt:
			if n.Tok == token.DEFINE {
				dropExprs([]ast.Expr{n.Key, n.Value}, drop)
			}
		case *ast.ValueSpec:
			drop(n.Names...)
		case *ast.TypeSpec:
			drop(n.Name)
		case *ast.FuncDecl:
			if n.Recv == nil {
				drop(n.Name)
			} else {
				dropFields(n.Recv, drop)
			}
		case *ast.FuncType:
			dropFields(n.TypeParams, drop)
			dropFields(n.Params, drop)
			dropFields(n.Results, drop)
		}
	}
	return names
}

func dropExprs(list []ast.Expr, drop func(...*ast.Ident)) {
	for _, x := range list {
		if id, ok := x.(*ast.Ident); ok {
			drop(id)
		}
	}
}

func dropFields(list *ast.FieldList, drop func(...*ast.Ident)) {
	if list != nil {
		for _, f := range list.List {
			drop(f.Names...)
		}
	}
}

func importPath(spec *ast.ImportSpec) string {
	p, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return ""
	}
	return p
}

// packageName returns the name of the package at an import path: as it is, if
// the pass or the directory of the package tells it, else as the path suggests.
func (r *Result) packageName(p string) string {
	if name := r.sources.NameOf(p); name != "" {
		return name
	}
	r.Package(p)
	r.mu.Lock()
	name := r.names[p]
	r.mu.Unlock()
	if name != "" {
		return name
	}
	base := path.Base(p)
	if versionRx.MatchString(base) {
		base = path.Base(path.Dir(p))
	}
	base, _, _ = strings.Cut(base, ".v")
	return base
}

var versionRx = regexp.MustCompile(`^v[0-9]+$`)
