package classes

import (
	"go/ast"
	"slices"
	"strconv"

	"github.com/xplatvet/xplatvet/internal/modgraph"
	"github.com/xplatvet/xplatvet/platform"
)

// A Config says what an Engine works on.
type Config struct {
	Ports []platform.Port
	List  func(platform.Port) []*modgraph.Package // dependencies first

	// Wants reports whether the errors of a package are asked for, and whether
	// those in its function bodies are.
	Wants func(*modgraph.Package) (errors, bodies bool)

	// Parse returns the syntax of a file of a package as far as there is any, or
	// nil. Of a package that is not wanted the declarations are enough.
	Parse func(l *modgraph.Package, name string) *ast.File

	// Texts returns the Text of each declaration of a file of a package that is
	// wanted, or nil. It may be nil.
	Texts func(l *modgraph.Package, name string) []Text

	// Key is what decides on the errors of a package on a port besides its
	// files, what they mention and the sizes of types.
	Key func(platform.Port, *modgraph.Package) string

	// ListKey is what does so besides, for errors that are not found in a
	// declaration or the head of a file by itself.
	ListKey func(platform.Port, *modgraph.Package) string
}

// An Engine divides the ports into classes.
type Engine struct {
	cfg   Config
	ports []platform.Port
	all   mask
	wide  mask // ports on which int has 64 bits
	parts *partitions
	words partition // by the sizes of basic types
	pkgs  map[string]*pkg
	pos   []map[*pkg]int // by port: where the package is listed
	work  []*pkg         // those that have classes

	nodes       []*node
	solved      int // nodes of which the partitions are refined
	ids         map[nodeKey]int32
	comparables map[symbol]comparability
}

type nodeKey struct {
	pkg  *pkg
	name string // "" is the files of the package, bodies included
	mode mode
}

// A node is a declaration as it is observed in a mode, or all of a package.
type node struct {
	nodeKey
	built bool
	part  partition
	edges []edge // with different ends
	users []int32
}

// An edge is what a node mentions on some ports.
type edge struct {
	to int32
	on mask

	// No error depends on what is mentioned, it need only be there.
	loose bool
}

// New divides the ports into classes for each package outside of the standard
// library.
func New(cfg Config) *Engine {
	n := len(cfg.Ports)
	e := &Engine{
		cfg: cfg, ports: cfg.Ports, parts: newPartitions(n), pkgs: make(map[string]*pkg),
		ids: make(map[nodeKey]int32), comparables: make(map[symbol]comparability),
	}
	for i, port := range cfg.Ports {
		e.all.add(i)
		if !platform.Is32Bit(port.GOARCH) {
			e.wide.add(i)
		}
		pos := make(map[*pkg]int)
		for k, l := range cfg.List(port) {
			p := e.pkgs[l.ImportPath]
			if p == nil {
				p = &pkg{path: l.ImportPath, listed: make([]*modgraph.Package, n)}
				e.pkgs[l.ImportPath] = p
				if p.work, p.bodies = cfg.Wants(l); p.work {
					p.number = len(e.work)
					e.work = append(e.work, p)
				}
			}
			p.listed[i] = l
			pos[p] = k
		}
		e.pos = append(e.pos, pos)
	}
	e.words = e.parts.of(e.wide)
	for _, p := range e.work {
		e.node(nodeKey{pkg: p})
	}
	e.solve()
	for _, p := range e.work {
		if p.bodies && e.parts.divides(e.nodes[e.node(nodeKey{pkg: p})].part, p.listedOn()) {
			e.split(p)
		}
	}
	e.solve()
	for _, p := range e.work {
		if p.units != nil {
			e.group(p.units)
		}
	}
	return e
}

// node returns the node with a key, which may not be built yet.
func (e *Engine) node(key nodeKey) int32 {
	id, ok := e.ids[key]
	if !ok {
		id = int32(len(e.nodes))
		e.ids[key] = id
		e.nodes = append(e.nodes, &node{nodeKey: key})
	}
	return id
}

func (e *Engine) build(n *node) {
	if n.built {
		return
	}
	n.built = true
	e.index(n.pkg)
	switch n.name {
	case "":
		e.buildPackage(n)
	default:
		e.buildDecls(n)
	}
}

func (e *Engine) buildDecls(n *node) {
	type variant struct {
		on    mask
		texts []int
	}
	texts := make(map[string]int)
	variants := make(map[mask]*variant)
	var order []*variant
	var incomparable, declared mask
	base := n.pkg.base
	ends := make(map[int32]int)
	for _, d := range n.pkg.decls[n.name] {
		if !n.pkg.observed(d, n.mode) {
			continue
		}
		w := &writer{e: e, p: n.pkg, f: d.file}
		w.decl(d, n.mode)
		id, ok := texts[string(w.buf)]
		if !ok {
			id = len(texts)
			texts[string(w.buf)] = id
		}
		v := variants[d.file.on]
		if v == nil {
			v = &variant{on: d.file.on}
			variants[v.on] = v
			order = append(order, v)
		}
		v.texts = append(v.texts, id)
		if w.words || w.sizes {
			base = e.parts.meet(base, e.words)
		}
		for _, x := range w.private {
			on, _ := e.comparable(n.pkg, d.file, x)
			incomparable = incomparable.or(d.file.on.minus(on))
		}
		e.addEdges(n, ends, d.file.on, w.refs)
		for _, x := range w.partial {
			base = e.parts.meet(base, e.parts.of(x.on))
			e.addEdges(n, ends, d.file.on.and(x.on), x.refs)
		}
		declared = declared.or(d.file.on)
		if n.mode != importers && n.pkg.clashes()[n.name] { // which comes first, and which is in error
			base = e.parts.meet(base, e.parts.of(d.file.on))
		}
	}
	// Where the name is missing, the error tells of exported ones that are like
	// it but for their case.
	if lacks := n.pkg.listedOn().minus(declared); !lacks.empty() {
		for _, name := range n.pkg.exportedLike(n.name) {
			e.addEdges(n, ends, lacks, []ref{{name: name, mode: n.mode}})
		}
	}
	part := e.parts.meet(base, e.parts.of(incomparable))
	if len(order) == 1 {
		n.part = e.parts.meet(part, e.parts.of(declared))
		return
	}
	// The ports with the same texts; few sets of files are there to look at.
	seen := make(map[string]string)
	n.part = e.parts.meet(part, by(e.parts, func(i int) string {
		var set []byte
		for k, v := range order {
			if v.on.has(i) {
				set = strconv.AppendInt(append(set, ' '), int64(k), 10)
			}
		}
		key, ok := seen[string(set)]
		if !ok {
			var ids []int
			for _, v := range order {
				if v.on.has(i) {
					ids = append(ids, v.texts...)
				}
			}
			slices.Sort(ids)
			var b []byte
			for _, id := range ids {
				b = strconv.AppendInt(append(b, ' '), int64(id), 10)
			}
			key = string(b)
			seen[string(set)] = key
		}
		return key
	}))
}

// addEdges adds edges for what a file mentions; ends holds the index of the
// edge to a node.
func (e *Engine) addEdges(n *node, ends map[int32]int, on mask, refs []ref) {
	add := func(key nodeKey, on mask, loose bool) {
		to := e.node(key)
		k, ok := ends[to]
		if !ok {
			k = len(n.edges)
			ends[to] = k
			n.edges = append(n.edges, edge{to: to, loose: loose})
		}
		n.edges[k].on = n.edges[k].on.or(on)
		n.edges[k].loose = n.edges[k].loose && loose
	}
	for _, r := range refs {
		if r.path == "" {
			add(nodeKey{n.pkg, r.name, r.mode}, on, false)
			continue
		}
		for _, t := range n.pkg.targets[r.path] {
			add(nodeKey{t.pkg, r.name, r.mode}, on.and(t.on), r.loose)
		}
	}
}

// buildPackage builds the node of all the files of a package, without function
// bodies if those are not asked for.
func (e *Engine) buildPackage(n *node) {
	p := n.pkg
	m := n.mode
	ignores := m == importers && e.ignoresTarget(p)
	for _, f := range p.files {
		if f.ast == nil {
			continue
		}
		for _, found := range f.mentions(p) {
			if found.asks {
				m = sizes
			}
			if found.words {
				n.part = e.words
			}
		}
	}
	ends := make(map[int32]int)
	for _, f := range p.files {
		if f.ast == nil {
			continue
		}
		var refs []ref
		seen := make(map[ref]bool)
		for _, found := range f.mentions(p) {
			for _, r := range found.refs {
				if !seen[r] {
					seen[r] = true
					r.mode = max(r.mode, m)
					r.loose = r.loose && ignores
					refs = append(refs, r)
				}
			}
		}
		e.addEdges(n, ends, f.on, refs)
	}
	n.part = e.parts.meet(e.parts.meet(p.base, n.part), e.parts.meet(e.keys(p), e.files(p)))
}

// keys divides the ports by what decides on the errors of a package besides its
// source.
func (e *Engine) keys(p *pkg) partition {
	if !p.keyed {
		p.keyed = true
		p.keys = by(e.parts, func(i int) string {
			if l := p.listed[i]; l != nil {
				return e.cfg.Key(e.ports[i], l)
			}
			return ""
		})
	}
	return p.keys
}

// files divides the ports by the files of a package, and by what decides besides
// on the errors that are in no part of it by itself.
func (e *Engine) files(p *pkg) partition {
	key := make([]byte, 0, len(p.files)+16)
	return by(e.parts, func(i int) string {
		l := p.listed[i]
		if l == nil {
			return ""
		}
		key = append(key[:0], e.cfg.ListKey(e.ports[i], l)...)
		key = strconv.AppendInt(key, int64(len(l.CgoFiles)), 10)
		for _, f := range p.files {
			built := byte('-')
			if f.on.has(i) {
				built = '+'
			}
			key = append(key, built)
		}
		return string(key)
	})
}

// solve refines the partitions until two ports in a block of a node are in one
// block of everything that the node mentions on them. It may be called again
// when there are more nodes.
func (e *Engine) solve() {
	first := e.solved
	for i := first; i < len(e.nodes); i++ { // building adds nodes
		e.build(e.nodes[i])
	}
	e.solved = len(e.nodes)
	fresh := e.nodes[first:]
	queue := make([]int32, len(fresh))
	queued := make([]bool, len(e.nodes))
	for k, n := range fresh {
		i := int32(first + k)
		queue[len(queue)-1-k] = i // references come later
		queued[i] = true
		for _, ed := range n.edges {
			e.nodes[ed.to].users = append(e.nodes[ed.to].users, i)
		}
	}
	for len(queue) > 0 {
		i := queue[0]
		queue = queue[1:]
		queued[i] = false
		n := e.nodes[i]
		part := e.refined(n)
		if part == n.part {
			continue
		}
		n.part = part
		for _, user := range n.users {
			if !queued[user] {
				queued[user] = true
				queue = append(queue, user)
			}
		}
	}
}

// refined returns the partition at a node refined by those of its neighbours.
func (e *Engine) refined(n *node) partition {
	part := n.part
	for _, ed := range n.edges {
		// Ports with and without the edge have different texts.
		if !ed.loose {
			part = e.parts.meet(part, e.parts.restrict(e.nodes[ed.to].part, ed.on))
		}
	}
	return part
}

// Class returns the number of the class of a package on the i-th port; ok is
// false if it has none there.
func (e *Engine) Class(path string, i int) (class int, ok bool) {
	p := e.pkgs[path]
	if p == nil || !p.work || p.listed[i] == nil {
		return 0, false
	}
	return e.parts.block(e.nodes[e.node(nodeKey{pkg: p})].part, i), true
}
