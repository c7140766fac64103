package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/internal/baseline"
	"github.com/xplatvet/xplatvet/internal/finding"
)

// A putOff is the baseline of one run.
type putOff struct {
	file  string // "" is none
	write bool
	known *baseline.Baseline
}

// putOff reads the file of the flags or of the configuration. It is read
// before the work: a mistake in it is no news for afterwards.
func (f *commonFlags) putOff(j *job) (*putOff, error) {
	p := &putOff{file: j.config.BaselineFile(), write: f.writeBaseline, known: new(baseline.Baseline)}
	if f.baselineSet {
		p.file = ""
		if f.baseline != "" {
			p.file = inDir(j.runner.Dir, f.baseline)
		}
	}
	if p.file == "" {
		if p.write {
			return nil, errors.New("-write-baseline: no file to write; name one with -baseline, or as baseline in .xplatvet.yaml")
		}
		return p, nil
	}
	known, err := baseline.Read(p.file)
	switch {
	case errors.Is(err, fs.ErrNotExist) && p.write:
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%w; -write-baseline makes it", err)
	case err != nil:
		return nil, err
	default:
		p.known = known
	}
	return p, nil
}

// A coverage is what a run has looked at.
type coverage struct {
	sources []string // names in Finding.Analyzer
	whole   bool     // all packages of the module
	tests   bool     // the files of tests too
}

// everything reports whether the patterns name all packages of the module or
// workspace.
func (f *commonFlags) everything(j *job, report *finding.Report) bool {
	return report.Root == j.runner.Dir && slices.Equal(f.patterns, []string{"./..."})
}

// apply takes from the report what the baseline has, which it writes first if
// it is to.
func (p *putOff) apply(env Env, report *finding.Report, c coverage) error {
	if p.file == "" {
		return nil
	}
	lines := baseline.NewLines(report.Root)
	seen := c.seen(report)
	if p.write {
		if len(report.Problems) > 0 {
			fmt.Fprintln(env.Stderr, "xplatvet: the baseline is not written: not everything could be analysed")
		} else {
			var entries []baseline.Entry
			for _, e := range p.known.Entries {
				if !seen(e) {
					entries = append(entries, e)
				}
			}
			for _, f := range report.Findings {
				entries = append(entries, baseline.EntryOf(f, lines))
			}
			p.known = baseline.New(entries)
			if err := p.known.Write(p.file); err != nil {
				return err
			}
		}
	}
	covered, gone := p.known.Cover(report.Findings, lines)
	var rest []finding.Finding
	for i, f := range report.Findings {
		if !covered[i] {
			rest = append(rest, f)
		}
	}
	report.PutOff = len(report.Findings) - len(rest)
	report.Findings = rest
	if len(report.Problems) > 0 {
		return nil
	}
	for _, e := range gone {
		if seen(e) {
			report.Gone = append(report.Gone, finding.Finding{
				Analyzer: e.Analyzer, Package: e.Package, Position: finding.Position{File: e.File}, Message: e.Message, Ports: e.Ports,
			})
		}
	}
	return nil
}

// seen returns a function that reports whether the run would have met with a
// finding again if it were still there.
func (c coverage) seen(report *finding.Report) func(baseline.Entry) bool {
	packages := make(map[string]bool)
	for _, v := range report.Verdicts {
		packages[v.Package] = true
	}
	return func(e baseline.Entry) bool {
		switch {
		case !slices.Contains(c.sources, e.Analyzer), !e.Ports.SubsetOf(report.Ports):
			return false
		case !c.tests && strings.HasSuffix(e.File, "_test.go"):
			return false
		case c.whole || packages[strings.TrimSuffix(e.Package, "_test")]:
			return true
		}
		name := filepath.FromSlash(e.File)
		if !filepath.IsLocal(name) || e.Code == "" {
			return false
		}
		_, err := os.Stat(filepath.Join(report.Root, name))
		return errors.Is(err, fs.ErrNotExist)
	}
}
