package render

import (
	"fmt"
	"strings"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/platform"
)

// summary writes the last line: what was found, of what, and what is missing.
func (t *text) summary() {
	packages := countPackages(t.Report)
	ports := len(t.Ports.Strings())
	var scope []string // what was looked at, as far as the command knows
	if packages > 0 {
		scope = append(scope, count(packages, "package"))
	}
	if ports > 0 {
		scope = append(scope, count(ports, "port"))
	}
	statuses := t.statuses()
	if len(t.Findings) == 0 && len(t.Problems) == 0 && statuses == "" {
		t.printf("ok%s%s\n", prefixed(": ", strings.Join(scope, ", ")), t.putOff())
		return
	}
	found := "no findings"
	if n := len(t.Findings); n > 0 {
		found = count(n, "finding")
	}
	t.printf("%s%s%s", found, prefixed(" on ", strings.Join(scope, " × ")), prefixed("; ", statuses))
	t.printf("%s", t.putOff())
	if n := len(t.Problems); n > 0 {
		t.printf("; incomplete: %s", count(n, "problem"))
	}
	t.printf("\n")
}

// putOff says how many findings are not shown, or nothing.
func (t *text) putOff() string {
	if t.PutOff == 0 {
		return ""
	}
	return fmt.Sprintf("; %s put off by the baseline", count(t.PutOff, "finding"))
}

// statuses says how many packages have a bad status, and where: "2 packages
// fail on windows, 1 blocked", and where constraints leave nothing to build.
// Ports that are the same again are not repeated. A package that has several
// statuses counts under each.
func (t *text) statuses() string {
	var parts []string
	var last platform.Set
	for _, status := range bad {
		packages := make(map[string]bool)
		var ports platform.Set
		for _, v := range t.Verdicts {
			if v.Status == status {
				packages[v.Package] = true
				ports = ports.Union(v.Ports)
			}
		}
		n := len(packages)
		if n == 0 {
			continue
		}
		part := fmt.Sprintf("%d %s", n, status)
		if len(parts) == 0 {
			part = count(n, "package") + " " + predicate(status, n)
		}
		if ports != last {
			part += t.on(ports)
		}
		parts, last = append(parts, part), ports
	}
	if ports := t.Idle(); !ports.Empty() {
		parts = append(parts, "nothing to build"+t.on(ports))
	}
	return strings.Join(parts, ", ")
}

// predicate completes "n packages".
func predicate(status finding.Status, n int) string {
	switch {
	case status == finding.Fail && n == 1:
		return "fails"
	case status == finding.Fail:
		return "fail"
	case n == 1:
		return "is " + string(status)
	}
	return "are " + string(status)
}

// count returns "1 port" or "2 ports".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// prefixed returns prefix and s, or "" if s is empty.
func prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}
