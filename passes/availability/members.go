package availability

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"sync"

	"github.com/xplatvet/xplatvet/internal/decl"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// An Own is a place in a file that needs a type of the package itself to have
// a field or method.
type Own struct {
	Node ast.Node // *ast.Ident of a selector, or the operand that is converted to an interface type
	Name string   // "file.lock"

	// Interface is the type that asks for the method, or nil in a selector.
	Interface types.Type

	Declared platform.Set // ports on which the type has it
	Missing  platform.Set // ports that declare the type, lack the member, and have an operand of that type here
}

// Members returns what a file of the package needs of the package's own types,
// where some port that declares the type lacks it. There is nothing to return
// for a file that is not type-checked.
//
// Only fields and methods that a type has of itself count: of promoted ones
// more types decide.
func (r *Result) Members(f *sources.File) []Own {
	syntax := f.Processed
	if f.Checked {
		syntax = f.Syntax
	}
	if syntax == nil {
		return nil
	}
	m := &members{r: r, file: f, partial: r.partialMembers()}
	if len(m.partial.ports) == 0 {
		return nil
	}
	m.operands = sync.OnceValue(func() *operands { return r.operands(syntax) })
	ast.Inspect(syntax, m.visit)
	return m.list
}

// A partial is the members that are not there wherever their types are.
type partial struct {
	ports map[string]platform.Set // "file.lock" → ports that have it
	names map[string]bool         // "lock"
	types map[string][]string     // "file" → "lock", sorted
}

func (r *Result) partialMembers() *partial {
	return sources.Once(r.sources, partialKey{}, func() *partial {
		var files []decl.File
		for _, f := range r.sources.Files {
			files = append(files, decl.File{Syntax: f.Syntax, Built: f.Built})
		}
		p := &partial{ports: decl.Partial(files), names: make(map[string]bool), types: make(map[string][]string)}
		for name := range p.ports {
			typ, member, _ := strings.Cut(name, ".")
			p.names[member] = true
			p.types[typ] = append(p.types[typ], member)
		}
		for _, list := range p.types {
			slices.Sort(list)
		}
		return p
	})
}

// A partialKey is that of partialMembers: see sources.Once.
type partialKey struct{}

type members struct {
	r        *Result
	file     *sources.File
	partial  *partial
	operands func() *operands // costly, and not often needed
	list     []Own
}

func (m *members) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.FuncDecl:
		if obj, ok := m.r.info.Defs[n.Name].(*types.Func); ok && n.Body != nil {
			m.returns(n.Body, obj.Signature().Results())
		}
	case *ast.FuncLit:
		if sig, ok := m.r.info.TypeOf(n).(*types.Signature); ok {
			m.returns(n.Body, sig.Results())
		}
	case *ast.SelectorExpr:
		m.selector(n)
	case *ast.ValueSpec:
		if n.Type != nil {
			for _, x := range n.Values {
				m.convert(x, m.r.info.TypeOf(n.Type))
			}
		}
	case *ast.AssignStmt:
		if n.Tok == token.ASSIGN && len(n.Lhs) == len(n.Rhs) {
			for i, x := range n.Rhs {
				m.convert(x, m.r.info.TypeOf(n.Lhs[i]))
			}
		}
	case *ast.SendStmt:
		if ch, ok := under(m.r.info.TypeOf(n.Chan)).(*types.Chan); ok {
			m.convert(n.Value, ch.Elem())
		}
	case *ast.CompositeLit:
		m.composite(n)
	case *ast.CallExpr:
		m.call(n)
	}
	return true
}

// returns checks the return statements of one function, without those of the
// functions in it.
func (m *members) returns(body *ast.BlockStmt, results *types.Tuple) {
	if results.Len() == 0 {
		return
	}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			if len(n.Results) == results.Len() {
				for i, x := range n.Results {
					m.convert(x, results.At(i).Type())
				}
			}
		}
		return true
	})
}

func (m *members) composite(lit *ast.CompositeLit) {
	switch t := under(m.r.info.TypeOf(lit)).(type) {
	case *types.Slice:
		m.elements(lit, t.Elem())
	case *types.Array:
		m.elements(lit, t.Elem())
	case *types.Map:
		m.elements(lit, t.Elem())
	case *types.Struct:
		for i, e := range lit.Elts {
			if kv, ok := e.(*ast.KeyValueExpr); !ok {
				if i < t.NumFields() {
					m.convert(e, t.Field(i).Type())
				}
			} else if key, ok := kv.Key.(*ast.Ident); ok {
				if field, ok := m.r.info.Uses[key].(*types.Var); ok {
					m.convert(kv.Value, field.Type())
				}
			}
		}
	}
}

func (m *members) elements(lit *ast.CompositeLit, elem types.Type) {
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			e = kv.Value
		}
		m.convert(e, elem)
	}
}

func (m *members) call(call *ast.CallExpr) {
	tv := m.r.info.Types[call.Fun]
	if tv.IsType() {
		if len(call.Args) == 1 {
			m.convert(call.Args[0], tv.Type)
		}
		return
	}
	sig, ok := under(tv.Type).(*types.Signature)
	if !ok {
		return
	}
	for i, x := range call.Args {
		switch n := sig.Params().Len(); {
		case sig.Variadic() && i >= n-1:
			if s, ok := sig.Params().At(n - 1).Type().(*types.Slice); ok && !call.Ellipsis.IsValid() {
				m.convert(x, s.Elem())
			}
		case i < n:
			m.convert(x, sig.Params().At(i).Type())
		}
	}
}

// under returns the underlying type of t, which may be nil.
func under(t types.Type) types.Type {
	if t == nil {
		return nil
	}
	return t.Underlying()
}

// selector adds the use of a member by name.
func (m *members) selector(sel *ast.SelectorExpr) {
	if !m.partial.names[sel.Sel.Name] {
		return
	}
	t := m.r.info.TypeOf(sel.X)
	typ := m.own(t)
	if typ == nil {
		return
	}
	// What another type promotes is not that type's own.
	if obj := m.r.info.Uses[sel.Sel]; obj != nil && m.r.nameOf(obj) != typ.Obj().Name()+"."+sel.Sel.Name {
		return
	}
	m.add(sel.Sel, sel.X, t, typ, sel.Sel.Name, nil, platform.All())
}

// convert adds the methods that x must have to be converted to the type to.
func (m *members) convert(x ast.Expr, to types.Type) {
	iface, ok := under(to).(*types.Interface)
	if !ok || iface.NumMethods() == 0 {
		return
	}
	t := m.r.info.TypeOf(x)
	typ := m.own(t)
	if typ == nil || types.IsInterface(typ) {
		return
	}
	for _, name := range m.partial.types[typ.Obj().Name()] {
		for method := range iface.Methods() {
			if method.Name() == name && (method.Exported() || method.Pkg() == m.r.pkg) {
				m.add(x, x, t, typ, name, to, m.operands().typePorts(to).Intersect(m.operands().objectPorts(method)))
			}
		}
	}
}

// own returns the type of the package that t is, or points to, if it has
// partial members.
func (m *members) own(t types.Type) *types.Named {
	n := namedOf(t)
	if n == nil || n.Obj().Pkg() != m.r.pkg || m.partial.types[n.Obj().Name()] == nil || n.Obj().Parent() != m.r.pkg.Scope() {
		return nil
	}
	return n
}

// add adds a use of the member name of typ, on the ports on, by x of type t.
func (m *members) add(node ast.Node, x ast.Expr, t types.Type, typ *types.Named, name string, iface types.Type, on platform.Set) {
	full := typ.Obj().Name() + "." + name
	declared, ok := m.partial.ports[full]
	if !ok || embedsMember(typ, m.r.pkg, name) {
		return
	}
	missing := m.file.Built.Intersect(on).Minus(declared).
		Intersect(m.operands().of(x, t, typ.Obj().Name(), m.r.pkg)).
		Intersect(m.operands().objectPorts(typ.Obj()))
	if !missing.Empty() {
		m.list = append(m.list, Own{Node: node, Name: full, Interface: iface, Declared: declared, Missing: missing})
	}
}

// embedsMember reports whether a type of another package that typ embeds has
// the member name, so that typ has it even where it does not declare it.
func embedsMember(typ *types.Named, pkg *types.Package, name string) bool {
	s, ok := typ.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for field := range s.Fields() {
		if !field.Embedded() {
			continue
		}
		if n := namedOf(field.Type()); n != nil && n.Obj().Pkg() == pkg {
			continue // decl.Partial has followed it
		}
		if obj, _, _ := types.LookupFieldOrMethod(field.Type(), true, pkg, name); obj != nil {
			return true
		}
	}
	return false
}
