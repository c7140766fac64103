package crossbuild

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/modgraph"
	"github.com/xplatvet/xplatvet/platform"
)

// A part is what one shard builds on a port: some packages, or all if there is
// no list.
type part struct {
	packages []string // sorted
	rest     bool     // also answers for what is not there on the port
}

// whole reports whether the part is all that is built on the port.
func (p *part) whole() bool { return p == nil || p.packages == nil }

// has reports whether the part answers for a package. Known says whether the
// port has it.
func (p *part) has(path string, known bool) bool {
	if p.whole() {
		return true
	}
	if _, ok := slices.BinarySearch(p.packages, path); ok {
		return true
	}
	return p.rest && !known
}

// shard returns the ports of which something is to be built, and what that is if
// it is not everything; they are then the ports of the report.
func (b *builder) shard(ports platform.Set, report *finding.Report) ([]platform.Port, map[platform.Port]*part) {
	all := slices.Collect(ports.Ports())
	switch {
	case b.cfg.Shard.Count == 0:
		return all, nil
	case b.plan.err != nil:
		report.Problems = append(report.Problems, finding.Problem{
			Message: "divide the work: " + gocmd.Reason(b.plan.err), Ports: ports,
		})
		return nil, nil
	}
	parts := b.plan.split(all, b.cfg.Shard)
	var mine []platform.Port
	var own platform.Set
	for _, port := range all {
		if parts[port] != nil {
			mine, own = append(mine, port), own.Union(platform.Of(port))
		}
	}
	if b.cfg.Shard.Index == 1 { // which tells of those that cannot be built too
		own = own.Union(report.Ports.Minus(ports))
	} else {
		report.Problems, report.Notes = nil, nil
	}
	report.Ports = own
	return mine, parts
}

// split returns what one of several machines builds of ports, the same however
// often and wherever it is computed. All parts of one port begin with the same
// packages, those of the standard library at least, so that only where there
// are more machines than ports is a port split.
func (p *plan) split(ports []platform.Port, s finding.Shard) map[platform.Port]*part {
	costs := make(map[platform.Port]int)
	for _, port := range ports {
		for _, l := range p.list(port) {
			costs[port] += cost(l)
		}
	}
	order := slices.Clone(ports)
	slices.SortStableFunc(order, func(a, b platform.Port) int { return cmp.Compare(costs[b], costs[a]) })
	if s.Count <= len(ports) {
		load := make([]int, s.Count)
		mine := make(map[platform.Port]*part)
		for _, port := range order { // the costliest to who has least
			least := slices.Index(load, slices.Min(load))
			load[least] += costs[port]
			if least == s.Index-1 {
				mine[port] = &part{rest: true}
			}
		}
		return mine
	}
	// Another machine for the port whose parts are largest, until all have one.
	parts := make(map[platform.Port]int)
	for _, port := range ports {
		parts[port] = 1
	}
	for range s.Count - len(ports) {
		largest := slices.MaxFunc(order, func(a, b platform.Port) int { return cmp.Compare(costs[a]*parts[b], costs[b]*parts[a]) })
		parts[largest]++
	}
	first := 1 // shard of the first part of port
	for _, port := range ports {
		if i := s.Index - first; 0 <= i && i < parts[port] {
			groups := p.groups(port, parts[port])
			return map[platform.Port]*part{port: {groups[i], i == 0}}
		}
		first += parts[port]
	}
	return nil // there are no ports
}

// groups divides the packages of a port among n machines.
func (p *plan) groups(port platform.Port, n int) [][]string {
	deps := make(map[string]map[string]int) // by package: what it takes to build it
	var matched []string
	for _, l := range p.list(port) {
		closure := map[string]int{l.ImportPath: cost(l)}
		for _, path := range l.Imports {
			maps.Copy(closure, deps[l.Imported(path)])
		}
		deps[l.ImportPath] = closure
		if l.ForTest != "" { // goes with what it tests
			if deps[l.ForTest] == nil {
				deps[l.ForTest] = make(map[string]int)
			}
			maps.Copy(deps[l.ForTest], closure)
		}
		if lp := listedOf(l); !l.DepOnly && !lp.isTest() {
			matched = append(matched, l.ImportPath)
		}
	}
	sum := func(m map[string]int) (n int) {
		for _, c := range m {
			n += c
		}
		return n
	}
	slices.SortStableFunc(matched, func(a, b string) int {
		return cmp.Or(cmp.Compare(sum(deps[b]), sum(deps[a])), strings.Compare(a, b))
	})
	groups, loads, costs := make([][]string, n), make([]map[string]int, n), make([]int, n)
	for _, path := range matched {
		best, bestCost := -1, 0
		for i := range n { // where it makes the least of the greatest
			c := costs[i]
			for dep, more := range deps[path] {
				if _, ok := loads[i][dep]; !ok {
					c += more
				}
			}
			if best < 0 || c < bestCost {
				best, bestCost = i, c
			}
		}
		if loads[best] == nil {
			loads[best] = make(map[string]int)
		}
		maps.Copy(loads[best], deps[path])
		costs[best] = bestCost
		groups[best] = append(groups[best], path)
	}
	for i := range groups {
		slices.Sort(groups[i])
		if groups[i] == nil {
			groups[i] = []string{} // nothing, rather than everything
		}
	}
	return groups
}

// cost estimates what it takes to compile a package: a process, and something
// for each file.
func cost(l *modgraph.Package) int {
	files := len(l.GoFiles) + 3*len(l.CgoFiles) + len(l.SFiles) + 3*(len(l.CFiles)+len(l.CXXFiles))
	if files == 0 {
		return 0
	}
	return 3 + files
}
