package vettool

import (
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/baseline"
	"github.com/xplatvet/xplatvet/internal/driver"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/modscan"
	"github.com/xplatvet/xplatvet/passes/scope"
)

// putOff leaves out the diagnostics that the baseline of the project has. What
// is gone from it is not told: go vet sees one package on one port.
func putOff(u *driver.Unit, cfg *unitConfig, results []driver.Result) ([]driver.Result, error) {
	sc := scopeOf(results)
	if sc == nil || sc.BaselineFile() == "" {
		return results, nil
	}
	known, err := baseline.Read(sc.BaselineFile())
	if err != nil {
		return nil, err
	}
	root := projectRoot(cfg.Dir)
	pkg, _, _ := strings.Cut(cfg.ImportPath, " ")
	var list []finding.Finding
	for _, res := range results {
		for _, d := range res.Diagnostics {
			pos := u.Fset.Position(d.Pos)
			f := finding.Finding{
				Analyzer: res.Analyzer.Name,
				Package:  pkg,
				Position: finding.Position{File: filepath.ToSlash(pos.Filename), Line: pos.Line, Column: pos.Column},
				Message:  d.Message,
				Ports:    sc.Targets,
			}
			if rel, err := filepath.Rel(root, pos.Filename); err == nil && filepath.IsLocal(rel) {
				f.File = filepath.ToSlash(rel)
			}
			if claim, ok := sc.ClaimOf(res.Analyzer.Name, d); ok {
				f.Ports = claim.Ports
			} else if res.Analyzer.Name == finding.Typecheck {
				f.Ports = hostPorts().Intersect(sc.Targets)
			}
			list = append(list, f)
		}
	}
	covered, _ := known.Cover(list, baseline.NewLines(root))
	i := 0
	for n := range results {
		var rest []analysis.Diagnostic
		for _, d := range results[n].Diagnostics {
			if !covered[i] {
				rest = append(rest, d)
			}
			i++
		}
		results[n].Diagnostics = rest
	}
	return results, nil
}

// projectRoot returns the directory that the names of files in a baseline are
// relative to: that of the workspace, else that of the module.
func projectRoot(dir string) string {
	if work := workFile(dir); work != "" {
		return filepath.Dir(work)
	}
	return modscan.Root(dir)
}

func scopeOf(results []driver.Result) *scope.Scope {
	for _, r := range results {
		if sc, ok := r.Inputs[scope.Analyzer].(*scope.Scope); ok {
			return sc
		}
	}
	return nil
}
