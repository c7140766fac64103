package crosscheck

import (
	"os"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/driver"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/matrix"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
)

// once returns what is done once for a key.
func (c *checker) once(key string) *once {
	c.mu.Lock()
	defer c.mu.Unlock()
	o := c.analysed[key]
	if o == nil {
		o = new(once)
		c.analysed[key] = o
	}
	return o
}

// unit returns what analyzers see of a package.
func (c *checker) unit(p *matrix.Package) *driver.Unit {
	return &driver.Unit{
		Fset: c.fset, Files: p.Files, Pkg: p.Types, Info: p.Info, Sizes: p.Sizes,
		TypeErrors: p.TypeErrors, Module: p.Module(), ReadFile: os.ReadFile, Wanted: c.provider.wanted(0),
	}
}

// analyse runs the analyzers on a package, unless that was done for the same
// files.
func (c *checker) analyse(p *matrix.Package) {
	c.once(setOf(p)).Do(func() {
		u := c.unit(p)
		u.Instead = instead(c.sources.Run(c.elsewhere(p)))
		results := driver.Run(u, c.cfg.Analyzers, c.facts)
		c.seen(p)
		c.mu.Lock()
		defer c.mu.Unlock()
		c.progress.analyses++
		c.tell()
		path, _, _ := strings.Cut(p.Path, " ")
		c.comment(path, p)
		for _, res := range results {
			if res.Err != nil {
				c.problem(finding.Position{File: p.Path}, res.Err.Error(), c.cfg.Targets)
			}
			sc, _ := res.Inputs[scope.Analyzer].(*scope.Scope)
			if sc != nil {
				c.comments.Use(sc.Used())
			}
			for _, d := range res.Diagnostics {
				claim := scope.Claim{Severity: finding.Warning, Ports: c.cfg.Targets} // of an analyzer that is not ours
				if sc != nil {
					if own, ok := sc.ClaimOf(res.Analyzer.Name, d); ok {
						claim = own
					}
				}
				c.diagnostic(path, res.Analyzer.Name, d, claim)
			}
		}
	})
}

// instead has something take the place of sources.Analyzer.
func instead(run func(*analysis.Pass) (any, error)) map[*analysis.Analyzer]func(*analysis.Pass) (any, error) {
	return map[*analysis.Analyzer]func(*analysis.Pass) (any, error){sources.Analyzer: run}
}

// setOf is the same for packages with the same files.
func setOf(p *matrix.Package) string { return p.Path + "\x00" + strings.Join(p.FileNames(), "\x00") }

// diagnostic makes a finding of a diagnostic.
func (c *checker) diagnostic(path, analyzer string, d analysis.Diagnostic, claim scope.Claim) {
	f := finding.Finding{
		Analyzer: analyzer,
		Severity: claim.Severity,
		Package:  path,
		Position: c.position(d),
		Message:  d.Message,
		Ports:    claim.Ports,
	}
	for _, r := range d.Related {
		f.Related = append(f.Related, finding.Related{
			Position: c.position(analysis.Diagnostic{Pos: r.Pos, End: r.End}),
			Message:  r.Message,
		})
	}
	for _, fix := range d.SuggestedFixes {
		ff := finding.Fix{Message: fix.Message}
		for _, e := range fix.TextEdits {
			tok := c.fset.File(e.Pos)
			end := e.End
			if !end.IsValid() {
				end = e.Pos
			}
			ff.Edits = append(ff.Edits, finding.Edit{
				File: c.namer.File(tok.Name()), Start: tok.Offset(e.Pos), End: tok.Offset(end), NewText: string(e.NewText),
			})
		}
		f.Fixes = append(f.Fixes, ff)
	}
	if claim.Builds {
		c.ifBuilt[len(c.report.Findings)] = true
	}
	c.report.Findings = append(c.report.Findings, f)
}

// dropUnbuilt leaves out the findings about packages that build where these do
// not, on any of the ports, for an error of their own or of a dependency.
func (c *checker) dropUnbuilt() {
	kept := c.report.Findings[:0]
	for i, f := range c.report.Findings {
		if c.ifBuilt[i] {
			rest := f.Ports
			for on, v := range c.verdicts[f.Package] {
				if v.Status == finding.Fail || v.Status == finding.Blocked {
					rest = rest.Minus(on)
				}
			}
			if rest.Empty() {
				continue
			}
		}
		kept = append(kept, f)
	}
	c.report.Findings = kept
}

func (c *checker) position(d analysis.Diagnostic) finding.Position {
	pos := c.namer.Position(c.fset.Position(d.Pos))
	if d.End.IsValid() {
		end := c.fset.Position(d.End)
		pos.EndLine, pos.EndColumn = end.Line, end.Column
	}
	return pos
}
