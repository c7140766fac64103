package stub

import (
	"cmp"
	"go/ast"
	"go/token"
	"maps"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/platform"
)

// Find returns the stubs of packages: what fails on some of the ports on which
// it is declared, functions and methods that are not exported included. What
// the packages import besides each other, known tells; it may be nil, and
// may return nil.
//
// Few functions need be run: those that mention an error of our kind, and
// those that mention one of which that was found, and so on.
func Find(packages []Package, known func(path string) Table) map[string]Table {
	w := newWorld(packages, known)
	imported := w.importedStubs()
	if len(w.built) < 2 && len(imported) == 0 && !w.mentionPort() {
		return nil // the same everywhere
	}
	w.declare()
	x := newIndex(w, imported)
	next := x.seeds(imported)
	m := &machine{
		w: w, known: make(map[*function][]*Stub), cand: make(map[*function]platform.Set),
		values: make(map[valueKey][]knownValue),
	}
	for len(next) > 0 {
		targets := make(targets)
		for fn, ports := range m.judge(next) {
			targets.add(fn.file.pkg.path, fn.decl.Name.Name, ports)
		}
		next = make(map[*function]platform.Set)
		x.callers(targets, next)
	}
	tables := make(map[string]Table)
	for fn, stubs := range m.known {
		t := tables[fn.file.pkg.path]
		if t == nil {
			t = make(Table)
			tables[fn.file.pkg.path] = t
		}
		for _, s := range stubs {
			t.add(fn.name, *s)
		}
	}
	for path, t := range tables {
		p := w.packages[path]
		for name := range t {
			if portsOf(p, name).SubsetOf(t.Ports(name)) {
				delete(t, name)
			}
		}
		if len(t) == 0 {
			delete(tables, path)
		}
	}
	return tables
}

// mentionPort reports whether the packages may ask on which port they run.
func (w *world) mentionPort() bool {
	for _, p := range w.packages {
		for _, f := range p.files {
			if f.mentionsPort() {
				return true
			}
		}
	}
	return w.packages["runtime"] != nil
}

func (f *file) mentionsPort() bool {
	for _, path := range f.imports {
		if path == "runtime" {
			names := mentioned(f.syntax)
			return names["GOOS"] || names["GOARCH"]
		}
	}
	return false
}

// importedPaths returns the paths that files import, of packages that are not
// at hand.
func (w *world) importedPaths() map[string]bool {
	paths := make(map[string]bool)
	for _, p := range w.packages {
		for _, f := range p.files {
			for _, path := range f.imports {
				if w.packages[path] == nil {
					paths[path] = true
				}
			}
		}
	}
	return paths
}

// judge runs functions on the ports that they come with, and returns those that
// are stubs and were not known to be, with the ports on which they are.
func (m *machine) judge(next map[*function]platform.Set) map[*function]platform.Set {
	for fn, ports := range next {
		ports = ports.Intersect(fn.file.built)
		for _, s := range m.known[fn] {
			ports = ports.Minus(s.Ports)
		}
		next[fn] = ports
		m.cand[fn] = m.cand[fn].Union(ports)
	}
	m.seen = make(map[*function][]seen) // more is known now
	stubs := make(map[*function]platform.Set)
	for _, fn := range slices.SortedFunc(maps.Keys(next), compareFunctions) {
		for rest := next[fn]; !rest.Empty(); {
			m.view = newView(first(rest))
			m.steps = 0
			s := fn.judge(m.run(fn, nil))
			on := rest.Intersect(m.view.same)
			rest = rest.Minus(on)
			if s == nil {
				continue
			}
			s.Ports = on
			m.known[fn] = append(m.known[fn], s)
			stubs[fn] = stubs[fn].Union(on)
		}
	}
	return stubs
}

func compareFunctions(a, b *function) int {
	return cmp.Or(strings.Compare(a.file.pkg.path, b.file.pkg.path), a.order-b.order)
}

// first returns a port of a Set that is not empty.
func first(s platform.Set) platform.Port {
	for port := range s.Ports() {
		return port
	}
	return platform.Port{}
}

// portsOf returns the ports on which a function is.
func portsOf(p *pkg, name string) platform.Set {
	var s platform.Set
	for _, fn := range p.funcs[name] {
		s = s.Union(fn.file.built)
	}
	return s
}

// Exported returns the part of t that other packages see: functions and
// methods whose own name is exported. The type of a method need not be, since
// one that is may embed it.
func (t Table) Exported() Table {
	e := make(Table)
	for name, stubs := range t {
		if ast.IsExported(ownName(name)) {
			e[name] = stubs
		}
	}
	if len(e) == 0 {
		return nil
	}
	return e
}

// ownName returns the name of a function, or of a method without its type.
func ownName(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }

// An index is the functions that may be stubs.
type index struct {
	w      *world
	users  map[string][]*function // that have a way to fail, by the names of functions that they mention
	seeded []*function            // that mention an error of our kind
}

// newIndex indexes the functions of a world: who mentions which of them, and of
// the targets.
func newIndex(w *world, targets targets) *index {
	x := &index{w: w, users: make(map[string][]*function)}
	for name := range targets {
		x.users[name] = nil
	}
	for _, p := range w.packages {
		for fn := range p.all() {
			x.users[fn.decl.Name.Name] = nil
		}
	}
	for _, p := range w.packages {
		values := p.seededValues()
		for fn := range p.all() {
			if !canFail(fn.decl) {
				continue
			}
			seeded := isNegative(fn.decl)
			seedsIn(fn.decl.Body, &seeded, func(name string) {
				if list, ok := x.users[name]; ok && (len(list) == 0 || list[len(list)-1] != fn) {
					x.users[name] = append(list, fn)
				}
				seeded = seeded || values[name]
			})
			if seeded {
				x.seeded = append(x.seeded, fn)
			}
		}
	}
	return x
}

// targets are functions and methods, by their own name, that callers are
// looked for.
type targets map[string][]target

type target struct {
	path  string // of the package
	ports platform.Set
}

func (t targets) add(path, name string, ports platform.Set) {
	t[name] = append(t[name], target{path, ports})
}

// callers adds to next the functions that may call one of the targets.
func (x *index) callers(targets targets, next map[*function]platform.Set) {
	for name, list := range targets {
		for _, fn := range x.users[name] {
			for _, t := range list {
				if p := fn.file.pkg; p.path == t.path || p.imports[t.path] {
					if s := t.ports.Intersect(fn.file.built); !s.Empty() {
						next[fn] = next[fn].Union(s)
					}
				}
			}
		}
	}
}

// mentioned returns the identifiers in n.
func mentioned(n ast.Node) map[string]bool {
	names := make(map[string]bool)
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			names[id.Name] = true
		}
		return true
	})
	return names
}

// seededValues returns the names of package-level variables and constants that
// may be an error of our kind, or its text.
func (p *pkg) seededValues() map[string]bool {
	names := make(map[string]bool)
	users := make(map[string][]string) // values, by the values that are mentioned in them
	var work []string
	add := func(name string) {
		if !names[name] {
			names[name] = true
			work = append(work, name)
		}
	}
	for name, decls := range p.values {
		seeded := false
		for _, v := range decls {
			if lit, ok := v.value.(*ast.BasicLit); ok && lit.Kind != token.STRING {
				continue // as in tables of thousands of constants
			}
			if v.value != nil {
				seedsIn(v.value, &seeded, func(id string) {
					if p.values[id] != nil {
						users[id] = append(users[id], name)
					}
				})
			}
		}
		if seeded {
			add(name)
		}
	}
	for len(work) > 0 {
		name := work[len(work)-1]
		work = work[:len(work)-1]
		for _, user := range users[name] {
			add(user)
		}
	}
	return names
}

// seedsIn sets *seeded if n mentions an error of our kind by its own name or
// text, and calls visit for the identifiers in n.
func seedsIn(n ast.Node, seeded *bool, visit func(name string)) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			*seeded = *seeded || isSeed(n.Name)
			visit(n.Name)
		case *ast.BasicLit:
			*seeded = *seeded || n.Kind == token.STRING && refuses(n.Value)
		}
		return true
	})
}

// canFail reports whether a function has a way to be a stub: an error to
// return, a panic, or a number that stands for failure.
func canFail(d *ast.FuncDecl) bool {
	if i, _ := errorIndex(d.Type); i >= 0 || isNegative(d) || isForward(d) {
		return true
	}
	panics := false
	for _, s := range d.Body.List { // the main way is not inside of an if
		if x, ok := s.(*ast.ExprStmt); ok {
			_, call := x.X.(*ast.CallExpr)
			panics = panics || call
		}
	}
	return panics
}

// isForward reports whether all that a function does is to return what another
// does.
func isForward(d *ast.FuncDecl) bool {
	if len(d.Body.List) != 1 {
		return false
	}
	r, ok := d.Body.List[0].(*ast.ReturnStmt)
	return ok && len(r.Results) == 1
}

// isNegative reports whether all that a function does is to return a negative
// number.
func isNegative(d *ast.FuncDecl) bool {
	if len(d.Body.List) != 1 {
		return false
	}
	r, ok := d.Body.List[0].(*ast.ReturnStmt)
	if !ok || len(r.Results) != 1 {
		return false
	}
	u, ok := r.Results[0].(*ast.UnaryExpr)
	return ok && u.Op == token.SUB
}

// seeds returns the functions to begin with, and on which ports: those that
// mention an error of our kind, or one of the targets.
func (x *index) seeds(targets targets) map[*function]platform.Set {
	next := make(map[*function]platform.Set)
	for _, fn := range x.seeded {
		next[fn] = fn.file.built
	}
	x.callers(targets, next)
	return next
}

// importedStubs returns the stubs of the packages that are imported.
func (w *world) importedStubs() targets {
	targets := make(targets)
	if w.imported == nil {
		return targets
	}
	for path := range w.importedPaths() {
		t := w.imported(path)
		for name := range t {
			targets.add(path, ownName(name), t.Ports(name))
		}
	}
	return targets
}
