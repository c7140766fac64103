package matrix

import (
	"go/types"
	"maps"
	"slices"

	"github.com/xplatvet/xplatvet/internal/modgraph"
	"github.com/xplatvet/xplatvet/internal/platform"
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
		}
	}
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

// Elsewhere returns a package as it is on some port that builds it, for
// analyzers that look at its syntax only, or nil.
func (c *Checker) Elsewhere(path string) *Package {
	for port := range c.Ports.Ports() {
		pkgs := c.List(port)
		for _, l := range pkgs {
			if l.ImportPath == path && !l.Standard && len(l.GoFiles)+len(l.CgoFiles) > 0 {
				p := c.universe(port, pkgs).newPackage(l)
				p.Types, p.Info = c.facade(path), new(types.Info)
				return p
			}
		}
	}
	return nil
}

// facade returns the facade of a package.
func (c *Checker) facade(path string) *types.Package {
	c.facing.Do(func() { c.facades = c.makeFacades() })
	return c.facades[path]
}

// makeFacades returns packages without contents that import each other as on
// any of the ports: what analyzers see of dependencies, of which they look at
// the syntax only.
func (c *Checker) makeFacades() map[string]*types.Package {
	facades := make(map[string]*types.Package)
	imports := make(map[*types.Package]map[string]bool)
	of := func(l *modgraph.Package) *types.Package {
		f := facades[l.ImportPath]
		if f == nil {
			path := l.ImportPath
			for i := range path {
				if path[i] == ' ' {
					path = path[:i]
					break
				}
			}
			f = types.NewPackage(path, l.Name)
			f.MarkComplete()
			facades[l.ImportPath] = f
			imports[f] = make(map[string]bool)
		}
		return f
	}
	for port := range c.Ports.Ports() {
		for _, l := range c.List(port) {
			f := of(l)
			for _, path := range l.Imports {
				path = l.Imported(path)
				if dep := facades[path]; dep != nil && !imports[f][path] {
					imports[f][path] = true
					f.SetImports(append(f.Imports(), dep))
				}
			}
		}
	}
	return facades
}
