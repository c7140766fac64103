package crosscheck

import (
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/matrix"
	"github.com/xplatvet/xplatvet/passes/scope"
)

// comment takes the suppression comments of a package, unless its files do not
// parse: what the analyzers missed in them nobody knows. The caller holds c.mu.
func (c *checker) comment(path string, p *matrix.Package) {
	if slices.ContainsFunc(p.Errors, func(e matrix.Error) bool { return strings.HasPrefix(e.Message, "syntax error: ") }) {
		return
	}
	for _, f := range p.Files {
		c.comments.Add(c.fset, f)
		c.packages[c.fset.PositionFor(f.FileStart, false).Filename] = path
	}
}

// suppressions reports what is wrong with the suppression comments in the
// files of all ports. Those that suppressed nothing are no news if something
// was not looked at.
func (c *checker) suppressions() {
	by := c.cfg.Suppressions
	if len(c.report.Problems) > 0 {
		by.Ran = nil
	}
	for _, complaint := range c.comments.Complaints(by) {
		if c.cfg.Reports(finding.Suppression, complaint.File) {
			c.diagnostic(c.packages[complaint.File], finding.Suppression, complaint.Diagnostic(), scope.Claim{Severity: finding.Warning, Ports: c.cfg.Targets})
		}
	}
}
