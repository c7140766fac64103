package crosscheck

import (
	"crypto/sha256"
	"fmt"

	"github.com/xplatvet/xplatvet/internal/diskcache"
	"github.com/xplatvet/xplatvet/internal/driver"
	"github.com/xplatvet/xplatvet/internal/executable"
	"github.com/xplatvet/xplatvet/internal/matrix"
)

// keptFacts are the facts about packages from the module cache, which are kept
// on disk: they cost more than all that is said of the main module.
type keptFacts struct {
	suite  string // what computes them, and under what flags; "" if nothing is kept
	tables map[string]*diskcache.Table
}

const (
	factsDir  = "facts"
	factsFile = 8 << 20   // bytes, for one version of a module
	factsSize = 256 << 20 // bytes, of all files
)

// newKeptFacts returns the facts that analyzers keep.
func newKeptFacts(cfg *Config, goVersion string) *keptFacts {
	k := &keptFacts{tables: make(map[string]*diskcache.Table)}
	exe, err := executable.Digest()
	if err != nil {
		return k
	}
	driver.Register(cfg.Analyzers)
	h := sha256.New()
	fmt.Fprintf(h, "%x %s %q %s\n", exe, goVersion, cfg.Tags, cfg.Targets)
	for _, a := range driver.OnlyFacts(cfg.Analyzers) {
		fmt.Fprintln(h, a.Name)
	}
	k.suite = string(h.Sum(nil))
	return k
}

// entry returns where the facts about a package are kept.
func (k *keptFacts) entry(mc *matrix.Checker, p *matrix.Package) (*diskcache.Table, diskcache.Key, bool) {
	digest, module, ok := mc.Digest(p)
	if !ok || k.suite == "" {
		return nil, diskcache.Key{}, false
	}
	t := k.tables[module]
	if t == nil {
		t = diskcache.OpenTable(factsDir, module)
		k.tables[module] = t
	}
	sum := sha256.Sum256([]byte(k.suite + string(digest[:])))
	return t, diskcache.Key(sum[:16]), true
}

// save writes what is new. A cache that cannot be written costs time only.
func (k *keptFacts) save() {
	for _, t := range k.tables {
		t.Save(factsFile)
	}
	diskcache.Trim(factsDir, factsSize)
}

// dependency sees to it that the facts about a package are there: those that
// are kept, or what the analyzers that have facts make of its syntax.
func (c *checker) dependency(mc *matrix.Checker, p *matrix.Package) {
	c.once(p.Path).Do(func() {
		c.mu.Lock()
		table, key, ok := c.kept.entry(mc, p)
		var data []byte
		known := false
		if ok {
			data, known = table.Get(key)
		}
		c.mu.Unlock()
		if known && c.facts.Decode(data) == nil {
			return
		}
		mc.Parse(p)
		_, complete := c.results(p, driver.OnlyFacts(c.cfg.Analyzers))
		if !ok || !complete {
			return
		}
		if data, err := c.facts.Encode(func(pkg string) bool { return pkg == p.Path }); err == nil {
			c.mu.Lock()
			table.Put(key, data)
			c.mu.Unlock()
		}
	})
}
