package stub

import (
	"go/ast"
	"go/token"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/xplatvet/xplatvet/platform"
)

// Find returns the stubs of packages: what fails on some of the ports on which
// it is declared, functions and methods that are not exported included. What
// the packages import besides each other, imported tells; it may be nil, and
// may return nil.
//
// Few functions need be run: those that mention an error of our kind, and
// those that mention one of which that was found, and so on.
func Find(packages []Package, imported func(path string) Table) map[string]Table {
	w := newWorld(packages, imported)
	if !w.differs() {
		return nil // the same everywhere
	}
	x := newIndex(w)
	next := x.seeds()
	if len(next) == 0 {
		return nil
	}
	classes := w.classes(x.names)
	if len(classes) < 2 {
		return nil
	}
	for len(next) > 0 {
		var wg sync.WaitGroup
		var mu sync.Mutex
		found := make(map[*function]platform.Set)
		for _, c := range classes {
			wg.Go(func() {
				stubs := c.judge(next)
				mu.Lock()
				defer mu.Unlock()
				for _, fn := range stubs {
					found[fn] = found[fn].Union(c.ports)
				}
			})
		}
		wg.Wait()
		targets := make(targets)
		for fn, ports := range found {
			targets.add(fn.file.pkg.path, fn.decl.Name.Name, ports)
		}
		next = make(map[*function]platform.Set)
		x.callers(targets, next)
	}
	tables := make(map[string]Table)
	for _, c := range classes {
		for fn, s := range c.machine.known {
			t := tables[fn.file.pkg.path]
			if t == nil {
				t = make(Table)
				tables[fn.file.pkg.path] = t
			}
			s := *s
			s.Ports = c.ports
			t.add(fn.name, s)
		}
	}
	for path, t := range tables {
		p := w.packages[path]
		for name := range t {
			if declared(p, name).SubsetOf(t.Ports(name)) {
				delete(t, name)
			}
		}
		if len(t) == 0 {
			delete(tables, path)
		}
	}
	return tables
}

// A class is ports on which the packages are the same: the same files are
// built, and what they know of the port, and of what they import, is the same.
type class struct {
	ports   platform.Set
	machine *machine // on one of the ports
}

// differs reports whether there may be several classes.
func (w *world) differs() bool {
	return len(w.built) > 1 || w.mentionPort() || len(w.importedSets(nil)) > 0
}

// classes returns the classes, for packages that mention names.
func (w *world) classes(names map[string]bool) []*class {
	byPort := w.mentionPort()
	imports := w.importedSets(names)
	var list []*class
	known := make(map[string]*class)
	for port := range platform.All().Ports() {
		var key []byte
		some := false
		for _, built := range w.built {
			has := built.Contains(port)
			some = some || has
			key = append(key, mark(has))
		}
		if !some {
			continue
		}
		for _, s := range imports {
			key = append(key, mark(s.Contains(port)))
		}
		if byPort {
			key = append(key, port.Pair()...)
		}
		c := known[string(key)]
		if c == nil {
			c = &class{machine: &machine{w: w, port: port, known: make(map[*function]*Stub), cand: make(map[*function]bool)}}
			known[string(key)] = c
			list = append(list, c)
		}
		c.ports = c.ports.Union(platform.Of(port))
	}
	return list
}

func mark(has bool) byte {
	if has {
		return '1'
	}
	return '0'
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

// importedSets returns the sets of ports of the stubs that the packages may
// call in others, each once: if names is not nil, of those that have one of them
// for their own name.
func (w *world) importedSets(names map[string]bool) []platform.Set {
	if w.imported == nil {
		return nil
	}
	sets := make(map[platform.Set]bool)
	for path := range w.importedPaths() {
		for name, stubs := range w.imported(path) {
			if names != nil && !names[ownName(name)] {
				continue
			}
			for _, s := range stubs {
				sets[s.Ports] = true
			}
		}
	}
	return slices.Collect(maps.Keys(sets))
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

// judge runs functions, each if the class is among the ports that it comes
// with, and returns those that are stubs and were not known to be.
func (c *class) judge(next map[*function]platform.Set) []*function {
	m := c.machine
	var list []*function
	for fn, ports := range next {
		if ports.Contains(m.port) && fn.file.built.Contains(m.port) && m.known[fn] == nil {
			m.cand[fn] = true
			list = append(list, fn)
		}
	}
	m.seen = make(map[*function][]result) // more is known now
	var stubs []*function
	for _, fn := range list {
		m.steps = 0
		if s := stubOf(fn.decl.Type, m.run(fn, nil)); s != nil {
			if s.From != "" && !fn.forwards(s.From) {
				s.From = ""
			}
			m.known[fn] = s
			stubs = append(stubs, fn)
		}
	}
	return stubs
}

// declared returns the ports on which a function is.
func declared(p *pkg, name string) platform.Set {
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
	users  map[string][]*function // that have a way to fail, by the identifiers in them
	seeded []*function            // that mention an error of our kind
	names  map[string]bool        // all that are mentioned in functions and values
}

func newIndex(w *world) *index {
	x := &index{w: w, users: make(map[string][]*function), names: make(map[string]bool)}
	for _, p := range w.packages {
		values := p.seededValues(x.names)
		for fn := range p.all() {
			if !canFail(fn.decl) {
				ast.Inspect(fn.decl.Body, func(n ast.Node) bool {
					if id, ok := n.(*ast.Ident); ok {
						x.names[id.Name] = true
					}
					return true
				})
				continue
			}
			seeded := isNegative(fn.decl)
			seedsIn(fn.decl.Body, &seeded, func(name string) {
				if list := x.users[name]; len(list) == 0 || list[len(list)-1] != fn {
					x.users[name] = append(list, fn)
					x.names[name] = true
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
// may be an error of our kind, or its text. To all it adds the identifiers in their
// initialisers.
func (p *pkg) seededValues(all map[string]bool) map[string]bool {
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
			if v.value != nil {
				seedsIn(v.value, &seeded, func(id string) {
					all[id] = true
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
// mention an error of our kind, or a stub of a package that is imported.
func (x *index) seeds() map[*function]platform.Set {
	next := make(map[*function]platform.Set)
	for _, fn := range x.seeded {
		next[fn] = fn.file.built
	}
	if x.w.imported == nil {
		return next
	}
	targets := make(targets)
	for path := range x.w.importedPaths() {
		t := x.w.imported(path)
		for name := range t {
			targets.add(path, ownName(name), t.Ports(name))
		}
	}
	x.callers(targets, next)
	return next
}
