package render

import (
	"fmt"
	"io"
	"strings"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/platform"
)

// Text writes the findings of r, for a build (or if verbose) the verdicts that
// are not ok and a grid of ports and results, and a summary. [Problems] are not written, only counted.
func Text(w io.Writer, r *finding.Report, opt Options) error {
	t := &text{Report: normalized(r), Options: opt}
	t.body()
	t.summary()
	return write(w, t.out.String())
}

// body writes all but the summary.
func (t *text) body() {
	for i := 0; i < len(t.Findings); {
		f := t.Findings[i]
		more := t.likewise(t.Findings[i+1:], f)
		t.finding(f)
		if more > 0 {
			t.printf("\tand %d more errors in %s (-v shows them)\n", more, escape(f.Package))
		}
		i += 1 + more
	}
	if t.Command == "build" || t.Verbose {
		t.verdicts()
		t.grid()
		t.cover()
	}
}

// likewise returns how many of the findings that follow f need not be shown
// because they are errors of the same dependency, which is not the reader's to
// mend. None if verbose, or if it is one only.
func (t *text) likewise(following []finding.Finding, f finding.Finding) int {
	if t.Verbose || !isBuildError(f) || !f.InDependency() {
		return 0
	}
	n := 0
	for n < len(following) && isBuildError(following[n]) && following[n].Package == f.Package && following[n].InDependency() {
		n++
	}
	if n == 1 {
		return 0
	}
	return n
}

// cover writes which ports stand for others.
func (t *text) cover() {
	for _, line := range t.coverLines() {
		t.printf("%s\n", line)
	}
}

func (t *text) coverLines() []string {
	var lines []string
	for _, c := range t.Cover {
		if !c.For.Empty() {
			lines = append(lines, fmt.Sprintf("%s stands for %s", c.Port.Pair(), c.For.Text(t.Ports.Union(c.For))))
		}
	}
	return lines
}

// Line returns the place and the message of f on one line.
func Line(f finding.Finding) string {
	if place := positionText(f.Position); place != "" {
		return place + ": " + oneLine(f.Message)
	}
	return escape(f.Package) + ": " + oneLine(f.Message)
}

func isBuildError(f finding.Finding) bool {
	return f.Analyzer == finding.Typecheck || f.Analyzer == finding.Compile
}

// Problems writes the problems and the notes of r, one on each line, and what is
// gone from its baseline.
func Problems(w io.Writer, r *finding.Report) error {
	t := &text{Report: normalized(r)}
	for _, p := range t.Problems {
		t.problem(p)
	}
	for _, n := range t.Notes {
		t.problem(finding.Problem{Message: "note: " + n.Message, Ports: n.Ports})
	}
	t.gone()
	return write(w, t.out.String())
}

// maxGone is how many findings that are gone are shown.
const maxGone = 10

func (t *text) gone() {
	if len(t.Gone) == 0 {
		return
	}
	them := "them"
	if len(t.Gone) == 1 {
		them = "it"
	}
	t.printf("xplatvet: %s of the baseline gone; -write-baseline forgets %s:\n", count(len(t.Gone), "finding"), them)
	for i, f := range t.Gone {
		if i == maxGone && len(t.Gone) > maxGone+1 {
			t.printf("\tand %d more\n", len(t.Gone)-maxGone)
			return
		}
		place := f.File
		if place == "" {
			place = f.Package
		}
		t.printf("\t%s: %s (%s)\n", escape(place), oneLine(f.Message), escape(f.Analyzer))
	}
}

// A text is text in the making.
type text struct {
	*finding.Report
	Options
	out strings.Builder
}

func (t *text) printf(format string, args ...any) { fmt.Fprintf(&t.out, format, args...) }

// Ways to show text on a terminal (ECMA-48, select graphic rendition).
const (
	bold   = "1"
	dim    = "2"
	red    = "31"
	yellow = "33"
)

// color returns s as it is to be shown.
func (t *text) color(how, s string) string {
	if !t.Color || how == "" {
		return s
	}
	return "\x1b[" + how + "m" + s + "\x1b[0m"
}

func (t *text) finding(f finding.Finding) {
	place := positionText(f.Position)
	if place == "" {
		place = escape(f.Package)
	}
	if place != "" {
		t.printf("%s ", t.color(bold, place+":"))
	}
	message, rest, _ := strings.Cut(f.Message, "\n")
	message = escape(strings.TrimSpace(message))
	if isBuildError(f) { // others name their ports
		message += t.on(f.Ports)
	}
	how := red
	if f.Severity == finding.Warning {
		how = yellow
	}
	t.printf("%s %s\n", t.color(how, message), t.color(dim, "("+escape(f.Analyzer)+")"))
	t.indented(rest)
	for _, r := range f.Related {
		if place := positionText(r.Position); place != "" {
			t.printf("\t%s: %s\n", place, oneLine(r.Message))
		} else {
			t.printf("\t%s\n", oneLine(r.Message))
		}
	}
	if f.Remedy != "" {
		t.printf("\tremedy: %s\n", oneLine(f.Remedy))
	}
	for _, fix := range f.Fixes {
		t.printf("\tfix: %s\n", oneLine(fix.Message))
	}
}

func (t *text) problem(p finding.Problem) {
	t.printf("xplatvet: ")
	if place := positionText(p.Position); place != "" {
		t.printf("%s: ", place)
	}
	t.printf("%s", oneLine(p.Message))
	// The message ends with a remedy: the ports must not read as part of it.
	if !p.Ports.Empty() && (t.Ports.Empty() || !t.Ports.SubsetOf(p.Ports)) {
		t.printf(" [%s]", t.portsText(p.Ports))
	}
	t.printf("\n")
}

// indented writes the lines of s, less blank ones, below what they belong to.
func (t *text) indented(s string) {
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" {
			t.printf("\t%s\n", escape(line))
		}
	}
}

// oneLine returns s escaped, with "; " between its lines.
func oneLine(s string) string {
	var lines []string
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, escape(line))
		}
	}
	return strings.Join(lines, "; ")
}

// positionText returns as much of file:line:column as is known.
func positionText(p finding.Position) string {
	switch {
	case p.File == "":
		return ""
	case p.Line == 0:
		return escape(p.File)
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", escape(p.File), p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", escape(p.File), p.Line, p.Column)
}

// on returns " on plan9 and windows", or "" if no ports are known.
func (t *text) on(ports platform.Set) string {
	if ports.Empty() {
		return ""
	}
	return " on " + t.portsText(ports)
}

// portsText describes ports to a reader who knows the targets, if there are any.
func (t *text) portsText(ports platform.Set) string {
	if t.Ports.Empty() {
		return ports.Text(platform.All())
	}
	return ports.Text(t.Ports.Union(ports))
}
