package crosscheck

import (
	"context"
	"crypto/sha256"
	"fmt"
	"go/ast"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"
	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/diskcache"
	"github.com/xplatvet/xplatvet/internal/driver"
	"github.com/xplatvet/xplatvet/internal/executable"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/matrix"
	"github.com/xplatvet/xplatvet/passes/sources"
)

// A provider computes facts about packages when they are asked for, from syntax
// alone. Those about packages from the module cache are kept on disk.
type provider struct {
	c     *checker
	mc    *matrix.Checker
	list  []*analysis.Analyzer // those that have facts
	suite string               // what computes them, and under what flags; "" if nothing is kept

	mu     sync.Mutex            // guards what follows
	done   map[string]*sync.Once // by package
	tables map[string]*diskcache.Table
}

const (
	factsDir  = "facts"
	factsFile = 8 << 20   // bytes, for one version of a module
	factsSize = 256 << 20 // bytes, of all files
)

func newProvider(c *checker, mc *matrix.Checker) *provider {
	p := &provider{
		c: c, mc: mc,
		list:   driver.OnlyFacts(c.cfg.Analyzers),
		done:   make(map[string]*sync.Once),
		tables: make(map[string]*diskcache.Table),
	}
	exe, err := executable.Digest()
	if err != nil {
		return p
	}
	driver.Register(p.list)
	h := sha256.New()
	fmt.Fprintf(h, "%x %s %q %s\n", exe, c.env.GOVERSION, c.cfg.Tags, c.cfg.Targets)
	for _, a := range p.list {
		fmt.Fprintln(h, a.Name)
	}
	p.suite = string(h.Sum(nil))
	return p
}

// wanted returns the Wanted of a driver.Unit. Facts about packages with a number
// from below on, if it is not 0, are left out: imports that go round in circles
// have no end.
func (p *provider) wanted(below int) func(string, analysis.Fact) {
	return func(path string, _ analysis.Fact) {
		if below > 0 && p.mc.Order(path) >= below {
			return
		}
		p.mu.Lock()
		once := p.done[path]
		if once == nil {
			once = new(sync.Once)
			p.done[path] = once
		}
		p.mu.Unlock()
		once.Do(func() { p.compute(path) })
	}
}

// derive computes the facts about all dependencies if all are of use: an analyzer
// that reports something and has facts asks for those of all imports.
func (p *provider) derive(ctx context.Context) {
	if !slices.ContainsFunc(p.c.cfg.Analyzers, func(a *analysis.Analyzer) bool { return len(a.FactTypes) > 0 }) {
		return
	}
	wanted := p.wanted(0)
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for _, path := range p.mc.Dependencies() {
		g.Go(func() error {
			if ctx.Err() == nil {
				wanted(path, nil)
			}
			return nil
		})
	}
	g.Wait() // no function fails
}

// compute sees to it that the facts about a package are there: all of them, so
// that its syntax can be forgotten.
func (p *provider) compute(path string) {
	pkg := p.mc.Lookup(path)
	if pkg == nil {
		return
	}
	defer p.mc.Forget(pkg)
	table, key, kept := p.entry(pkg)
	if kept {
		p.mu.Lock()
		data, known := table.Get(key)
		p.mu.Unlock()
		if known && p.c.facts.Decode(data) == nil {
			return
		}
	}
	p.mc.Parse(pkg)
	u := p.c.unit(pkg)
	u.FactsOnly, u.Wanted = true, p.wanted(p.mc.Order(path))
	files := &sources.Cache{
		Tree: func(name string) (*ast.File, error, bool) { return p.mc.Parsed(name, true) },
		Name: p.mc.NameOf,

		NoComments: true,
	}
	u.Instead = instead(files.Run(nil, false))
	for _, res := range driver.Run(u, p.list, p.c.facts) {
		if res.Err != nil {
			p.c.mu.Lock()
			p.c.problem(finding.Position{File: path}, res.Err.Error(), p.c.cfg.Targets)
			p.c.mu.Unlock()
			kept = false
		}
	}
	if !kept {
		return
	}
	if data, err := p.c.facts.Encode(func(pkg string) bool { return pkg == path }); err == nil {
		p.mu.Lock()
		table.Put(key, data)
		p.mu.Unlock()
	}
}

// entry returns where the facts about a package are kept.
func (p *provider) entry(pkg *matrix.Package) (*diskcache.Table, diskcache.Key, bool) {
	digest, module, ok := p.mc.Digest(pkg)
	if !ok || p.suite == "" {
		return nil, diskcache.Key{}, false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	t := p.tables[module]
	if t == nil {
		t = diskcache.OpenTable(factsDir, module)
		p.tables[module] = t
	}
	sum := sha256.Sum256([]byte(p.suite + string(digest[:])))
	return t, diskcache.Key(sum[:16]), true
}

// save writes what is new. A cache that cannot be written costs time only.
func (p *provider) save() {
	for _, t := range p.tables {
		t.Save(factsFile)
	}
	diskcache.Trim(factsDir, factsSize)
}
