package variant

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/xplatvet/xplatvet/internal/decl"
	"github.com/xplatvet/xplatvet/internal/platform"
)

// Imports tell what is known of the packages that a package imports. Each may
// be nil.
type Imports struct {
	Types  func(path string) *Package           // nil if all is the same everywhere
	Exists func(path, name string) platform.Set // where an exported name is declared
}

func (imp Imports) types(path, name string) []Variant {
	if imp.Types == nil {
		return nil
	}
	if p := imp.Types(path); p != nil {
		return p.Names[name]
	}
	return nil
}

func (imp Imports) exists(path, name string) platform.Set {
	if imp.Exists == nil {
		return platform.All()
	}
	return imp.Exists(path, name)
}

// Of returns the names of a package whose types differ between some ports, or nil
// if there are none. The files have positions in fset.
func Of(fset *token.FileSet, files []decl.File, ports platform.Set, imports Imports) *Package {
	sliced, wordy := sliceOf(files, ports, imports)
	if len(sliced) == 0 {
		return nil
	}
	return of(fset, files, sliced, wordy, ports, imports)
}

// of looks at what is left of the files in sliced.
func of(fset *token.FileSet, files, sliced []decl.File, wordy bool, ports platform.Set, imports Imports) *Package {
	c := newChecker(fset, sliced, imports)
	var built platform.Set
	for _, f := range files {
		built = built.Union(f.Built)
	}
	classes := classesOf(sliced, ports.Intersect(built), wordy, c.foreign(ports))
	for _, class := range classes {
		c.check(class)
	}
	for _, name := range dependent(files, imports) {
		c.wordy[name] = true
	}
	p := collect(classes, c.wordy)
	if p != nil {
		p.Ports = ports
	}
	return p
}

// A class is ports that build the same files of a package, with words of the
// same size if that makes a difference, and the same names of other packages.
type class struct {
	ports platform.Set
	arch  string
	files []decl.File
	types map[string]string // exported name → Variant.Type
}

func classesOf(files []decl.File, ports platform.Set, wordy bool, foreign []platform.Set) []*class {
	var list []*class
	byKey := make(map[string]*class)
	for port := range ports.Ports() {
		key := make([]byte, 0, len(files)+1)
		if wordy && platform.Is32Bit(port.GOARCH) {
			key = append(key, '*')
		}
		var own []decl.File
		for _, f := range files {
			bit := byte('0')
			if f.Built.Contains(port) {
				own = append(own, f)
				bit = '1'
			}
			key = append(key, bit)
		}
		for _, s := range foreign {
			if s.Contains(port) {
				key = append(key, '1')
			} else {
				key = append(key, '0')
			}
		}
		c := byKey[string(key)]
		if c == nil {
			c = &class{arch: port.GOARCH, files: own}
			byKey[string(key)] = c
			list = append(list, c)
		}
		c.ports = c.ports.Union(platform.Of(port))
	}
	return list
}

// outsideBodies calls visit for the nodes of a file that are not in the body
// of a function.
func outsideBodies(f *ast.File, visit func(ast.Node)) {
	for _, d := range f.Decls {
		ast.Inspect(d, func(n ast.Node) bool {
			if _, ok := n.(*ast.BlockStmt); ok || n == nil {
				return false
			}
			visit(n)
			return true
		})
	}
}

// dependent returns the constants and variables that are declared by means of
// something of another package that does not have the same type, or value, on
// every port.
func dependent(files []decl.File, known Imports) []string {
	var names []string
	for _, f := range files {
		imports := importsOf(f.Syntax)
		for _, d := range f.Syntax.Decls {
			gen, ok := d.(*ast.GenDecl)
			if !ok || gen.Tok != token.CONST && gen.Tok != token.VAR {
				continue
			}
			for _, spec := range gen.Specs {
				spec := spec.(*ast.ValueSpec)
				found := false
				ast.Inspect(spec, func(n ast.Node) bool {
					if _, ok := n.(*ast.BlockStmt); ok {
						return false
					}
					if sel, ok := n.(*ast.SelectorExpr); ok {
						if id, ok := sel.X.(*ast.Ident); ok && imports[id.Name] != "" {
							found = found || known.types(imports[id.Name], sel.Sel.Name) != nil
						}
					}
					return !found
				})
				for _, id := range spec.Names {
					if found {
						names = append(names, id.Name)
					}
				}
			}
		}
	}
	return names
}

// importsOf returns the import paths of a file by name, as far as the path
// tells it.
func importsOf(f *ast.File) map[string]string {
	imports := make(map[string]string)
	for _, spec := range f.Imports {
		importPath, err := strconv.Unquote(spec.Path.Value)
		switch {
		case err != nil:
		case spec.Name != nil:
			imports[spec.Name.Name] = importPath
		default:
			imports[path.Base(importPath)] = importPath
		}
	}
	return imports
}

// A checker type-checks the files of one package in several ways.
type checker struct {
	fset     *token.FileSet
	imports  Imports
	lean     map[*ast.File]*leanFile
	mentions map[string]map[string]bool // names of other packages, by import path

	values map[token.Pos]string // of constants, by declaration
	wordy  map[string]bool      // constants that have several values by one declaration
}

// A leanFile is a file without the constants that are but a name for a small
// number, and without functions that are not exported. Tables of system calls
// and errors hold thousands of the former.
type leanFile struct {
	syntax *ast.File
	small  map[string]int64  // exported ones
	made   []string          // constants that are made by a type or function of another package
	alias  map[string]string // constants, variables and types that are but a name for one of another package
}

func newChecker(fset *token.FileSet, files []decl.File, imports Imports) *checker {
	c := &checker{
		fset: fset, imports: imports,
		lean:     make(map[*ast.File]*leanFile),
		mentions: make(map[string]map[string]bool),
		values:   make(map[token.Pos]string),
		wordy:    make(map[string]bool),
	}
	mentioned := make(map[string]int) // how often, declarations apart
	for _, f := range files {
		imports := importsOf(f.Syntax)
		outsideBodies(f.Syntax, func(n ast.Node) {
			switch n := n.(type) {
			case *ast.Ident:
				mentioned[n.Name]++
			case *ast.FuncDecl:
				mentioned[n.Name.Name]--
			case *ast.ValueSpec:
				for _, id := range n.Names {
					mentioned[id.Name]--
				}
			case *ast.SelectorExpr:
				if id, ok := n.X.(*ast.Ident); ok && imports[id.Name] != "" {
					path := imports[id.Name]
					if c.mentions[path] == nil {
						c.mentions[path] = make(map[string]bool)
					}
					c.mentions[path][n.Sel.Name] = true
				}
			}
		})
	}
	for _, f := range files {
		c.lean[f.Syntax] = leanOf(f.Syntax, mentioned)
		c.lean[f.Syntax].alias = c.aliasesIn(f.Syntax)
	}
	return c
}

// aliasesIn returns, for each name that a file declares to be that of something of
// another package that is the same everywhere, what that is.
func (c *checker) aliasesIn(f *ast.File) map[string]string {
	imports := importsOf(f)
	aliases := make(map[string]string)
	add := func(id *ast.Ident, x ast.Expr) {
		sel, ok := x.(*ast.SelectorExpr)
		if !ok {
			return
		}
		pkg, ok := sel.X.(*ast.Ident)
		if ok && imports[pkg.Name] != "" && c.imports.types(imports[pkg.Name], sel.Sel.Name) == nil {
			aliases[id.Name] = imports[pkg.Name] + "." + sel.Sel.Name
		}
	}
	for _, d := range f.Decls {
		gen, ok := d.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, spec := range gen.Specs {
			switch spec := spec.(type) {
			case *ast.ValueSpec:
				if spec.Type == nil && len(spec.Names) == len(spec.Values) {
					for i, id := range spec.Names {
						add(id, spec.Values[i])
					}
				}
			case *ast.TypeSpec:
				if spec.Assign.IsValid() {
					add(spec.Name, spec.Type)
				}
			}
		}
	}
	return aliases
}

// foreign returns, for the names of other packages that are mentioned, the sets of
// ports on which they are something of their own: among those in ports that are
// not the same everywhere.
func (c *checker) foreign(ports platform.Set) []platform.Set {
	seen := make(map[platform.Set]bool)
	var list []platform.Set
	add := func(s platform.Set) {
		s = s.Intersect(ports)
		if s != ports && !s.Empty() && !seen[s] {
			seen[s] = true
			list = append(list, s)
		}
	}
	for _, path := range slices.Sorted(maps.Keys(c.mentions)) {
		for _, name := range slices.Sorted(maps.Keys(c.mentions[path])) {
			add(c.imports.exists(path, name))
			for _, v := range c.imports.types(path, name) {
				add(v.Ports)
			}
		}
	}
	return list
}

// An importer makes packages that stand for those that are imported, on one
// port: each of the names that is mentioned is a type there, unless more is
// known of it.
type importer struct {
	c    *checker
	port platform.Port
	pkgs map[string]*types.Package
}

// Import is that of types.Importer.
func (imp *importer) Import(importPath string) (*types.Package, error) {
	if importPath == "unsafe" {
		return types.Unsafe, nil
	}
	p := imp.pkgs[importPath]
	if p != nil {
		return p, nil
	}
	p = types.NewPackage(importPath, path.Base(importPath))
	imp.pkgs[importPath] = p
	for name := range imp.c.mentions[importPath] {
		if !imp.c.imports.exists(importPath, name).Contains(imp.port) {
			continue
		}
		var obj types.Object
		for _, v := range imp.c.imports.types(importPath, name) {
			if v.Ports.Contains(imp.port) {
				if c := numberOf(p, name, v.Type); c != nil {
					obj = c
				}
			}
		}
		if obj == nil {
			tn := types.NewTypeName(token.NoPos, p, name, nil)
			types.NewNamed(tn, types.NewStruct(nil, nil), nil)
			obj = tn
		}
		p.Scope().Insert(obj)
	}
	p.MarkComplete()
	return p, nil
}

// numberOf returns the constant that a Variant.Type describes, if it is an
// integer of a predeclared type, or of none, with a value; else nil.
func numberOf(p *types.Package, name, typ string) *types.Const {
	rest, ok := strings.CutPrefix(typ, "const ")
	i := strings.LastIndexByte(rest, ' ')
	if !ok || i < 0 || !isInteger(rest[i+1:]) {
		return nil
	}
	value := constant.MakeFromLiteral(strings.TrimPrefix(rest[i+1:], "-"), token.INT, 0)
	if strings.HasPrefix(rest[i+1:], "-") {
		value = constant.UnaryOp(token.SUB, value, 0)
	}
	for _, t := range types.Typ {
		if t.Name() == rest[:i] {
			return types.NewConst(token.NoPos, p, name, t, value)
		}
	}
	return nil
}

// leanOf returns f without what is not mentioned and not of interest.
func leanOf(f *ast.File, mentioned map[string]int) *leanFile {
	imports := importsOf(f)
	lean := &leanFile{syntax: new(ast.File), small: make(map[string]int64)}
	*lean.syntax = *f
	lean.syntax.Decls = nil
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && !fn.Name.IsExported() && mentioned[fn.Name.Name] == 0 {
			continue
		}
		gen, ok := d.(*ast.GenDecl)
		if !ok || gen.Tok != token.CONST {
			lean.syntax.Decls = append(lean.syntax.Decls, d)
			continue
		}
		if hasImplicit(gen) {
			lean.syntax.Decls = append(lean.syntax.Decls, gen)
			continue
		}
		rest := *gen
		rest.Specs = nil
		for _, spec := range gen.Specs {
			spec := spec.(*ast.ValueSpec)
			value, ok := smallValue(spec)
			made := !ok && isMade(spec, imports)
			switch {
			case !ok && !made || mentioned[spec.Names[0].Name] > 0:
				rest.Specs = append(rest.Specs, spec)
			case !spec.Names[0].IsExported():
			case made:
				lean.made = append(lean.made, spec.Names[0].Name)
			default:
				lean.small[spec.Names[0].Name] = value
			}
		}
		if len(rest.Specs) > 0 {
			lean.syntax.Decls = append(lean.syntax.Decls, &rest)
		}
	}
	return lean
}

// hasImplicit reports whether a group of constants has one whose value depends
// on those before it.
func hasImplicit(gen *ast.GenDecl) bool {
	found := false
	ast.Inspect(gen, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ValueSpec:
			found = found || len(n.Values) == 0
		case *ast.Ident:
			found = found || n.Name == "iota"
		}
		return !found
	})
	return found
}

// smallValue returns the value of a constant that is declared as an untyped
// number between 0 and 1<<31-1.
func smallValue(spec *ast.ValueSpec) (value int64, ok bool) {
	if spec.Type != nil || len(spec.Names) != 1 || len(spec.Values) != 1 {
		return 0, false
	}
	lit, ok := spec.Values[0].(*ast.BasicLit)
	if !ok || lit.Kind != token.INT {
		return 0, false
	}
	value, err := strconv.ParseInt(lit.Value, 0, 32)
	return value, err == nil
}

// isMade reports whether all that a constant is said to be is what a type or
// function of another package makes: nothing is known of either.
func isMade(spec *ast.ValueSpec, imports map[string]string) bool {
	if spec.Type != nil || len(spec.Names) != 1 || len(spec.Values) != 1 {
		return false
	}
	call, ok := spec.Values[0].(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	id, ok := sel.X.(*ast.Ident)
	return ok && imports[id.Name] != "" && imports[id.Name] != "unsafe"
}

// check fills c.types.
func (c *checker) check(cl *class) {
	cl.types = make(map[string]string)
	var files []*ast.File
	for _, f := range cl.files {
		lean := c.lean[f.Syntax]
		files = append(files, lean.syntax)
		for name, value := range lean.small {
			cl.types[name] = fmt.Sprintf("const untyped int %d", value)
		}
		for _, name := range lean.made {
			cl.types[name] = Unknown
		}
	}
	conf := types.Config{
		IgnoreFuncBodies: true,
		FakeImportC:      true,
		Importer:         &importer{c, first(cl.ports), make(map[string]*types.Package)},
		Sizes:            types.SizesFor("gc", cl.arch),
		Error:            func(error) {}, // what it stops from being known is unknown
	}
	pkg, _ := conf.Check("p", c.fset, files, nil)
	if pkg == nil {
		return
	}
	w := writer{pkg: pkg}
	scope := pkg.Scope()
	for _, name := range scope.Names() {
		if obj, ok := scope.Lookup(name).(*types.Const); ok {
			value := obj.Val().ExactString()
			if old, ok := c.values[obj.Pos()]; ok && old != value {
				c.wordy[name] = true
			}
			c.values[obj.Pos()] = value
		}
		if ast.IsExported(name) {
			w.object(cl.types, scope.Lookup(name))
		} else if tn, ok := scope.Lookup(name).(*types.TypeName); ok {
			w.object(cl.types, tn) // an exported name may be of such a type
		}
	}
	for _, f := range cl.files {
		for name, of := range c.lean[f.Syntax].alias {
			if cl.types[name] == Unknown {
				cl.types[name] = opaque + of
			}
		}
	}
}

// first returns a port of a Set that is not empty.
func first(s platform.Set) platform.Port {
	for port := range s.Ports() {
		return port
	}
	return platform.Port{}
}

// A writer describes the objects of a package.
type writer struct {
	pkg     *types.Package
	foreign bool // the type at hand mentions a package of which the path is not a name
}

func (w *writer) object(m map[string]string, obj types.Object) {
	switch obj := obj.(type) {
	case *types.Var:
		m[obj.Name()] = w.text("var ", obj.Type())
	case *types.Func:
		m[obj.Name()] = w.text("", obj.Type())
	case *types.Const:
		text := w.text("const ", obj.Type())
		if v := obj.Val(); text != Unknown && !w.foreign && v.Kind() == constant.Int {
			text = fmt.Sprintf("%s %s", text, v.ExactString())
		}
		m[obj.Name()] = text
	case *types.TypeName:
		w.typeName(m, obj)
	}
}

func (w *writer) typeName(m map[string]string, obj *types.TypeName) {
	if obj.IsAlias() {
		t := obj.Type()
		if a, ok := t.(*types.Alias); ok {
			if a.TypeParams().Len() > 0 {
				return
			}
			t = a.Rhs()
		}
		m[obj.Name()] = w.text("= ", t)
		return
	}
	named, ok := obj.Type().(*types.Named)
	if !ok {
		m[obj.Name()] = Unknown
		return
	}
	if named.TypeParams().Len() > 0 {
		return
	}
	member := func(name, text string) {
		if ast.IsExported(name) {
			m[obj.Name()+"."+name] = text
		}
	}
	for f := range named.Methods() {
		member(f.Name(), w.text("", f.Type()))
	}
	switch u := named.Underlying().(type) {
	case *types.Struct:
		m[obj.Name()] = "type struct"
		for f := range u.Fields() {
			member(f.Name(), w.text("var ", f.Type()))
		}
	case *types.Interface:
		m[obj.Name()] = "type interface"
		for f := range u.ExplicitMethods() {
			member(f.Name(), w.text("", f.Type()))
		}
	default:
		m[obj.Name()] = w.text("type ", u)
	}
}

// text describes a type, or says that it is unknown.
func (w *writer) text(prefix string, t types.Type) string {
	w.foreign = false
	text := types.TypeString(Plain(t), w.qualify)
	sig, ok := t.(*types.Signature)
	switch {
	case ok && sig.TypeParams().Len() > 0: // more than a user of the table can read
		return Unknown
	case strings.Contains(text, "invalid type"):
		return Unknown
	case w.foreign:
		return opaque + prefix + text
	}
	return prefix + text
}

// Plain returns t without aliases and the names of parameters: they make no
// difference, and an alias may hide one.
func Plain(t types.Type) types.Type {
	switch t := types.Unalias(t).(type) {
	case *types.Pointer:
		return types.NewPointer(Plain(t.Elem()))
	case *types.Slice:
		return types.NewSlice(Plain(t.Elem()))
	case *types.Array:
		return types.NewArray(Plain(t.Elem()), t.Len())
	case *types.Chan:
		return types.NewChan(t.Dir(), Plain(t.Elem()))
	case *types.Map:
		return types.NewMap(Plain(t.Key()), Plain(t.Elem()))
	case *types.Tuple:
		return plainTuple(t)
	case *types.Signature:
		if t.TypeParams().Len() == 0 {
			return types.NewSignatureType(nil, nil, nil, plainTuple(t.Params()), plainTuple(t.Results()), t.Variadic())
		}
	}
	return types.Unalias(t)
}

func plainTuple(tuple *types.Tuple) *types.Tuple {
	var list []*types.Var
	for v := range tuple.Variables() {
		list = append(list, types.NewParam(token.NoPos, nil, "", Plain(v.Type())))
	}
	return types.NewTuple(list...)
}

// qualify leaves names of the package as they are. That of a package of which
// the path is not one word would not parse.
func (w *writer) qualify(p *types.Package) string {
	if p == w.pkg {
		return ""
	}
	if !token.IsIdentifier(p.Path()) {
		w.foreign = true
	}
	return p.Path()
}
