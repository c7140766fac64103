// Package decl derives, from the parsed files of one package, the ports on
// which each exported symbol, field and method is declared.
//
// It works on syntax alone, over the files of all ports at once, so it needs
// no port to type-check and no list of names. The price is that the members of
// a type are unknown on ports where the type is an alias of, or is defined by,
// a type of another package, or embeds other types: there a member counts as
// declared. The Sets it gives therefore never leave out a port on which the
// name exists; they may hold a port on which it does not.
package decl

import (
	"go/ast"
	"go/token"

	"github.com/xplatvet/xplatvet/platform"
)

// A File is one parsed Go file, not a test, and the ports that build it.
type File struct {
	Syntax *ast.File
	Built  platform.Set
}

// A Package says where a package and what it exports exist.
type Package struct {
	// Files is the ports on which the package has a Go file.
	Files platform.Set

	// Names holds "Symbol" or "Type.Member" (field or method) for each name
	// that is not declared on every port of its package or type; all others
	// are left out.
	Names map[string]platform.Set
}

// Exists returns the ports on which name ("Kill", "Stat_t.Atim") is declared.
// A name that p does not know is taken to exist wherever the package does.
func (p *Package) Exists(name string) platform.Set {
	if s, ok := p.Names[name]; ok {
		return s
	}
	for i := range len(name) {
		if name[i] == '.' {
			return p.Exists(name[:i])
		}
	}
	return p.Files
}

// Of returns what the files of one package declare.
func Of(files []File) *Package { return (&Source{Files: files}).Package() }

// Package returns what s declares.
func (s *Source) Package() *Package {
	b := builder{
		symbols: make(map[string]platform.Set, 2*len(s.Numbers)),
		types:   make(map[string]*typeDecl),
	}
	p := &Package{Names: make(map[string]platform.Set, len(s.Numbers))}
	for _, f := range s.Files {
		if f.Built.Empty() {
			continue
		}
		p.Files = p.Files.Union(f.Built)
		for _, d := range f.Syntax.Decls {
			b.decl(d, f.Built)
		}
	}
	for name, n := range s.Numbers {
		b.symbols[name] = n.Built
	}
	for name, s := range b.symbols {
		if ast.IsExported(name) && s != p.Files {
			p.Names[name] = s
		}
	}
	for name, t := range b.types {
		if !ast.IsExported(name) {
			continue
		}
		exists := b.symbols[name]
		for member := range b.members(t, nil) {
			if s := b.memberSet(t, member, nil).Intersect(exists); s != exists {
				p.Names[name+"."+member] = s
			}
		}
	}
	return p
}

type builder struct {
	symbols map[string]platform.Set // package-level name → ports
	types   map[string]*typeDecl

	// private has members that are not exported listed too, and embedded types
	// of the package followed.
	private bool
}

// A typeDecl is what all declarations of one type name say together.
type typeDecl struct {
	members map[string]platform.Set // field or method → ports
	methods map[string]platform.Set // those of members that are methods with a receiver of this type
	open    platform.Set            // ports on which other members may exist
	same    map[string]platform.Set // type of this package that gives its underlying type, by type T U
	alias   map[string]platform.Set // type of this package that T is an alias of
	embeds  map[string]platform.Set // type of this package that T embeds; if private
	foreign platform.Set            // ports on which T embeds a type of another package; if private
}

func (b *builder) typeOf(name string) *typeDecl {
	t := b.types[name]
	if t == nil {
		t = &typeDecl{
			members: make(map[string]platform.Set),
			methods: make(map[string]platform.Set),
			same:    make(map[string]platform.Set),
			alias:   make(map[string]platform.Set),
			embeds:  make(map[string]platform.Set),
		}
		b.types[name] = t
	}
	return t
}

func add(m map[string]platform.Set, name string, s platform.Set) {
	m[name] = m[name].Union(s)
}

func (b *builder) decl(d ast.Decl, built platform.Set) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			add(b.symbols, d.Name.Name, built)
			return
		}
		if recv := Receiver(d); recv != "" && b.lists(d.Name.Name) {
			t := b.typeOf(recv)
			add(t.members, d.Name.Name, built)
			add(t.methods, d.Name.Name, built)
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.ValueSpec:
				for _, n := range spec.Names {
					add(b.symbols, n.Name, built)
				}
			case *ast.TypeSpec:
				add(b.symbols, spec.Name.Name, built)
				b.typeSpec(spec, built)
			}
		}
	}
}

// Receiver returns the name of the type that a method belongs to, without
// pointer and type arguments. It is "" for a function.
func Receiver(d *ast.FuncDecl) string {
	if d.Recv == nil || len(d.Recv.List) != 1 {
		return ""
	}
	return baseName(d.Recv.List[0].Type)
}

// baseName returns the identifier under pointers, parentheses and type
// arguments, or "".
func baseName(x ast.Expr) string {
	for {
		switch t := x.(type) {
		case *ast.Ident:
			return t.Name
		case *ast.ParenExpr:
			x = t.X
		case *ast.StarExpr:
			x = t.X
		case *ast.IndexExpr:
			x = t.X
		case *ast.IndexListExpr:
			x = t.X
		default:
			return ""
		}
	}
}

func (b *builder) typeSpec(spec *ast.TypeSpec, built platform.Set) {
	t := b.typeOf(spec.Name.Name)
	switch x := ast.Unparen(spec.Type).(type) {
	case *ast.StructType:
		for _, f := range x.Fields.List {
			if len(f.Names) == 0 {
				b.embed(t, f.Type, built)
				if name := embeddedName(f.Type); name != "" && b.lists(name) {
					add(t.members, name, built)
				}
			}
			for _, n := range f.Names {
				if b.lists(n.Name) {
					add(t.members, n.Name, built)
				}
			}
		}
	case *ast.InterfaceType:
		for _, f := range x.Methods.List {
			if len(f.Names) == 0 {
				b.embed(t, f.Type, built)
			}
			for _, n := range f.Names {
				if b.lists(n.Name) {
					add(t.members, n.Name, built)
				}
			}
		}
	case *ast.Ident:
		switch {
		case isBasic(x.Name):
		case spec.Assign != token.NoPos:
			add(t.alias, x.Name, built)
		default:
			add(t.same, x.Name, built)
		}
	case *ast.SelectorExpr, *ast.IndexExpr, *ast.IndexListExpr:
		t.open = t.open.Union(built)
	default:
		if spec.Assign != token.NoPos { // alias of *T, say
			t.open = t.open.Union(built)
		}
	}
}

// lists reports whether b lists members of a name.
func (b *builder) lists(name string) bool {
	return ast.IsExported(name) || b.private && name != "_"
}

// embed records that t embeds the type x, which promotes what it has.
func (b *builder) embed(t *typeDecl, x ast.Expr, built platform.Set) {
	if b.private {
		if star, ok := x.(*ast.StarExpr); ok {
			x = star.X
		}
		switch x := x.(type) {
		case *ast.Ident:
			add(t.embeds, x.Name, built)
			return
		case *ast.SelectorExpr:
			t.foreign = t.foreign.Union(built)
			return
		}
	}
	t.open = t.open.Union(built)
}

func embeddedName(x ast.Expr) string {
	if star, ok := x.(*ast.StarExpr); ok {
		x = star.X
	}
	if sel, ok := x.(*ast.SelectorExpr); ok {
		return sel.Sel.Name
	}
	return baseName(x)
}

// isBasic reports whether name is a predeclared type without members. A
// package that redeclares one is not worth following: its members count as
// absent only if some other port declares them.
func isBasic(name string) bool {
	switch name {
	case "bool", "string", "byte", "rune", "uintptr",
		"int", "int8", "int16", "int32", "int64",
		"uint", "uint8", "uint16", "uint32", "uint64",
		"float32", "float64", "complex64", "complex128":
		return true
	}
	return false
}

// members returns every member name that t has on some port.
func (b *builder) members(t *typeDecl, seen []*typeDecl) map[string]bool {
	names := make(map[string]bool)
	b.collect(t, names, seen)
	return names
}

func (b *builder) collect(t *typeDecl, names map[string]bool, seen []*typeDecl) {
	for _, s := range seen {
		if s == t {
			return
		}
	}
	seen = append(seen, t)
	for n := range t.members {
		names[n] = true
	}
	for _, m := range []map[string]platform.Set{t.same, t.alias} {
		for other := range m {
			if o := b.types[other]; o != nil {
				b.collect(o, names, seen)
			}
		}
	}
}

// memberSet returns the ports on which t may have the member name.
func (b *builder) memberSet(t *typeDecl, name string, seen []*typeDecl) platform.Set {
	for _, s := range seen {
		if s == t {
			return platform.All() // an invalid cycle: someone else's error
		}
	}
	seen = append(seen, t)
	set := t.members[name].Union(t.open)
	if len(seen) > 1 { // of the type that is asked for, the caller knows better
		set = set.Union(t.foreign)
	}
	follow := func(other string, on platform.Set, methods bool) {
		o := b.types[other]
		if o == nil { // error, any, comparable, dot-imported
			set = set.Union(on)
			return
		}
		s := b.memberSet(o, name, seen)
		if !methods { // type T U has the fields of U, not its methods
			s = s.Minus(o.methods[name].Minus(o.open))
		}
		set = set.Union(s.Intersect(on))
	}
	for other, on := range t.alias {
		follow(other, on, true)
	}
	for other, on := range t.same {
		follow(other, on, false)
	}
	for other, on := range t.embeds {
		follow(other, on, true)
	}
	return set
}
