package matrix

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/internal/modgraph"
	"github.com/xplatvet/xplatvet/platform"
)

// show decides which sets of files of the matched packages are shown to
// analyzers, and on which port: so many that each file is in one.
func (c *Checker) show() {
	type set struct {
		key   string
		names []string
		port  platform.Port
	}
	sets := make(map[string][]*set) // by package
	var order []string
	for port := range c.Ports.Ports() {
		pkgs := c.List(port)
		u := c.universe(port, pkgs)
		for _, l := range pkgs {
			if l.DepOnly && l.ForTest == "" || len(l.GoFiles)+len(l.CgoFiles) == 0 {
				continue
			}
			p := u.newPackage(l)
			if !p.Matched || p.Tested {
				continue
			}
			list := sets[p.Path]
			if list == nil {
				order = append(order, p.Path)
			}
			key := p.key()
			k := slices.IndexFunc(list, func(s *set) bool { return s.key == key })
			switch {
			case k < 0:
				sets[p.Path] = append(list, &set{key, p.FileNames(), port})
			case showBefore(port, list[k].port):
				list[k].port = port
			}
		}
	}
	c.shownOn = make(map[string]platform.Port)
	c.inOrder = make(map[string][]string)
	for _, path := range order {
		list := sets[path]
		seen := make(map[string]bool)
		for {
			var best *set
			most := 0
			for _, s := range list {
				n := 0
				for _, name := range s.names {
					if !seen[name] {
						n++
					}
				}
				if n > most {
					best, most = s, n
				}
			}
			if c.ShowAll {
				for _, s := range list {
					c.shownOn[s.key] = s.port
				}
				best = nil
			}
			if best == nil {
				break
			}
			for _, name := range best.names {
				seen[name] = true
			}
			c.shownOn[best.key] = best.port
			c.inOrder[path] = append(c.inOrder[path], best.key)
		}
	}
}

// Elsewhere returns the names of the files of a package, by base name, of which
// another set of files is shown to analyzers than p, which is one of those shown:
// the one that comes first of those that have the file. The order is the same in
// each run; the sets that come first have most files. It also reports whether p
// comes after any other.
func (c *Checker) Elsewhere(p *Package) (files map[string]bool, later bool) {
	elsewhere := make(map[string]bool)
	own := false
	for _, key := range c.inOrder[p.Path] {
		if r := c.shared.shown[key]; r == nil && !c.Paranoid {
			continue // it could not be type-checked
		}
		own = own || key == p.key()
		later = later || !own
		_, list, _ := strings.Cut(key, "\x00")
		for _, name := range strings.Split(list, "\x00") {
			if _, ok := elsewhere[name]; !ok {
				elsewhere[name] = key != p.key()
			}
		}
	}
	if !own { // all sets are shown, each by itself
		return nil, false
	}
	return elsewhere, later
}

// Seen says that analyzers have looked at a set of files that is shown to them. Its
// types are not asked for again, and with them goes a universe, in the end.
func (c *Checker) Seen(p *Package) {
	if c.Paranoid {
		return // others import it
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	p.Types, p.Info = nil, nil
}

// Sets counts the sets of files that are shown to analyzers. Load must have
// succeeded.
func (c *Checker) Sets() int { return len(c.shownOn) }

// showBefore reports whether a package is shown on port a rather than on b:
// where words have 32 bits, since it is checked there anyway, and on a
// first-class port, since others lack much of what packages use (plan9, js).
func showBefore(a, b platform.Port) bool {
	rank := func(p platform.Port) int {
		n := 0
		if is32Bit(p) {
			n += 2
		}
		if platform.FirstClass().Contains(p) {
			n++
		}
		return n
	}
	return rank(a) > rank(b)
}

// isShown reports whether a package is shown to analyzers as it is on a port.
// Where there are errors that is any port that has the files: choose will choose.
func (c *Checker) isShown(p *Package, port platform.Port) bool {
	if !p.Matched || p.Tested {
		return false
	}
	on, ok := c.shownOn[p.key()]
	return ok && (on == port || c.Paranoid || c.shared.whole)
}

// portsShown returns a function that returns the ports, by index, on which a
// package is shown.
func (c *Checker) portsShown() func(path string) []int {
	on := make(map[string][]int)
	for i, port := range c.shared.ports {
		for _, l := range c.List(port) {
			if !l.DepOnly || l.ForTest != "" {
				p := &Package{Path: l.ImportPath, listed: l}
				if shown, ok := c.shownOn[p.key()]; ok && shown == port {
					on[l.ImportPath] = append(on[l.ImportPath], i)
				}
			}
		}
	}
	return func(path string) []int { return on[path] }
}

// choose decides what is shown: of the classes with the same files that with
// the fewest errors. The rest is forgotten.
func (c *Checker) choose() {
	s := &c.shared
	for i, port := range s.ports {
		for _, l := range c.List(port) {
			r := s.of(l.ImportPath, i)
			if r == nil || r.Info == nil {
				continue
			}
			key := r.key()
			if _, ok := c.shownOn[key]; !ok {
				continue
			}
			if old := s.shown[key]; old == nil || len(r.TypeErrors) < len(old.TypeErrors) {
				s.shown[key] = r
			}
		}
	}
	s.sets = make(map[string][]*Package)
	for _, key := range slices.Sorted(maps.Keys(s.shown)) {
		r := s.shown[key]
		s.sets[r.Path] = append(s.sets[r.Path], r)
	}
	for _, r := range s.results {
		if s.shown[r.key()] != r {
			r.Info, r.Types = nil, nil
		}
	}
}

// Lookup returns a package as it is on the first port that builds it, not parsed
// yet, for analyzers that look at its syntax only; nil if it is of the standard
// library and not matched, or has no files.
func (c *Checker) Lookup(path string) *Package {
	f := c.facade(path)
	if f == nil || f.listed == nil {
		return nil
	}
	p := c.universe(f.port, nil).newPackage(f.listed)
	p.Types, p.Info = f.Package, new(types.Info)
	return p
}

// Parsed returns the tree of a file of a package, and the first error in it, if
// it was parsed: with all comments, or, if bare, perhaps with those only that
// have a meaning.
func (c *Checker) Parsed(name string, bare bool) (file *ast.File, err error, ok bool) {
	d := full
	c.mu.Lock()
	if bare && c.files[fileKey{name, full}] == nil {
		d = code
	}
	ok = c.files[fileKey{name, d}] != nil
	c.mu.Unlock()
	if ok {
		file, err = c.parseFile(name, d)
	}
	return file, err, ok
}

// NameOf returns the name of the package at an import path on whatever port, or
// "" if it is not known.
func (c *Checker) NameOf(path string) string {
	f := c.facade(path)
	switch {
	case f == nil:
		return ""
	case f.listed != nil:
		return f.listed.Name
	}
	return f.Package.Name()
}

// Parse sets the Files of a package.
func (c *Checker) Parse(p *Package) { p.Files = c.fileSet(p).files }

// Forget drops all but the imports from the syntax trees of a dependency whose
// Files are of no more use, as soon as it is checked on all ports.
func (c *Checker) Forget(p *Package) {
	if c.Paranoid || p.Matched || p.listed.Module != nil && p.listed.Module.Main {
		return
	}
	if c.shared.settled == nil && c.wants(p.listed) {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.spent = append(c.spent, p)
		return
	}
	c.drop(p)
}

func (c *Checker) drop(p *Package) {
	drop := func(f *ast.File) {
		f.Decls = slices.DeleteFunc(slices.Clone(f.Decls), func(d ast.Decl) bool {
			gen, ok := d.(*ast.GenDecl)
			return !ok || gen.Tok != token.IMPORT
		})
		f.Comments, f.Unresolved = nil, nil
	}
	for _, names := range c.facade(p.Path).files {
		for _, name := range names {
			for _, d := range []detail{code, full} {
				key := fileKey{filepath.Join(p.Dir, name), d}
				c.mu.Lock()
				parsed := c.files[key] != nil
				c.mu.Unlock()
				if !parsed {
					continue
				}
				if f, _ := c.parseFile(key.name, d); f != nil {
					drop(f)
				}
			}
		}
	}
}

// Dependencies returns the packages that those named by the patterns import on any
// port, directly or not, their tests left out, each after what it imports itself.
func (c *Checker) Dependencies() []string {
	c.facade("") // makes all
	seen := make(map[*types.Package]bool)
	var list []string
	var add func(*types.Package)
	add = func(p *types.Package) {
		for _, imp := range p.Imports() {
			if !seen[imp] {
				seen[imp] = true
				add(imp)
				list = append(list, imp.Path())
			}
		}
	}
	for _, path := range slices.Sorted(maps.Keys(c.facades)) {
		if f := c.facades[path]; f.listed != nil && !f.listed.DepOnly && f.listed.ForTest == "" {
			add(f.Package)
		}
	}
	return list
}

// Order returns a number for each package that is greater than those of all
// that it imports on any port, its tests left out, as far as imports do not go
// round in circles. It is the same in each run.
func (c *Checker) Order(path string) int {
	if f := c.facade(path); f != nil {
		return f.order
	}
	return 0
}

// A facade is a package without contents that imports others as on any of the
// ports: what analyzers see of dependencies, of which they look at the syntax
// only.
type facade struct {
	*types.Package
	listed *modgraph.Package // on port, the first one on which it has files; nil if it is of no use
	port   platform.Port
	order  int
	files  map[listKey][]string // on all ports
}

// facade returns the facade of a package, or nil.
func (c *Checker) facade(path string) *facade {
	c.facing.Do(func() { c.facades = c.makeFacades() })
	return c.facades[path]
}

func (c *Checker) makeFacades() map[string]*facade {
	facades := make(map[string]*facade)
	imports := make(map[*facade]map[string]bool)
	needs := make(map[*facade][]*facade)
	var order []*facade
	of := func(l *modgraph.Package) *facade {
		f := facades[l.ImportPath]
		if f == nil {
			path := l.ImportPath
			for i := range path {
				if path[i] == ' ' {
					path = path[:i]
					break
				}
			}
			f = &facade{Package: types.NewPackage(path, l.Name), files: make(map[listKey][]string)}
			f.MarkComplete()
			facades[l.ImportPath] = f
			order = append(order, f)
			imports[f] = make(map[string]bool)
		}
		return f
	}
	for port := range c.Ports.Ports() {
		for _, l := range c.List(port) {
			f := of(l)
			if f.listed == nil && (!l.Standard || !l.DepOnly) && len(l.GoFiles)+len(l.CgoFiles) > 0 {
				f.listed, f.port = l, port
			}
			for _, names := range [][]string{l.GoFiles, l.CgoFiles} {
				f.files[listKeyOf(names)] = names
			}
			for _, path := range l.Imports {
				path = l.Imported(path)
				if dep := facades[path]; dep != nil && !imports[f][path] {
					imports[f][path] = true
					f.SetImports(append(f.Imports(), dep.Package))
					needs[f] = append(needs[f], dep)
				}
			}
		}
	}
	n := 0
	var number func(*facade)
	number = func(f *facade) {
		if f.order != 0 {
			return
		}
		f.order = -1 // in the making
		for _, dep := range needs[f] {
			number(dep)
		}
		n++
		f.order = n
	}
	for _, f := range order {
		number(f)
	}
	return facades
}
