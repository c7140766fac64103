package classes

import (
	"go/ast"
	"slices"
	"strconv"
	"strings"

	"github.com/xplatvet/xplatvet/internal/modgraph"
	"github.com/xplatvet/xplatvet/internal/platform"
)

// A Config says what an Engine works on.
type Config struct {
	Ports []platform.Port
	List  func(platform.Port) []*modgraph.Package // dependencies first

	// Parse returns the syntax of a file as far as there is any, or nil. It is
	// called once for each file; std says that it is of the standard library.
	Parse func(dir, name string, std bool) *ast.File

	// Key is what decides on the errors of a package on a port besides its
	// files, what they mention and the sizes of types.
	Key func(platform.Port, *modgraph.Package) string
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
				p = &pkg{path: l.ImportPath, std: l.Standard, listed: make([]*modgraph.Package, n)}
				e.pkgs[l.ImportPath] = p
				if !p.std {
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
	if n.name == "" {
		e.buildPackage(n)
	} else {
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
	var incomparable mask
	words := coarsest
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
			words = e.words
		}
		for _, x := range w.private {
			on, _ := e.comparable(n.pkg, d.file, x)
			incomparable = incomparable.or(d.file.on.minus(on))
		}
		e.addEdges(n, ends, d.file.on, w.refs)
	}
	part := e.parts.meet(e.parts.meet(n.pkg.base, words), e.parts.of(incomparable))
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

// buildPackage builds the node of all the files of a package.
func (e *Engine) buildPackage(n *node) {
	p := n.pkg
	m := n.mode
	ignores := m == importers && e.ignoresTarget(p)
	refs := make(map[*file][]ref)
	for _, f := range p.files {
		if f.ast == nil {
			continue
		}
		list, asks := mentioned(f, ignores)
		refs[f] = list
		if asks {
			m = sizes
		}
	}
	ends := make(map[int32]int)
	for _, f := range p.files {
		for i := range refs[f] {
			refs[f][i].mode = m
		}
		e.addEdges(n, ends, f.on, refs[f])
	}
	if m == sizes {
		n.part = e.words
	}
	n.part = e.parts.meet(e.parts.meet(p.base, n.part), by(e.parts, func(i int) string {
		l := p.listed[i]
		if l == nil {
			return ""
		}
		return e.cfg.Key(e.ports[i], l) + "\x00" + strings.Join(l.GoFiles, "\x00") + "\x00\x00" + strings.Join(l.CgoFiles, "\x00")
	}))
}

// mentioned returns what a file mentions of other packages, and whether it
// asks for the size of something. With ignores, no error depends on
// runtime.GOOS and runtime.GOARCH.
func mentioned(f *file, ignores bool) (refs []ref, asks bool) {
	seen := make(map[ref]bool)
	add := func(path, name string, loose bool) {
		if path == "unsafe" && isSize(name) {
			asks = true
		}
		if r := (ref{path: path, name: name, loose: loose}); !seen[r] {
			seen[r] = true
			refs = append(refs, r)
		}
	}
	ast.Inspect(f.ast, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if id, ok := n.X.(*ast.Ident); ok {
				for _, path := range f.imports[id.Name] {
					add(path, n.Sel.Name, ignores && f.isTarget(n))
				}
			}
		case *ast.Ident:
			for _, path := range f.dots {
				add(path, n.Name, false)
			}
		}
		return true
	})
	return refs, asks
}

// solve refines the partitions until two ports in a block of a node are in one
// block of everything that the node mentions on them.
func (e *Engine) solve() {
	for i := 0; i < len(e.nodes); i++ { // building adds nodes
		e.build(e.nodes[i])
	}
	queue := make([]int32, len(e.nodes))
	queued := make([]bool, len(e.nodes))
	for i, n := range e.nodes {
		queue[len(queue)-1-i] = int32(i) // references come later
		queued[i] = true
		for _, ed := range n.edges {
			e.nodes[ed.to].users = append(e.nodes[ed.to].users, int32(i))
		}
	}
	for len(queue) > 0 {
		i := queue[0]
		queue = queue[1:]
		queued[i] = false
		n := e.nodes[i]
		part := n.part
		for _, ed := range n.edges {
			// Ports with and without the edge have different texts.
			if !ed.loose {
				part = e.parts.meet(part, e.parts.restrict(e.nodes[ed.to].part, ed.on))
			}
		}
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

// Narrow returns a port on which int has 32 bits and the package is in the same
// class as on the i-th, if int has 64 there. It returns -1 if there is none.
func (e *Engine) Narrow(path string, i int) int {
	p := e.pkgs[path]
	part := e.nodes[e.node(nodeKey{pkg: p})].part
	for k := range e.ports {
		if e.wide.has(i) && !e.wide.has(k) && p.listed[k] != nil && e.parts.block(part, k) == e.parts.block(part, i) {
			return k
		}
	}
	return -1
}

// Class returns the number of the class of a package on the i-th port; ok is
// false if it has none there.
func (e *Engine) Class(path string, i int) (class int, ok bool) {
	p := e.pkgs[path]
	if p == nil || p.std || p.listed[i] == nil {
		return 0, false
	}
	return e.parts.block(e.nodes[e.node(nodeKey{pkg: p})].part, i), true
}
