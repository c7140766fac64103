package finding

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/platform"
)

// A Part is a report that was made on one of several machines.
type Part struct {
	Name   string // for messages, such as that of its file
	Report *Report
}

// Join makes one report of the parts of some work: that which one machine would
// have made, if they are the shards of one build. What keeps them from being so
// is a problem of the report.
func Join(parts []Part) *Report {
	r := &Report{}
	if len(parts) == 0 {
		return r
	}
	first := parts[0].Report
	r.Command, r.Revision = first.Command, first.Revision
	for _, p := range parts {
		if p.Report.Revision != r.Revision {
			r.Revision = ""
		}
		r.Root = p.Report.Root
		r.Ports = r.Ports.Union(p.Report.Ports)
		r.Findings = append(r.Findings, p.Report.Findings...)
		r.Problems = append(r.Problems, p.Report.Problems...)
		r.Notes = append(r.Notes, p.Report.Notes...)
		r.Cover = append(r.Cover, p.Report.Cover...)
		r.Gone = append(r.Gone, p.Report.Gone...)
		r.PutOff += p.Report.PutOff
	}
	strangers, complete := unlike(parts)
	r.Problems = append(r.Problems, strangers...)
	r.joinVerdicts(parts, complete)
	r.Normalize()
	return r
}

// unlike says why parts are not the shards of one piece of work, and reports
// whether they are all of it.
func unlike(parts []Part) (problems []Problem, complete bool) {
	problem := func(format string, args ...any) {
		problems = append(problems, Problem{Message: fmt.Sprintf(format, args...)})
	}
	first := parts[0]
	count := first.Report.Shard.Count
	names := make([][]string, count+1) // of parts, by index
	for _, p := range parts {
		switch a, b := first.Report, p.Report; {
		case a.Command != b.Command:
			problem("%s is of xplatvet %s, but %s of xplatvet %s", first.Name, a.Command, p.Name, b.Command)
		case a.Revision != b.Revision && a.Shard.Count > 0: // else they differ with the targets
			problem("%s and %s are not of the same sources, flags and release of Go; run all shards on one revision", first.Name, p.Name)
		case a.Shard.Count != b.Shard.Count:
			problem("%s is %s, but %s is %s", first.Name, a.Shard, p.Name, b.Shard)
		default:
			names[p.Report.Shard.Index] = append(names[p.Report.Shard.Index], p.Name)
		}
	}
	for i := 1; i <= count; i++ {
		shard := Shard{i, count}
		switch n := names[i]; {
		case len(n) == 0:
			problem("%s is missing", shard)
		case len(n) > 1:
			problem("%s is there %d times: %s", shard, len(n), strings.Join(n, ", "))
		}
	}
	return problems, len(problems) == 0
}

// String returns "shard 2 of 4", or "the whole".
func (s Shard) String() string {
	if s.Count == 0 {
		return "the whole"
	}
	return fmt.Sprintf("shard %d of %d", s.Index, s.Count)
}

// joinVerdicts joins the verdicts of parts. A package of which a port says
// nothing is not there, since each part tells of all that patterns name.
func (r *Report) joinVerdicts(parts []Part, complete bool) {
	type pair struct {
		pkg  string
		port platform.Port
	}
	type source struct {
		Verdict
		part string
	}
	known := make(map[pair]source)
	packages := make(map[string]bool)
	for _, p := range parts {
		for _, v := range p.Report.Verdicts {
			packages[v.Package] = true
			for port := range v.Ports.Ports() {
				at := pair{v.Package, port}
				v.Ports = platform.Of(port)
				old, ok := known[at]
				switch {
				case !ok || weight(v.Status) > weight(old.Status):
					known[at] = source{v, p.Name}
				case weight(v.Status) == weight(old.Status) && (v.Status != old.Status || !slices.Equal(v.Errors, old.Errors)):
					r.Problems = append(r.Problems, Problem{
						Message: fmt.Sprintf("%s and %s do not agree on %s", old.part, p.Name, v.Package), Ports: v.Ports,
					})
				}
			}
		}
	}
	absent := Excluded
	if !complete {
		absent = Skipped
	}
	var ports platform.Set
	for at := range known {
		ports = ports.Union(platform.Of(at.port))
	}
	for port := range ports.Ports() {
		for pkg := range packages {
			v, ok := known[pair{pkg, port}]
			if !ok {
				v.Verdict = Verdict{Package: pkg, Ports: platform.Of(port), Status: absent}
			}
			r.Verdicts = append(r.Verdicts, v.Verdict)
		}
	}
}

// weight ranks statuses by what they tell: where one part knows that a package
// is there, the others need not.
func weight(s Status) int {
	switch s {
	case Skipped:
		return 0
	case Excluded:
		return 1
	}
	return 2
}
