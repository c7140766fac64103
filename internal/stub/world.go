package stub

import (
	"go/ast"
	"go/token"
	"iter"
	"maps"
	"path"
	"strconv"
	"strings"
	"sync"

	"github.com/xplatvet/xplatvet/internal/decl"
	"github.com/xplatvet/xplatvet/platform"
)

// A Package is the files of one package, for all ports.
type Package struct {
	Path   string
	Source *decl.Source
}

// A world is the packages whose source is known, and what is known of others.
type world struct {
	packages map[string]*pkg
	imported func(path string) Table
	built    []platform.Set // of all files, each once
}

type pkg struct {
	path    string
	files   []*file
	numbers map[string]*decl.Number
	imports map[string]bool        // paths that some file imports
	funcs   map[string][]*function // "f" or "Type.m"
	values  map[string][]*value    // without numbers: see valuesOf
	types   map[string][]*typ

	functions int // how many there are

	// changed returns the names of package-level variables that are assigned
	// to, or whose address is taken.
	changed func() map[string]bool
}

// all returns the functions and methods that have a body.
func (p *pkg) all() iter.Seq[*function] {
	return func(yield func(*function) bool) {
		for _, list := range p.funcs {
			for _, fn := range list {
				if fn.decl.Body != nil && !yield(fn) {
					return
				}
			}
		}
	}
}

type file struct {
	pkg     *pkg
	built   platform.Set
	imports map[string]string // local name → path
	syntax  *ast.File
}

// A function is one declaration of a function or method.
type function struct {
	file  *file
	name  string
	decl  *ast.FuncDecl
	order int // among those of the package

	once               sync.Once // for what follows: see changes
	assigned, volatile map[string]bool
}

// changes returns the names of variables that the body assigns to, and of those
// that are volatile.
func (fn *function) changes() (assignedTo, volatileOnes map[string]bool) {
	fn.once.Do(func() { fn.assigned, fn.volatile = assigned(fn.decl.Body, true), volatile(fn.decl.Body) })
	return fn.assigned, fn.volatile
}

// A value is one declaration of a constant or variable.
type value struct {
	file  *file
	tok   token.Token // CONST or VAR
	typ   ast.Expr
	value ast.Expr
}

type typ struct {
	file *file
	spec *ast.TypeSpec
}

// newWorld returns the world of packages whose files are known by their imports,
// until declare is called.
func newWorld(packages []Package, imported func(string) Table) *world {
	w := &world{packages: make(map[string]*pkg), imported: imported}
	known := make(map[platform.Set]bool)
	for _, p := range packages {
		q := &pkg{
			path:    p.Path,
			numbers: p.Source.Numbers,
			imports: make(map[string]bool),
			funcs:   make(map[string][]*function),
			values:  make(map[string][]*value),
			types:   make(map[string][]*typ),
		}
		q.changed = sync.OnceValue(q.findChanged)
		for _, f := range p.Source.Files {
			q.add(f)
			if !known[f.Built] {
				known[f.Built] = true
				w.built = append(w.built, f.Built)
			}
		}
		w.packages[p.Path] = q
	}
	return w
}

func (p *pkg) add(f decl.File) {
	fl := &file{pkg: p, built: f.Built, imports: importNames(f.Syntax), syntax: f.Syntax}
	p.files = append(p.files, fl)
	for _, path := range fl.imports {
		p.imports[path] = true
	}
}

// declare adds the declarations in the files.
func (w *world) declare() {
	for _, p := range w.packages {
		for _, f := range p.files {
			p.declare(f)
		}
	}
}

func (p *pkg) declare(fl *file) {
	for _, d := range fl.syntax.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			p.functions++
			fn := &function{file: fl, name: d.Name.Name, decl: d, order: p.functions}
			if d.Recv != nil {
				fn.name = decl.Receiver(d) + "." + d.Name.Name
			}
			if fn.name != "init" && fn.name != "_" {
				p.funcs[fn.name] = append(p.funcs[fn.name], fn)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					p.types[spec.Name.Name] = append(p.types[spec.Name.Name], &typ{fl, spec})
				case *ast.ValueSpec:
					for i, n := range spec.Names {
						v := &value{file: fl, tok: d.Tok, typ: spec.Type}
						if len(spec.Values) == len(spec.Names) {
							v.value = spec.Values[i]
						}
						p.values[n.Name] = append(p.values[n.Name], v)
					}
				}
			}
		}
	}
}

func (p *pkg) findChanged() map[string]bool {
	names := make(map[string]bool)
	for _, f := range p.files {
		maps.Copy(names, assigned(f.syntax, true))
	}
	return names
}

// importNames returns the import paths of a file by local name. Without types,
// the name of a package is taken to be what its path suggests: if it is
// another, what the file uses of it is not known.
func importNames(f *ast.File) map[string]string {
	names := make(map[string]string)
	for _, spec := range f.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue
		}
		name := path.Base(p)
		if isVersion(name) && strings.Contains(p, "/") {
			name = path.Base(path.Dir(p))
		}
		if spec.Name != nil {
			name = spec.Name.Name
		}
		names[name] = p
	}
	return names
}

// isVersion reports whether the last element of an import path is a version.
func isVersion(name string) bool {
	digits, ok := strings.CutPrefix(name, "v")
	return ok && digits != "" && strings.Trim(digits, "0123456789") == ""
}

// assigned returns the names of variables that n assigns to or takes the
// address of, by name alone. Redeclaration by := counts if redeclared.
func assigned(n ast.Node, redeclared bool) map[string]bool {
	names := make(map[string]bool)
	add := func(x ast.Expr) {
		if id, ok := ast.Unparen(x).(*ast.Ident); ok {
			names[id.Name] = true
		}
	}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok != token.DEFINE || redeclared && len(n.Lhs) > 1 {
				for _, x := range n.Lhs {
					add(x)
				}
			}
		case *ast.IncDecStmt:
			add(n.X)
		case *ast.RangeStmt:
			if n.Tok == token.ASSIGN {
				add(n.Key)
				add(n.Value)
			}
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				add(n.X)
			}
		}
		return true
	})
	return names
}

// A view is what is seen on a port.
type view struct {
	port platform.Port
	same platform.Set // the ports on which all that was looked at is the same
}

func newView(port platform.Port) *view { return &view{port, platform.All()} }

// is reports whether the port is one of s.
func (v *view) is(s platform.Set) bool {
	if s.Contains(v.port) {
		v.same = v.same.Intersect(s)
		return true
	}
	v.same = v.same.Minus(s)
	return false
}

func (v *view) goos() string {
	v.same = v.same.Intersect(platform.OS(v.port.GOOS))
	return v.port.GOOS
}

func (v *view) goarch() string {
	v.same = v.same.Intersect(platform.Arch(v.port.GOARCH))
	return v.port.GOARCH
}

// declared returns the declaration that the port builds.
func declared[D any](v *view, list []D, fileOf func(D) *file) (d D, ok bool) {
	for _, d := range list {
		if v.is(fileOf(d).built) {
			return d, true
		}
	}
	return d, false
}

func (p *pkg) function(name string, v *view) *function {
	fn, _ := declared(v, p.funcs[name], func(f *function) *file { return f.file })
	return fn
}

// valuesOf returns the declarations of a constant or variable.
func (p *pkg) valuesOf(name string) []*value {
	list := p.values[name]
	if n := p.numbers[name]; list == nil && n != nil {
		for _, d := range n.Decls {
			list = append(list, &value{file: p.files[d.File], tok: token.CONST, value: d.Spec.Values[0]})
		}
		p.values[name] = list
	}
	return list
}

func (p *pkg) value(name string, v *view) *value {
	x, _ := declared(v, p.valuesOf(name), func(x *value) *file { return x.file })
	return x
}

func (p *pkg) typ(name string, v *view) *typ {
	t, _ := declared(v, p.types[name], func(t *typ) *file { return t.file })
	return t
}

// A named is a declared type, or what a pointer to one points to; the zero
// value is a type that is not known.
type named struct{ path, name string }

// typeOf returns the type that an expression in f denotes.
func (w *world) typeOf(f *file, x ast.Expr, v *view) named {
	for range maxDepth {
		switch t := x.(type) {
		case *ast.StarExpr:
			x = t.X
		case *ast.ParenExpr:
			x = t.X
		case *ast.IndexExpr:
			x = t.X
		case *ast.IndexListExpr:
			x = t.X
		case *ast.Ident:
			d := f.pkg.typ(t.Name, v)
			if d == nil {
				return named{}
			}
			if d.spec.Assign != token.NoPos {
				f, x = d.file, d.spec.Type
				continue
			}
			return named{f.pkg.path, t.Name}
		case *ast.SelectorExpr:
			id, ok := t.X.(*ast.Ident)
			if !ok || f.imports[id.Name] == "" {
				return named{}
			}
			path := f.imports[id.Name]
			if p := w.packages[path]; p != nil {
				d := p.typ(t.Sel.Name, v)
				if d == nil {
					return named{}
				}
				if d.spec.Assign != token.NoPos {
					f, x = d.file, d.spec.Type
					continue
				}
			}
			return named{path, t.Sel.Name}
		default:
			return named{}
		}
	}
	return named{}
}

// structOf returns the struct type that a declared type is, and its file.
func (w *world) structOf(n named, v *view) (*ast.StructType, *file) {
	for range maxDepth {
		p := w.packages[n.path]
		if p == nil {
			return nil, nil
		}
		d := p.typ(n.name, v)
		if d == nil {
			return nil, nil
		}
		if st, ok := d.spec.Type.(*ast.StructType); ok {
			return st, d.file
		}
		n = w.typeOf(d.file, d.spec.Type, v)
	}
	return nil, nil
}

// field returns the type of a field, embedded ones and those promoted included.
func (w *world) field(n named, name string, v *view, depth int) named {
	st, f := w.structOf(n, v)
	if st == nil || depth > maxEmbedded {
		return named{}
	}
	for _, field := range st.Fields.List {
		for _, id := range field.Names {
			if id.Name == name {
				return w.typeOf(f, field.Type, v)
			}
		}
		if t := w.typeOf(f, field.Type, v); len(field.Names) == 0 && t.name == name {
			return t
		}
	}
	for _, field := range st.Fields.List {
		if len(field.Names) == 0 {
			if t := w.field(w.typeOf(f, field.Type, v), name, v, depth+1); t != (named{}) {
				return t
			}
		}
	}
	return named{}
}

// method returns the type that has a method which n has or has promoted. It
// is not known if a field has the name, or if n embeds what is not known.
func (w *world) method(n named, name string, v *view, depth int) (owner named, ok bool) {
	p := w.packages[n.path]
	if p == nil {
		return n, n != named{} // its package must tell
	}
	if p.function(n.name+"."+name, v) != nil {
		return n, true
	}
	st, f := w.structOf(n, v)
	if st == nil || depth > maxEmbedded || w.field(n, name, v, maxEmbedded) != (named{}) {
		return named{}, false
	}
	found := false
	for _, field := range st.Fields.List {
		if len(field.Names) > 0 {
			continue
		}
		t := w.typeOf(f, field.Type, v)
		if w.packages[t.path] == nil {
			return named{}, false
		}
		if o, ok := w.method(t, name, v, depth+1); ok {
			if found {
				return named{}, false // at which depth? leave it
			}
			owner, found = o, true
		}
	}
	return owner, found
}

const (
	maxDepth    = 16 // of calls, aliases and initialisers that are followed
	maxEmbedded = 4  // of structs in structs
)
