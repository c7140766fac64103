package crossbuild

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/sysmem"
	"github.com/xplatvet/xplatvet/platform"
)

// A share is how the machine is divided.
type share struct {
	ports    int // built at once
	commands int // of each, at once: -p of the go command
	memory   uint64
}

// compilerMemory is what one of several compilers takes, in bytes. Few packages
// need more.
const compilerMemory = 400 << 20

// divide divides cpus and memory, which is 0 if unknown, among ports. With jobs
// that many are built at once, else as many as keep the machine busy: a build
// is a chain of packages that need each other for much of its time, so that one
// port does not.
func divide(jobs, ports, cpus int, memory uint64) share {
	s := share{ports: jobs, memory: memory}
	if jobs <= 0 {
		s.ports = max(cpus/2, min(cpus, 2))
	}
	s.ports = max(1, min(s.ports, ports))
	s.commands = (cpus + s.ports - 1) / s.ports
	if cpus > 1 && jobs <= 0 {
		s.commands = max(2, s.commands)
	}
	if memory == 0 || jobs > 0 {
		return s
	}
	fit := int(memory / compilerMemory)
	s.ports = max(1, min(s.ports, fit/2))
	s.commands = max(1, min(s.commands, fit/s.ports))
	return s
}

// collectFrom is how much memory a compiler must have for itself, in bytes, to
// do without garbage collection until that is full. Hardly a package fills it,
// and those that live on more are not to collect all the time.
const collectFrom = 1 << 30

// environ returns variables for compilers, of those that the user has not set.
// Each uses the processors that are its own: threads of many that wait for one
// another take a tenth of the time. Collecting garbage takes a sixth of it as
// they do by themselves, and a third of that if they wait for more garbage: with
// half of the memory to spare, they wait.
func (s share) environ(cpus int, getenv func(string) string) []string {
	var env []string
	compilers := s.ports * s.commands
	if getenv("GOMAXPROCS") == "" {
		env = append(env, fmt.Sprintf("GOMAXPROCS=%d", max(1, cpus/compilers)))
	}
	spare := s.memory / 2 / uint64(compilers)
	switch {
	case getenv("GOGC") != "" || getenv("GOMEMLIMIT") != "":
	case spare >= collectFrom:
		env = append(env, "GOGC=off", fmt.Sprintf("GOMEMLIMIT=%dMiB", spare>>20))
	case spare >= compilerMemory:
		env = append(env, "GOGC=400")
	}
	return env
}

// run builds ports, or the parts of them that are given, and adds what comes of
// it to report.
func (b *builder) run(ctx context.Context, ports []platform.Port, parts map[platform.Port]*part, report *finding.Report) {
	memory, _ := sysmem.Available()
	results := make([]*result, len(ports))
	var todo []int // indices of ports to be built
	for i, port := range ports {
		r := b.plan.result(port, parts[port])
		results[i] = r
		if all := len(r.todo); b.keeper != nil && !b.cfg.Again {
			b.keeper.recall(r)
			r.done = len(r.todo) == 0
			if len(r.todo) == all && parts[port].whole() {
				r.todo = nil // in the words of the user
			}
		} else if parts[port].whole() {
			r.todo = nil
		}
		if !r.done {
			todo = append(todo, i)
		}
	}
	cpus := runtime.GOMAXPROCS(0)
	b.share = divide(b.cfg.Jobs, len(todo), cpus, memory)
	b.cfg.Go = b.cfg.Go.With(b.share.environ(cpus, b.cfg.Go.Getenv)...)
	if len(todo) > 1 {
		failures := b.plan.failures(ctx)
		slices.SortStableFunc(todo, func(i, k int) int {
			return cmp.Compare(failures[ports[k]], failures[ports[i]])
		})
	}
	b.plan.release()

	p := &reporter{to: b.cfg.Progress}
	if p.to == nil {
		p.to = silent{}
	}
	p.to.Start(ports)
	for _, r := range results {
		if r.done {
			p.done(r, 0, true)
		}
	}
	var wg sync.WaitGroup
	next := make(chan int)
	for range b.share.ports {
		wg.Go(func() {
			for i := range next {
				p.begin(ports[i], len(b.plan.known(ports[i])))
				start := time.Now()
				b.build(ctx, results[i], p)
				p.done(results[i], time.Since(start), false)
			}
		})
	}
feed:
	for _, i := range todo {
		select {
		case next <- i:
		case <-ctx.Done():
			break feed
		}
	}
	close(next)
	wg.Wait()
	p.to.Stop()
	b.collect(ports, results, report)
}

// collect adds what is known of all ports to report.
func (b *builder) collect(ports []platform.Port, results []*result, report *finding.Report) {
	var interrupted platform.Set
	u := b.universe
	for _, r := range results {
		u.merge(r.universe)
	}
	for i, port := range ports {
		r := results[i]
		if !r.done && len(r.problems) == 0 {
			interrupted = interrupted.Union(platform.Of(port))
		}
		report.Findings = append(report.Findings, r.findings...)
		report.Problems = append(report.Problems, r.problems...)
		report.Notes = append(report.Notes, r.notes...)
		for path := range r.vain {
			u.packages[path] = true
		}
	}
	if !interrupted.Empty() {
		report.Problems = append(report.Problems, finding.Problem{
			Message: fmt.Sprintf("interrupted: %d of %d ports were not built", interrupted.Len(), len(ports)),
			Ports:   interrupted,
		})
	}
	for i, port := range ports {
		for path := range u.packages {
			r := results[i]
			_, known := slices.BinarySearch(b.plan.matched(port), path)
			_, built := r.status[path]
			if r.part.has(path, known) || built && !known {
				report.Verdicts = append(report.Verdicts, verdict(path, port, r))
			}
		}
	}
	// Ports that the toolchain lacks.
	for port := range report.Ports.Minus(platform.Of(ports...)).Ports() {
		for path := range u.packages {
			report.Verdicts = append(report.Verdicts, verdict(path, port, nil))
		}
	}
	report.Problems = append(report.Problems, b.patternProblems(u, interrupted, report)...)
}
