package modgraph

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"

	"github.com/xplatvet/xplatvet/platform"
)

// implicit are the packages that the go command adds to the imports of those
// that use cgo, of programs and of tests: cmd/go/internal/load.
var implicit = []string{"unsafe", "syscall", "sync", "runtime", "runtime/cgo", "math", "os", "reflect", "testing", "testing/internal/testdeps"}

// explore reads all directories that the packages of some port are in, each
// once, and the headers of their files, in parallel.
func (g *Graph) explore(ctx context.Context) error {
	var x exploration
	for _, n := range g.resolver.list {
		n.reach, n.tested = platform.Set{}, platform.Set{}
	}
	var dirs []*node
	for _, p := range g.patterns {
		for _, m := range p.found {
			dirs = append(dirs, m.at)
		}
	}
	if err := g.scanAll(dirs); err != nil {
		return err
	}
	for _, p := range g.patterns {
		for i := range p.found {
			m := &p.found[i]
			m.ports = g.cfg.Ports.Intersect(p.on(*m))
			ports := m.ports
			tested := platform.Set{}
			if g.cfg.Tests {
				tested = ports
			}
			x.add(m.n, ports, tested)
		}
	}
	for _, path := range implicit {
		x.add(g.resolver.resolve(nil, path), g.cfg.Ports, platform.Set{})
	}
	for len(x.queue) > 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		level := x.queue
		x.queue = nil
		if err := g.scanAll(level); err != nil {
			return err
		}
		for _, n := range level {
			x.queued[n] = false
			for _, e := range g.edgesOf(n) {
				ports := n.reach
				if e.test {
					ports = n.tested
				}
				if ports = ports.Intersect(e.ports); !ports.Empty() {
					x.add(e.to, ports, platform.Set{})
					if n.module != nil && n.module.Main && !g.resolver.mod.mayImport(e.to.module) {
						n.unusual = unusual("imports " + e.to.path + " of a module that go.mod does not require")
					}
				}
			}
		}
	}
	return nil
}

// An exploration is the packages whose imports are to be looked at, once more
// if they have become needed on more ports.
type exploration struct {
	queue  []*node
	queued map[*node]bool
}

func (x *exploration) add(n *node, ports, tested platform.Set) {
	if ports.SubsetOf(n.reach) && tested.SubsetOf(n.tested) {
		return
	}
	n.reach, n.tested = n.reach.Union(ports), n.tested.Union(tested)
	if x.queued == nil {
		x.queued = make(map[*node]bool)
	}
	if n.dir != "" && !x.queued[n] {
		x.queued[n] = true
		x.queue = append(x.queue, n)
	}
}

// scanAll scans directories in parallel.
func (g *Graph) scanAll(nodes []*node) error {
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, n := range nodes {
		if !n.isRead() { // a directory may be listed twice
			group.Go(func() error {
				g.scan(n)
				return nil
			})
		}
	}
	return group.Wait()
}

// edgesOf returns the imports of a directory on all ports.
func (g *Graph) edgesOf(n *node) []edge {
	if n.edges != nil || len(n.files) == 0 {
		return n.edges
	}
	type key struct {
		path string
		test bool
	}
	ports := make(map[key]platform.Set)
	var order []key
	for _, f := range n.files {
		for _, path := range f.Imports {
			k := key{path, f.Test}
			old, ok := ports[k]
			if !ok {
				order = append(order, k)
			}
			ports[k] = old.Union(f.Built)
		}
	}
	n.edges = make([]edge, 0, len(order))
	for _, k := range order {
		// A dependency's tests are not looked at, nor what they import.
		if k.path == "C" || k.test && n.tested.Empty() || ports[k].Empty() {
			continue
		}
		n.edges = append(n.edges, edge{g.resolver.resolve(n, k.path), ports[k], k.test})
	}
	return n.edges
}
