package crossbuild

import (
	"context"
	"fmt"
	"go/version"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/modgraph"
	"github.com/xplatvet/xplatvet/internal/place"
	"github.com/xplatvet/xplatvet/platform"
)

// minVersion is the first Go release whose go build has -json.
const minVersion = "go1.24"

// prepare looks at the go command and the module before anything is built. It
// returns a nil builder if nothing can be, and the ports that the toolchain
// supports.
func prepare(ctx context.Context, cfg Config, ports platform.Set) (*builder, platform.Set, []finding.Problem) {
	fail := func(message string) (*builder, platform.Set, []finding.Problem) {
		return nil, platform.Set{}, []finding.Problem{{Message: message, Ports: ports}}
	}
	env, err := cfg.Go.GoEnv(ctx)
	if err != nil {
		return fail(reason(err))
	}
	if version.IsValid(env.GOVERSION) && version.Compare(env.GOVERSION, minVersion) < 0 {
		return fail(fmt.Sprintf("%s is too old for this command; install %s or later", env.GOVERSION, minVersion))
	}
	if !env.HasModule() {
		return fail(fmt.Sprintf("no go.mod in %s or above; run go mod init or use -C", cfg.Go.Dir))
	}
	runner := *cfg.Go
	if runner.TempDir == "" {
		runner.TempDir = env.GOTMPDIR
	}
	cfg.Go = &runner

	supported, err := distList(ctx, cfg.Go)
	if err != nil {
		return fail(reason(err))
	}
	var problems []finding.Problem
	if missing := ports.Minus(supported); !missing.Empty() {
		problems = append(problems, finding.Problem{
			Message: fmt.Sprintf("%s does not support %s", env.GOVERSION, strings.Join(pairs(missing), ", ")),
			Ports:   missing,
		})
	}
	ports = ports.Intersect(supported)
	b := &builder{cfg: cfg, env: env, namer: place.New(cfg.Go.Dir, env), classifier: newClassifier(ctx, cfg, env)}
	// With cgo on the host lists packages of which other ports see nothing.
	host := platform.Port{GOOS: env.GOHOSTOS, GOARCH: env.GOHOSTARCH, Cgo: true}
	b.plan = newPlan(ctx, &cfg, &env, b.namer, ports)
	pkgs, err := b.hostList(ctx, host)
	if err != nil {
		_, _, p := fail(reason(err))
		return nil, platform.Set{}, append(problems, p...)
	}
	b.universe.add(pkgs, cfg.Tests)
	b.universe.merge(b.plan.universe)
	if cfg.Smoke != nil {
		return b, ports, problems // programs are run each time
	}
	b.keeper = newKeeper(&cfg, &env, b.namer.Root(), b.plan)
	return b, ports, problems
}

// hostList returns the packages of a port, from their sources if there is a
// plan.
func (b *builder) hostList(ctx context.Context, port platform.Port) ([]*listed, error) {
	if b.plan.err != nil {
		return b.list(ctx, b.runner(port), b.cfg.Patterns)
	}
	g, err := modgraph.Load(ctx, modgraph.Config{Go: b.cfg.Go, Patterns: b.cfg.Patterns, Tags: b.cfg.Tags, Ports: platform.Of(port)})
	if err != nil {
		return nil, err
	}
	var list []*listed
	for _, l := range g.List(port) {
		list = append(list, listedOf(l))
	}
	return list, nil
}

// pairs returns each GOOS/GOARCH of ports.
func pairs(ports platform.Set) []string {
	var list []string
	for p := range ports.Ports() {
		list = append(list, p.Pair())
	}
	return slices.Compact(list)
}

// distList returns the ports of the toolchain in use, which may be of another
// release than what this program knows of.
func distList(ctx context.Context, r *gocmd.Runner) (platform.Set, error) {
	out, err := r.Run(ctx, "tool", "dist", "list")
	if err != nil {
		return platform.Set{}, err
	}
	var s platform.Set
	for line := range strings.Lines(string(out)) {
		goos, goarch, _ := strings.Cut(strings.TrimSpace(line), "/")
		s = s.Union(platform.Of(platform.Port{GOOS: goos, GOARCH: goarch}))
	}
	return s.AnyCgo(), nil
}

// runner returns the go command with the environment of port.
func (b *builder) runner(port platform.Port) *gocmd.Runner {
	cgo := "0"
	if port.Cgo {
		cgo = "1"
	}
	// LC_ALL: a C compiler and its linker speak English.
	return b.cfg.Go.With("LC_ALL=C", "GOOS="+port.GOOS, "GOARCH="+port.GOARCH, "CGO_ENABLED="+cgo).With(b.compilers[port]...)
}
