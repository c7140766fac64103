package crossbuild

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/place"
	"github.com/xplatvet/xplatvet/internal/platform"
)

// A Config says what to build.
type Config struct {
	Go       *gocmd.Runner // Dir must be absolute
	Patterns []string      // as for go build
	Targets  platform.Set
	Tags     []string // build tags; none leaves the -tags of GOFLAGS
	Jobs     int      // ports built at once; 0 chooses
	Progress Progress // nil for none
}

// Ports returns the ports that are built for targets: each GOOS/GOARCH pair
// with cgo off if it is there with cgo off, else with cgo on.
func Ports(targets platform.Set) platform.Set {
	var s platform.Set
	for p := range targets.Ports() { // cgo off comes before on
		if p.Cgo && s.Contains(platform.Port{GOOS: p.GOOS, GOARCH: p.GOARCH}) {
			continue
		}
		s = s.Union(platform.Of(p))
	}
	return s
}

// Run builds the packages on each port. It always returns a report: whatever
// keeps it from building is a problem there. If ctx is cancelled, the report
// has the ports that were finished, and a problem for the others.
func Run(ctx context.Context, cfg Config) *finding.Report {
	ports := Ports(cfg.Targets)
	report := &finding.Report{Command: "build", Ports: ports}
	b, supported, problems := prepare(ctx, cfg, ports)
	report.Problems = problems
	if b != nil {
		report.Root = b.namer.Root()
		b.run(ctx, slices.Collect(supported.Ports()), report)
	}
	if err := ctx.Err(); err != nil && b == nil {
		report.Problems = []finding.Problem{{Message: "interrupted before any port was built", Ports: ports}}
	}
	report.Normalize()
	return report
}

// A builder builds one set of packages on one port after the other.
type builder struct {
	cfg        Config
	namer      place.Namer
	classifier *classifier
	universe   universe // the packages, as far as they are known
	jobs       int      // ports at once
	parallel   int      // -p of one go build
}

// run builds ports and adds to report.
func (b *builder) run(ctx context.Context, ports []platform.Port, report *finding.Report) {
	b.jobs, b.parallel = share(b.cfg.Jobs, len(ports), runtime.GOMAXPROCS(0))
	results := make([]*result, len(ports))
	progress := b.cfg.Progress
	if progress == nil {
		progress = silent{}
	}
	progress.Start(ports)

	var mu sync.Mutex // for progress
	var wg sync.WaitGroup
	next := make(chan int)
	for range b.jobs {
		wg.Go(func() {
			for i := range next {
				mu.Lock()
				progress.Begin(ports[i])
				mu.Unlock()
				start := time.Now()
				results[i] = b.build(ctx, ports[i])
				mu.Lock()
				progress.Done(results[i].outcome(time.Since(start)))
				mu.Unlock()
			}
		})
	}
feed:
	for i := range ports {
		select {
		case next <- i:
		case <-ctx.Done():
			break feed
		}
	}
	close(next)
	wg.Wait()
	progress.Stop()
	b.collect(ports, results, report)
}

// share divides cpus among at most jobs ports at once, and the commands of
// each. Two commands at once keep a port busy: building the standard library
// alone is mostly a chain of packages that need each other.
func share(jobs, ports, cpus int) (atOnce, parallel int) {
	if jobs <= 0 {
		jobs = max(1, cpus/2)
	}
	atOnce = max(1, min(jobs, ports))
	return atOnce, (cpus + atOnce - 1) / atOnce
}

// collect adds what is known of all ports to report.
func (b *builder) collect(ports []platform.Port, results []*result, report *finding.Report) {
	var interrupted platform.Set
	u := b.universe
	for _, r := range results {
		if r != nil {
			u.merge(r.universe)
		}
	}
	for i, port := range ports {
		r, on := results[i], platform.Of(port)
		if r == nil || r.interrupted {
			interrupted = interrupted.Union(on)
			r = &result{}
		}
		report.Findings = append(report.Findings, r.findings...)
		report.Problems = append(report.Problems, r.problems...)
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
			report.Verdicts = append(report.Verdicts, verdict(path, port, results[i]))
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

// patternProblems says which patterns name nothing that can be built.
func (b *builder) patternProblems(u universe, interrupted platform.Set, report *finding.Report) []finding.Problem {
	if !interrupted.Empty() || len(report.Problems) > 0 && len(u.packages) == 0 {
		return nil // not all is known
	}
	var list []finding.Problem
	for _, pattern := range b.cfg.Patterns {
		if !u.matched[pattern] {
			message := fmt.Sprintf("%s matches no packages to build", pattern)
			if reason := u.unmatched[pattern]; reason != "" {
				message += ": " + reason
			}
			list = append(list, finding.Problem{Message: message, Ports: report.Ports})
		}
	}
	return list
}

// verdict returns the verdict on package path in r, the result of port or nil.
func verdict(path string, port platform.Port, r *result) finding.Verdict {
	v := finding.Verdict{Package: path, Ports: platform.Of(port), Status: finding.Skipped}
	if r == nil || r.skipped || r.interrupted {
		return v
	}
	s, ok := r.status[path]
	if !ok {
		v.Status = finding.Excluded
		return v
	}
	v.Status, v.Errors = s.status, s.errors
	return v
}

// oneLine joins the lines of a message of the go command.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
