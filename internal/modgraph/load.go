package modgraph

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/platform"
)

// Config says what to load.
type Config struct {
	Go       *gocmd.Runner // runs the go command, in the directory that patterns are relative to
	Patterns []string      // none is "."
	Tags     []string      // -tags
	Tests    bool          // test variants of the packages that match
	Ports    platform.Set
}

// A Graph is the packages of all ports. It is safe for concurrent use.
type Graph struct {
	cfg         Config
	env         *environment
	constraints constraint.Context
	resolver    *resolver
	patterns    []*pattern
	start       time.Time

	listed map[platform.Port][]*Package // by the go command
	reason error                        // why, or nil
}

// Load loads the packages that the patterns match and their dependencies, for
// all ports of cfg. What is wrong with a package is in its Error; the error
// returned says that nothing could be loaded for some port.
func Load(ctx context.Context, cfg Config) (*Graph, error) {
	cfg.Patterns = cleanPatterns(cfg.Patterns)
	g := &Graph{cfg: cfg, listed: make(map[platform.Port][]*Package), start: time.Now()}
	odd, err := g.load(ctx)
	if err != nil {
		if ctx.Err() != nil || !isUnusual(err) {
			return nil, err
		}
		g.reason, odd = err, cfg.Ports
	}
	for port := range odd.Ports() {
		pkgs, err := goList(ctx, &cfg, port)
		if err != nil {
			return nil, err
		}
		g.listed[port] = pkgs
	}
	return g, nil
}

// Reason says why some ports, or all, were listed by the go command, or the
// first of several reasons. It is nil if none was.
func (g *Graph) Reason() error { return g.reason }

// List returns the packages of a port of the Config, dependencies first, in the
// order of go list. It returns nil for other ports.
func (g *Graph) List(port platform.Port) []*Package {
	if pkgs, ok := g.listed[port]; ok {
		return pkgs
	}
	if !g.cfg.Ports.Contains(port) {
		return nil
	}
	return newLoader(g, port).list()
}

// load does what can be done without go list, and returns the ports that are
// left to it.
func (g *Graph) load(ctx context.Context) (odd platform.Set, err error) {
	if g.env, err = readEnvironment(ctx, g.cfg.Go, g.cfg.Tags); err != nil {
		return odd, err
	}
	g.constraints = constraint.Context{Tags: g.env.tags, GoVersion: g.env.GOVERSION}
	if g.patterns, err = parsePatterns(g.cfg.Patterns); err != nil {
		return odd, err
	}
	mods, err := readModules(ctx, g.cfg.Go, g.env)
	if err != nil {
		return odd, err
	}
	g.resolver = &resolver{env: g.env, mod: mods, nodes: make(map[string]*node)}
	if slices.ContainsFunc(g.patterns, func(p *pattern) bool { return p.wild && !p.local }) && mods.all == nil && mods.vendor == nil {
		if err := mods.readAll(ctx); err != nil {
			return odd, err
		}
	}
	for _, p := range g.patterns {
		if err := g.walk(p); err != nil {
			return odd, err
		}
	}
	for attempt := 0; ; attempt++ {
		if err := g.explore(ctx); err != nil {
			return odd, err
		}
		again, err := g.complete(ctx, attempt)
		if err != nil {
			return odd, err
		}
		if !again {
			break
		}
		g.resolver.retry()
	}
	for _, n := range g.resolver.list {
		if n.unusual != nil && !n.reach.Empty() {
			if g.reason == nil {
				g.reason = fmt.Errorf("%s: %w", n.path, n.unusual)
			}
			odd = odd.Union(n.reach)
		}
	}
	return odd, nil
}

// maxDownloads is how often Load has modules fetched: each time those that the
// packages of the last time import.
const maxDownloads = 20

// complete gets what exploration found to be lacking, the build list or modules
// that are not in the module cache, and reports whether it got anything.
func (g *Graph) complete(ctx context.Context, attempt int) (again bool, err error) {
	var needAll bool
	packages := make(map[*Module]string) // one of each module
	for _, n := range g.resolver.list {
		switch {
		case n.reach.Empty():
		case n.needAll:
			needAll = true
		case n.missing != nil && packages[n.missing] == "":
			packages[n.missing] = n.path
		}
	}
	if needAll {
		if err := g.resolver.mod.readAll(ctx); err != nil {
			return false, err
		}
	}
	if len(packages) == 0 {
		return needAll, nil
	}
	if attempt >= maxDownloads {
		return false, unusual("modules cannot be downloaded")
	}
	// Unlike go mod download, go list never changes go.sum.
	args := []string{"list", "-e", "-find", "-f=", "--"}
	for _, n := range g.resolver.list {
		if n.missing != nil && packages[n.missing] == n.path {
			args = append(args, n.path)
		}
	}
	if _, err := g.cfg.Go.Run(ctx, args...); err != nil {
		return false, unusual(err.Error())
	}
	for m := range packages {
		if g.resolver.mod.fetch(m).missing {
			return false, unusual("module " + m.Path + " cannot be downloaded")
		}
	}
	return true, nil
}
