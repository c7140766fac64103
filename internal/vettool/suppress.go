package vettool

import (
	"flag"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/driver"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/suppress"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
)

// narrowed reports whether flags ask for less than the project does, or for
// something else: then a suppression may be of use another time.
func (t *tool) narrowed() bool {
	narrow := false
	scope.Analyzer.Flags.VisitAll(func(f *flag.Flag) { narrow = narrow || f.Value.String() != "" })
	return narrow
}

// suppressions says what is wrong with the suppression comments of a package.
// Which of them suppress nothing is told only if judged, and only of files that
// are type-checked here: in others the analyzers see less.
func suppressions(u *driver.Unit, results []driver.Result, suite []*analysis.Analyzer, judged bool) driver.Result {
	res := driver.Result{Analyzer: &analysis.Analyzer{Name: finding.Suppression}}
	var ledger suppress.Ledger
	sc := scopeOf(results)
	var files *sources.Package
	for _, r := range results {
		if p, ok := r.Inputs[sources.Analyzer].(*sources.Package); ok {
			files = p
		}
		judged = judged && r.Err == nil
	}
	if sc == nil || files == nil {
		return res
	}
	ledger.Use(sc.Used())
	for _, f := range files.Files { // a package with tests is analysed once, with them
		if f.Checked || f.Processed != nil {
			ledger.Add(u.Fset, f.Syntax)
		}
	}
	by := suppress.Analyzers{Facts: finding.NotAnalyzers()}
	for _, a := range suite {
		by.Known = append(by.Known, a.Name)
		if judged && sc.On(a.Name) {
			by.Ran = append(by.Ran, a.Name)
		}
	}
	for _, c := range ledger.Complaints(by) {
		if sc.Reports(finding.Suppression, c.File) {
			res.Diagnostics = append(res.Diagnostics, c.Diagnostic())
		}
	}
	return res
}
