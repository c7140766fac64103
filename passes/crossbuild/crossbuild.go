package crossbuild

import (
	"context"
	"strings"
	"time"

	"github.com/xplatvet/xplatvet/internal/ccompiler"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/place"
	"github.com/xplatvet/xplatvet/platform"
)

// A Config says what to build.
type Config struct {
	Go       *gocmd.Runner // Dir must be absolute
	Patterns []string      // as for go build
	Targets  platform.Set
	Tags     []string // build tags; none leaves the -tags of GOFLAGS
	Tests    bool     // compile the tests of the packages too
	Link     bool     // link those that are commands
	Cgo      CgoMode
	CC       []ccompiler.Setting // C compilers that the project names
	Smoke    *Smoke              // link and run them; nil if not
	Cover    bool                // build representatives of the targets only
	Shard    finding.Shard       // build that part only
	Again    bool                // build even what was built before and has not changed
	Jobs     int                 // ports built at once; 0 chooses
	Timeout  time.Duration       // for one port; 0 is none
	Progress Progress            // nil for none
}

// Run builds the packages on each port. It always returns a report: whatever
// keeps it from building is a problem there. If ctx is cancelled, the report
// has the ports that were finished, and a problem for the others.
func Run(ctx context.Context, cfg Config) *finding.Report {
	ports := Ports(cfg.Targets, cfg.Cgo)
	report := &finding.Report{Command: "build", Ports: ports}
	b, supported, problems := prepare(ctx, cfg, ports)
	report.Problems = problems
	if b != nil {
		report.Root = b.namer.Root()
		supported = b.findCompilers(ctx, supported, report)
		if cfg.Cover {
			supported = b.cover(ctx, supported, report)
		}
		report.Revision, report.Shard = b.plan.revision, cfg.Shard
		ports, parts := b.shard(supported, report)
		b.run(ctx, ports, parts, report)
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
	env        gocmd.GoEnv
	compilers  map[platform.Port][]string // environment of the go command, for ports with cgo
	classifier *classifier
	namer      place.Namer
	universe   universe // the packages, as far as they are known
	plan       *plan    // nil if the packages can only be had from the go command
	keeper     *keeper  // nil if nothing is kept
	share      share
}

// patternProblems says which patterns name nothing that can be built.
func (b *builder) patternProblems(u universe, interrupted platform.Set, report *finding.Report) []finding.Problem {
	if !interrupted.Empty() || len(report.Problems) > 0 && len(u.packages) == 0 {
		return nil // not all is known
	}
	var list []finding.Problem
	for _, pattern := range b.cfg.Patterns {
		if !u.matched[pattern] {
			message := pattern + " matches no packages to build"
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
	if r == nil {
		return v
	}
	if s, ok := r.status[path]; ok {
		v.Status, v.Errors = s.Status, s.Errors
	} else if r.done {
		v.Status = finding.Excluded
	}
	return v
}

// oneLine joins the lines of a message of the go command.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
