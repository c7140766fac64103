package render

import (
	"io"

	"github.com/xplatvet/xplatvet/internal/finding"
)

// CodeQuality writes the findings of r in the form of GitLab's code quality
// reports. What could not be analysed is in none of its terms and left out.
func CodeQuality(w io.Writer, r *finding.Report, opt Options) error {
	r = normalized(r)
	l := newLocator(r, opt.Dir)
	defer l.close()
	issues := []codeQualityIssue{}
	prints := l.fingerprints(r.Findings)
	for i, f := range r.Findings {
		at, own := l.home(f.Position)
		issue := codeQualityIssue{
			Description: told(r, f, own),
			CheckName:   ruleID(f),
			Fingerprint: prints[i],
			Severity:    "major",
		}
		if f.Severity == finding.Warning {
			issue.Severity = "minor"
		}
		issue.Location.Path = at.File
		if at.File == "" {
			issue.Location.Path = "." // no go.mod to show it at
		}
		issue.Location.Lines.Begin = max(1, at.Line)
		issues = append(issues, issue)
	}
	return writeJSON(w, issues)
}

// A codeQualityIssue is what GitLab's documentation calls an object of the
// report.
type codeQualityIssue struct {
	Description string `json:"description"`
	CheckName   string `json:"check_name"`
	Fingerprint string `json:"fingerprint"`
	Severity    string `json:"severity"`
	Location    struct {
		Path  string `json:"path"`
		Lines struct {
			Begin int `json:"begin"`
		} `json:"lines"`
	} `json:"location"`
}
