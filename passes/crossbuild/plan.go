package crossbuild

import (
	"context"
	"fmt"
	"go/token"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/matrix"
	"github.com/xplatvet/xplatvet/internal/modgraph"
	"github.com/xplatvet/xplatvet/internal/platform"
)

// A plan is what the sources say of the packages on all ports before one is
// built. There is none, nil, if they cannot be read that way; the go command
// will say why.
type plan struct {
	checker *matrix.Checker
	err     error
	ports   platform.Set
	sizes   map[platform.Port]int // packages to compile, dependencies included
}

// newPlan reads the packages of ports.
func newPlan(ctx context.Context, cfg *Config, env *gocmd.GoEnv, ports platform.Set) *plan {
	c := &matrix.Checker{
		Go: cfg.Go, Tags: cfg.Tags, Tests: cfg.Tests, Patterns: cfg.Patterns, Ports: ports, Fset: token.NewFileSet(),
		NoDeps: true, Toolchain: env.GOVERSION,
	}
	if err := c.Load(ctx); err != nil {
		return &plan{err: err}
	}
	p := &plan{checker: c, ports: ports, sizes: make(map[platform.Port]int)}
	for port := range ports.Ports() {
		for _, l := range c.List(port) {
			if len(l.GoFiles)+len(l.CgoFiles) > 0 {
				p.sizes[port]++
			}
		}
	}
	return p
}

// list returns the packages of a port, dependencies first.
func (p *plan) list(port platform.Port) []*modgraph.Package {
	if p.checker == nil {
		return nil
	}
	return p.checker.List(port)
}

// size returns how many packages are compiled for a port if nothing is cached,
// 0 if that is not known.
func (p *plan) size(port platform.Port) int { return p.sizes[port] }

// failures returns how many packages do not build on each port, as the type
// checker sees it: what is built first should be what fails.
func (p *plan) failures(ctx context.Context) map[platform.Port]int {
	if p.checker == nil {
		return nil
	}
	n := make(map[platform.Port]int)
	for port := range p.ports.Ports() {
		err := p.checker.Check(ctx, platform.Of(port), func(_ platform.Set, pkg *matrix.Package) error {
			if pkg.Matched && (pkg.Fails() || len(pkg.Blocked)+len(pkg.Vain) > 0) {
				n[port]++
			}
			return nil
		})
		if err != nil {
			return nil
		}
	}
	return n
}

// release gives back what the order of ports was found with.
func (p *plan) release() { p.checker = nil }

// cover chooses representatives of ports, and notes in report which ports each
// stands for. It returns all ports, and a problem, if that cannot be found out.
func (b *builder) cover(ctx context.Context, ports platform.Set, report *finding.Report) platform.Set {
	err := b.plan.err
	var list []matrix.Representative
	if err == nil {
		list, err = b.plan.checker.Represent(ctx)
	}
	if err != nil {
		if ctx.Err() == nil {
			report.Problems = append(report.Problems, finding.Problem{
				Message: fmt.Sprintf("choose ports for -cover: %s; all are built", gocmd.Reason(err)), Ports: ports,
			})
		}
		return ports
	}
	var chosen platform.Set
	for _, r := range list {
		if !ports.Contains(r.Port) {
			continue
		}
		chosen = chosen.Union(platform.Of(r.Port))
		report.Cover = append(report.Cover, finding.Cover{Port: r.Port, For: r.Alike})
	}
	if chosen.Empty() {
		return ports // no target builds anything, which is to be said of each
	}
	report.Ports = chosen
	return chosen
}
