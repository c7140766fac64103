package crossbuild

import (
	"context"
	"crypto/sha256"
	"fmt"
	"go/token"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/internal/diskcache"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/matrix"
	"github.com/xplatvet/xplatvet/internal/modgraph"
	"github.com/xplatvet/xplatvet/internal/place"
	"github.com/xplatvet/xplatvet/platform"
)

// A plan is what the sources say of the packages on all ports before one is
// built. If they cannot be read that way, err says why, and there is nothing
// else; the go command may do better.
type plan struct {
	err     error
	ports   platform.Set
	checker *matrix.Checker
	inputs  map[platform.Port]*inputs

	// universe is the packages of all ports, and those of main modules that are
	// imported on one where they have no files.
	universe universe
	revision string // digest of all inputs, the same on other machines; "" if not known
}

// Inputs are the packages of a port.
type inputs struct {
	list     []*modgraph.Package // dependencies first
	universe universe
	matched  []string                 // packages that patterns name, excluded ones too, sorted
	digests  map[string]diskcache.Key // of those whose outcome can be kept: of them and their tests
	known    map[string]bool          // packages with files, dependencies included
}

// newPlan reads the packages of ports.
func newPlan(ctx context.Context, cfg *Config, env *gocmd.GoEnv, namer place.Namer, ports platform.Set) *plan {
	c := &matrix.Checker{
		Go: cfg.Go, Tags: cfg.Tags, Tests: cfg.Tests, Patterns: cfg.Patterns, Ports: ports, Fset: token.NewFileSet(),
		NoDeps: true, Toolchain: env.GOVERSION,
	}
	p := &plan{ports: ports, checker: c, inputs: make(map[platform.Port]*inputs)}
	if p.err = c.Load(ctx); p.err != nil {
		return p
	}
	h := sha256.New()
	fmt.Fprintf(h, "%s %q %q %v %v %v %v %v %q\n", env.GOVERSION, cfg.Patterns, cfg.Tags, cfg.Targets, cfg.Tests, cfg.Link, cfg.Cover, cfg.Cgo, cfg.Smoke.args())
	d := &digester{namer: namer, files: make(map[string][]byte), plain: make(map[string]bool)}
	for port := range ports.Ports() {
		in, sum := newInputs(d, port, c.List(port), cfg.Tests)
		p.inputs[port] = in
		p.universe.merge(in.universe)
		h.Write(sum)
	}
	if !strings.Contains(env.GOVERSION, "devel") {
		p.revision = fmt.Sprintf("%x", h.Sum(nil)[:16])
	}
	return p
}

// revise adds to what the revision is a digest of.
func (p *plan) revise(more string) {
	if p.revision != "" {
		sum := sha256.Sum256([]byte(p.revision + more))
		p.revision = fmt.Sprintf("%x", sum[:16])
	}
}

func newInputs(d *digester, port platform.Port, list []*modgraph.Package, tests bool) (in *inputs, sum []byte) {
	in = &inputs{list: list, digests: make(map[string]diskcache.Key), known: make(map[string]bool)}
	all, sum := d.digests(port, list)
	variants := make(map[string][]string)
	var named []*listed
	for _, l := range list {
		if len(l.GoFiles)+len(l.CgoFiles) > 0 {
			in.known[l.ImportPath] = true
		}
		if l.ForTest != "" {
			variants[l.ForTest] = append(variants[l.ForTest], l.ImportPath)
		}
		named = append(named, listedOf(l))
	}
	in.universe.add(named, tests)
	for i, p := range named {
		switch path := p.ImportPath; {
		case p.isTest():
		case p.DepOnly:
			if m := list[i].Module; m != nil && m.Main && !p.hasFiles() && p.exists() {
				in.universe.packages[path] = true
			}
		case p.exists() || tests && p.testsOnly():
			in.matched = append(in.matched, path)
			key, ok := all[path]
			h := sha256.New()
			h.Write(key[:])
			for _, v := range variants[path] {
				key, known := all[v]
				ok = ok && known
				h.Write(key[:])
			}
			if ok && path != "command-line-arguments" {
				in.digests[path] = diskcache.Key(h.Sum(nil))
			}
		}
	}
	slices.Sort(in.matched) // as the go command would come upon them
	return in, sum
}

// list returns the packages of a port, dependencies first.
func (p *plan) list(port platform.Port) []*modgraph.Package { return p.inputs[port].list }

// matched returns the packages of a port that patterns name, sorted.
func (p *plan) matched(port platform.Port) []string {
	if in := p.inputs[port]; in != nil {
		return in.matched
	}
	return nil
}

// result returns what is to be built on a port of the packages that part has.
func (p *plan) result(port platform.Port, part *part) *result {
	r := &result{port: port, part: part}
	in := p.inputs[port]
	if in == nil {
		return r // the go command will say
	}
	r.universe.merge(in.universe)
	for _, path := range in.matched {
		if part.has(path, true) {
			r.todo = append(r.todo, path)
		}
	}
	return r
}

// known returns the packages of a port that have files, nil if there is no
// telling: those that are compiled if nothing is cached.
func (p *plan) known(port platform.Port) map[string]bool {
	if in := p.inputs[port]; in != nil {
		return in.known
	}
	return nil
}

// failures returns how many packages do not build on each port, as the type
// checker sees it: what is built first should be what fails.
func (p *plan) failures(ctx context.Context) map[platform.Port]int {
	if p.err != nil {
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
