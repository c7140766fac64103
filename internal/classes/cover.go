package classes

import (
	"go/token"
	"slices"

	"github.com/xplatvet/xplatvet/internal/modgraph"
)

// A Task is what to check of a package on a port: all of it, or some units.
type Task struct {
	Path  string
	Whole bool

	groups []*group
}

// A Plan says what is to be checked on each port, by index, of which packages.
type Plan map[int]map[string]*Task

// add adds a group of units, or without one all of a package, to the task for
// the package on a port.
func (plan Plan) add(i int, path string, g *group) {
	if plan[i] == nil {
		plan[i] = make(map[string]*Task)
	}
	t := plan[i][path]
	if t == nil {
		t = &Task{Path: path}
		plan[i][path] = t
	}
	switch {
	case g == nil:
		t.Whole = true
	case !slices.Contains(t.groups, g):
		t.groups = append(t.groups, g)
	}
}

// AddWhole adds the check of a whole package.
func (plan Plan) AddWhole(i int, path string) { plan.add(i, path, nil) }

// An item is a class of a unit.
type item struct {
	pkg   int
	group int // index of a group of units; -1 is the package, or what is checked of its list of files
	block byte
}

// items returns the items of the k-th package on each port. A class that has
// ports on which int has 32 bits is to be checked on one of them: see the
// package comment.
func (e *Engine) items(k int, visit func(port int, it item)) {
	narrow := make(map[item]bool)
	e.everyItem(k, func(i int, it item) {
		if !e.wide.has(i) {
			narrow[it] = true
		}
	})
	e.everyItem(k, func(i int, it item) {
		if !e.wide.has(i) || !narrow[it] {
			visit(i, it)
		}
	})
}

// Cover chooses few ports that together have every class of every unit, and
// returns what each port stands for. Packages are checked whole on the ports
// that whole returns for them.
func (e *Engine) Cover(whole func(path string) []int) Plan {
	items := make([][]item, len(e.ports))
	for k := range e.work {
		e.items(k, func(i int, it item) { items[i] = append(items[i], it) })
	}
	plan := make(Plan)
	covered := make(map[item]bool)
	chosen := make([]bool, len(e.ports))
	type at struct{ port, pkg int }
	entire := make(map[at]bool)
	for k, p := range e.work {
		for _, i := range whole(p.path) {
			entire[at{i, k}] = true
			chosen[i] = true
		}
	}
	for i, list := range items {
		for _, it := range list {
			if entire[at{i, it.pkg}] {
				covered[it] = true
			}
		}
	}
	take := func(i int) {
		chosen[i] = true
		var rest []item
		for _, it := range items[i] {
			if !covered[it] {
				covered[it] = true
				rest = append(rest, it)
			}
		}
		for k, p := range e.work {
			if entire[at{i, k}] {
				plan.add(i, p.path, nil)
			}
		}
		for _, it := range rest {
			p := e.work[it.pkg]
			if p.units == nil {
				plan.add(i, p.path, nil)
			} else {
				plan.add(i, p.path, p.units.groups[it.group])
			}
		}
	}
	for i := range chosen {
		if chosen[i] {
			take(i)
		}
	}
	for {
		best, most := -1, 0
		for i, list := range items {
			n := 0
			for _, it := range list {
				if !covered[it] {
					n++
				}
			}
			if n > most {
				best, most = i, n
			}
		}
		if best < 0 {
			return plan
		}
		take(best)
	}
}

// CoverWhole plans to check packages whole on the ports given, by index, once
// for each class: on a port on which int has 32 bits and on one on which it has
// 64, if the class has both.
func (e *Engine) CoverWhole(packages map[string][]int) Plan {
	type class struct {
		block byte
		wide  bool
	}
	plan := make(Plan)
	for path, on := range packages {
		p := e.pkgs[path]
		if p == nil || !p.work {
			continue
		}
		blocks := e.parts.blocks[e.nodes[e.node(nodeKey{pkg: p})].part]
		wanted := make(map[byte]bool)
		for _, i := range on {
			wanted[blocks[i]] = true
		}
		seen := make(map[class]bool)
		listed := p.listedOn()
		for i := range e.ports {
			if c := (class{blocks[i], e.wide.has(i)}); listed.has(i) && wanted[c.block] && !seen[c] {
				seen[c] = true
				plan.AddWhole(i, path)
			}
		}
	}
	return plan
}

// A Coverage is the part of a plan that is done.
type Coverage struct {
	e    *Engine
	done map[item]bool
}

// NewCoverage returns one of nothing.
func (e *Engine) NewCoverage() *Coverage { return &Coverage{e, make(map[item]bool)} }

// Add adds a task that was done on the i-th port.
func (c *Coverage) Add(i int, t *Task) {
	p := c.e.pkgs[t.Path]
	c.e.items(p.number, func(port int, it item) {
		if port == i && (t.Whole || slices.Contains(t.groups, p.units.groups[it.group])) {
			c.done[it] = true
		}
	})
}

// Has reports whether every class that a package has on the i-th port is done.
func (c *Coverage) Has(path string, i int) bool {
	p := c.e.pkgs[path]
	if p == nil || !p.work {
		return true
	}
	done := true
	c.e.everyItem(p.number, func(port int, it item) { done = done && (port != i || c.done[it]) })
	return done
}

// Tasks counts the tasks.
func (plan Plan) Tasks() int {
	n := 0
	for _, tasks := range plan {
		n += len(tasks)
	}
	return n
}

// A List is a package on ports on which it has the same files, and the same
// errors that are in none of its units.
type List struct {
	Package *modgraph.Package // on the first of the ports
	On      []int             // ports, by index
}

// Lists returns the lists of files of the packages that are divided. What is
// wrong with them is for the caller to find out.
func (e *Engine) Lists() []List {
	var lists []List
	for _, p := range e.work {
		if p.units == nil {
			continue
		}
		listed := p.listedOn()
		index := make(map[int]int)
		for i := range e.ports {
			if !listed.has(i) {
				continue
			}
			block := e.parts.block(p.units.list, i)
			k, ok := index[block]
			if !ok {
				k = len(lists)
				index[block] = k
				lists = append(lists, List{Package: p.listed[i]})
			}
			lists[k].On = append(lists[k].On, i)
		}
	}
	return lists
}

// Alike returns the ports, the i-th included, on which there is the same error
// as there is in a package on that port at some place; and those on which there
// is one like it at another place.
func (e *Engine) Alike(i int, path string, at token.Pos, unused bool) (same, elsewhere []int) {
	p := e.pkgs[path]
	on, part := p.listedOn(), e.nodes[e.node(nodeKey{pkg: p})].part
	here := on
	if p.units != nil {
		for _, g := range p.units.groups {
			if x, ok := g.partAt(at); ok {
				on, part = g.on, g.part
				here = x.file.on
			}
		}
	}
	if unused { // that does not depend on the port
		part = coarsest
		for _, f := range p.files {
			if f.ast != nil && f.ast.FileStart <= at && at <= f.ast.FileEnd {
				on, here = f.on, f.on
			}
		}
	}
	for k := range e.ports {
		switch {
		case !on.has(k) || e.parts.block(part, k) != e.parts.block(part, i):
		case here.has(k):
			same = append(same, k)
		default:
			elsewhere = append(elsewhere, k)
		}
	}
	return same, elsewhere
}

// partAt returns the part of a unit of a group that a place is in.
func (g *group) partAt(at token.Pos) (part, bool) {
	for _, u := range g.units {
		for _, x := range u.parts {
			if x.holds(at) {
				return x, true
			}
		}
	}
	return part{}, false
}

func (x part) holds(at token.Pos) bool {
	if x.decl != nil {
		return x.decl.Pos() <= at && at <= x.decl.End()
	}
	f := x.file.ast
	if at < f.FileStart || at > f.FileEnd {
		return false
	}
	for _, d := range f.Decls {
		if !isImport(d) && d.Pos() <= at && at <= d.End() {
			return false
		}
	}
	return true
}
