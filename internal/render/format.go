package render

import (
	"io"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/internal/finding"
)

// Options says how a format is written. Each format takes what concerns it.
type Options struct {
	Color   bool // with the colours of an ANSI terminal
	Verbose bool // with the verdicts of every package

	// Dir is the root of the repository, which formats for CI name files from;
	// "" is Report.Root.
	Dir string

	Version string // of xplatvet
	Rules   []Rule // what findings are about
}

// A Rule is what findings of one source are about.
type Rule struct {
	Name    string // as in Finding.Analyzer
	Summary string // one line, without full stop
	Doc     string // all there is to say, in the syntax of Go doc comments
	URL     string // of the documentation, or ""
}

// A Format is a way to write a report.
type Format struct {
	Name  string
	Write func(io.Writer, *finding.Report, Options) error
}

// Formats returns every format, the default one first.
func Formats() []Format {
	return []Format{
		{"text", Text},
		{"json", JSON},
		{"sarif", SARIF},
		{"github", GitHub},
		{"markdown", Markdown},
		{"junit", JUnit},
		{"codequality", CodeQuality},
		{"html", HTML},
	}
}

// FormatNames returns the names of all formats.
func FormatNames() []string {
	var names []string
	for _, f := range Formats() {
		names = append(names, f.Name)
	}
	return names
}

// FormatOf returns the format of a name.
func FormatOf(name string) (f Format, ok bool) {
	formats := Formats()
	i := slices.IndexFunc(formats, func(f Format) bool { return f.Name == name })
	if i < 0 {
		return Format{}, false
	}
	return formats[i], true
}

// rule returns the rule of a finding: that of its analyzer, with the meaning of
// its kind if it has one.
func (o *Options) rule(f finding.Finding) Rule {
	rule := Rule{Name: f.Analyzer}
	if i := slices.IndexFunc(o.Rules, func(r Rule) bool { return r.Name == f.Analyzer }); i >= 0 {
		rule = o.Rules[i]
	}
	for _, k := range finding.Kinds() {
		if k.Kind == f.Kind {
			rule.Summary = k.Meaning
		}
	}
	rule.Name = ruleID(f)
	return rule
}

// ruleID names what a finding is about: an analyzer, or a kind of build error,
// such as "compile/undefined"; escaped.
func ruleID(f finding.Finding) string {
	if f.Kind == "" {
		return escape(f.Analyzer)
	}
	return escape(f.Analyzer + "/" + string(f.Kind))
}

// messageLines returns the lines of a finding's message, escaped, blank ones
// left out. There is one at least.
func messageLines(f finding.Finding) []string {
	var lines []string
	for line := range strings.Lines(f.Message) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, escape(line))
		}
	}
	if len(lines) == 0 {
		return []string{ruleID(f)}
	}
	return lines
}

// statement returns the lines of a finding's message, the first one with the
// ports if it does not name them itself.
func statement(r *finding.Report, f finding.Finding) string {
	lines := messageLines(f)
	if isBuildError(f) {
		t := &text{Report: r}
		lines[0] += t.on(f.Ports)
	}
	return strings.Join(lines, "\n")
}

// problems returns why the exit code of a report is 2, if it is.
func problems(r *finding.Report) []finding.Problem {
	list := r.Problems
	if len(list) == 0 && r.ExitCode() == 2 {
		list = append(list, finding.Problem{Message: "nothing to build: build constraints exclude every package", Ports: r.Ports})
	}
	return list
}
