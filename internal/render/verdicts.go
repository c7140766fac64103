package render

import (
	"strings"

	"github.com/xplatvet/xplatvet/internal/finding"
)

// bad holds the statuses that want attention, causes before consequences.
var bad = []finding.Status{finding.Fail, finding.Blocked, finding.Skipped}

// verdicts writes a line for every package that has a bad status, with its
// ports, and how many packages have none; if verbose, a line for those as well
// and the errors of every package. If all are ok the summary will say so.
func (t *text) verdicts() {
	before := t.out.Len()
	lines := t.verdictLines()
	for _, status := range bad {
		t.verdictsWith(status, lines)
	}
	if t.Verbose {
		t.verdictsWith(finding.Excluded, lines)
		t.verdictsWith(finding.OK, lines)
		return
	}
	if n := t.countOK(); n > 0 && t.out.Len() > before {
		t.status(finding.OK)
		t.printf("%s\n", count(n, "package"))
	}
}

// verdictLines returns the verdicts to write. Errors that are not written do
// not keep the ports of a package apart.
func (t *text) verdictLines() []finding.Verdict {
	var r finding.Report
	for _, v := range t.Verdicts {
		if v.Status != finding.Blocked && !t.Verbose {
			v.Errors = nil
		}
		r.Verdicts = append(r.Verdicts, v)
	}
	r.Normalize()
	return r.Verdicts
}

func (t *text) verdictsWith(status finding.Status, lines []finding.Verdict) {
	for _, v := range lines {
		if v.Status != status {
			continue
		}
		t.status(status)
		t.printf("%s", escape(v.Package))
		if status == finding.Blocked && len(v.Errors) > 0 {
			t.printf(" by %s", strings.Join(list(v.Errors, oneLine), ", "))
		}
		t.printf("%s\n", t.on(v.Ports))
		if status != finding.Blocked {
			for _, e := range v.Errors {
				t.indented(e)
			}
		}
	}
}

// status writes the first column.
func (t *text) status(status finding.Status) {
	how := ""
	switch status {
	case finding.Fail:
		how = red
	case finding.Blocked, finding.Skipped:
		how = yellow
	}
	pad := strings.Repeat(" ", len(finding.Excluded)+1-len(status))
	t.printf("%s%s", t.color(how, string(status)), pad)
}

// countOK returns the number of packages that are ok on some port and not bad
// on any.
func (t *text) countOK() int {
	ok := make(map[string]bool)
	for _, v := range t.Verdicts {
		if v.Status == finding.OK {
			ok[v.Package] = true
		}
	}
	for _, v := range t.Verdicts {
		if v.Status != finding.OK && v.Status != finding.Excluded {
			delete(ok, v.Package)
		}
	}
	return len(ok)
}
