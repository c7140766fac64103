package availability

import (
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/xplatvet/xplatvet/internal/platform"
	"github.com/xplatvet/xplatvet/passes/sources"
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
// literals of a qualified type.
func (r *Result) Uses(f *sources.File) []Use {
	syntax, checked := f.Syntax, f.Checked
	if f.Processed != nil {
		syntax, checked = f.Processed, true
	}
	var uses []Use
	add := func(n ast.Node, obj types.Object, path, name string) {
		p := r.Package(path)
		if p == nil {
			return
		}
		declared := p.Exists(name)
		if declared == platform.All() {
			return
		}
		outer := p.Files
		if typ, _, ok := strings.Cut(name, "."); ok {
			outer = p.Exists(typ)
		}
		if exists := declared.Union(outer.Complement()); exists != platform.All() {
			uses = append(uses, Use{n, path, name, obj, declared, exists})
		}
	}

	for _, spec := range f.Syntax.Imports {
		path := importPath(spec)
		if p := r.Package(path); p != nil && p.Files != platform.All() {
			uses = append(uses, Use{Node: spec, Path: path, Declared: p.Files, Exists: p.Files})
		}
	}
	if checked {
		r.checkedUses(syntax, add)
	} else {
		r.parsedUses(syntax, add)
	}
	return uses
}

func (r *Result) checkedUses(f *ast.File, add func(n ast.Node, obj types.Object, path, name string)) {
	resolve := func(n ast.Node, id *ast.Ident) {
		obj := r.info.Uses[id]
		if obj == nil || obj.Pkg() == nil || obj.Pkg() == r.pkg || !obj.Exported() {
			return
		}
		if name := r.nameOf(obj); name != "" {
			add(n, obj, packagePath(obj.Pkg()), name)
		}
	}
	// What does not exist on the port of the pass is not resolved: there the
	// name has to do, and what it belongs to.
	unresolved := func(n ast.Node, id *ast.Ident, owner types.Type) {
		if r.info.Uses[id] != nil || !id.IsExported() {
			return
		}
		if t := namedOf(owner); t != nil && t.Obj().Pkg() != nil && t.Obj().Pkg() != r.pkg {
			add(n, nil, packagePath(t.Obj().Pkg()), t.Obj().Name()+"."+id.Name)
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.SelectorExpr:
			x, ok := n.X.(*ast.Ident)
			pkg := packageOf(r.info, x)
			switch {
			case !ok || pkg == nil:
				unresolved(n.Sel, n.Sel, r.info.TypeOf(n.X))
				return true
			case r.info.Uses[n.Sel] != nil:
				resolve(n, n.Sel)
			case n.Sel.IsExported():
				add(n, nil, packagePath(pkg), n.Sel.Name)
			}
			return false
		case *ast.CompositeLit:
			for _, e := range n.Elts {
				if kv, ok := e.(*ast.KeyValueExpr); ok {
					if key, ok := kv.Key.(*ast.Ident); ok {
						unresolved(key, key, r.info.TypeOf(n))
					}
				}
			}
		case *ast.Ident:
			resolve(n, n)
		}
		return true
	})
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

func (r *Result) parsedUses(f *ast.File, add func(n ast.Node, obj types.Object, path, name string)) {
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
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.SelectorExpr:
			if path, name, ok := qualified(n); ok {
				add(n, nil, path, name)
				return false
			}
		case *ast.CompositeLit:
			path, typ, ok := qualified(n.Type)
			if !ok {
				return true
			}
			for _, e := range n.Elts {
				if kv, ok := e.(*ast.KeyValueExpr); ok {
					if key, ok := kv.Key.(*ast.Ident); ok && key.IsExported() {
						add(key, nil, path, typ+"."+key.Name)
					}
				}
			}
		}
		return true
	})
}

// importNames returns the import paths by local name. A name that the file
// declares as well is left out: it may be shadowed where it is used.
func (r *Result) importNames(f *ast.File) map[string]string {
	names := make(map[string]string)
	for _, spec := range f.Imports {
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
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
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
		return true
	})
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
	if pkg := r.known[p]; pkg != nil && pkg.Name() != "" {
		return pkg.Name()
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
