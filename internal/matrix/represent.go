package matrix

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/internal/classes"
	"github.com/xplatvet/xplatvet/platform"
)

// A Representative is one of few ports that together have every variant of the
// packages.
type Representative struct {
	Port  platform.Port
	News  []classes.News // what none of the representatives before it has
	Alike platform.Set   // ports that have more in common with it than with the others
}

// Represent chooses ports, of those that Check may be asked for, for builds or
// tests of every variant of the packages of the main module. First-class ports
// and those with cgo off are preferred. Load must have succeeded.
func (c *Checker) Represent(ctx context.Context) ([]Representative, error) {
	c.NoDeps = true
	if err := c.divide(ctx); err != nil {
		return nil, err
	}
	s := &c.shared
	firstClass := platform.FirstClass()
	rank := func(p platform.Port) int {
		n := 0
		if !firstClass.Contains(p) {
			n += 4
		}
		if is32Bit(p) {
			n += 2
		}
		if p.Cgo {
			n++
		}
		return n
	}
	var list []Representative
	for _, r := range s.engine.Represent(func(i, k int) int { return cmp.Compare(rank(s.ports[i]), rank(s.ports[k])) }) {
		rep := Representative{Port: s.ports[r.Port], News: merge(r.News)}
		for _, i := range r.Alike {
			rep.Alike = rep.Alike.Union(platform.Of(s.ports[i]))
		}
		list = append(list, rep)
	}
	return list, nil
}

// merge joins what is said of a package and of its variants for tests.
func merge(list []classes.News) []classes.News {
	byPath := make(map[string]*classes.News)
	var order []string
	for _, n := range list {
		path, _, _ := strings.Cut(n.Path, " ")
		m := byPath[path]
		if m == nil {
			m = &classes.News{Path: path}
			byPath[path] = m
			order = append(order, path)
		}
		m.Files = append(m.Files, n.Files...)
		m.Other = m.Other || n.Other
	}
	slices.Sort(order)
	var merged []classes.News
	for _, path := range order {
		n := byPath[path]
		slices.Sort(n.Files)
		n.Files = slices.Compact(n.Files)
		n.Other = n.Other && len(n.Files) == 0
		merged = append(merged, *n)
	}
	return merged
}
