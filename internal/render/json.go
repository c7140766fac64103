package render

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/xplatvet/xplatvet/internal/finding"
)

// JSON writes r as one [Document].
func JSON(w io.Writer, r *finding.Report, _ Options) error {
	return writeJSON(w, documentOf(r))
}

// writeJSON writes a value, without characters that act on a terminal.
func writeJSON(w io.Writer, value any) error {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "\t")
	if err := enc.Encode(value); err != nil {
		return fmt.Errorf("encode report: %w", err)
	}
	return write(w, escapeJSON(buf.String()))
}

// write writes s, all of it or with an error.
func write(w io.Writer, s string) error {
	if _, err := io.Copy(w, strings.NewReader(s)); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}

// normalized returns r in its total order, and leaves r as it is.
func normalized(r *finding.Report) *finding.Report {
	n := *r
	n.Normalize()
	return &n
}

// documentOf returns the JSON form of r. Its lists are not nil.
func documentOf(r *finding.Report) *Document {
	r = valid(r)
	r.Normalize()
	d := &Document{
		Version:  Version,
		Command:  r.Command,
		Ports:    r.Ports.Strings(),
		Findings: list(r.Findings, findingOf),
		Verdicts: verdictsOf(r.Verdicts),
		Problems: list(r.Problems, problemOf),
		Notes:    list(r.Notes, func(n finding.Note) Note { return Note{n.Message, n.Ports.Strings()} }),
		Gone:     list(r.Gone, func(f finding.Finding) Gone { return Gone{f.Analyzer, f.Package, f.File, f.Message, f.Ports.Strings()} }),
	}
	d.Cover = list(r.Cover, func(c finding.Cover) Cover { return Cover{c.Port.String(), c.For.Strings()} })
	d.Revision, d.Shard = r.Revision, Shard(r.Shard)
	d.Summary = summaryOf(r, d)
	return d
}

// valid returns a copy of r with what a Document holds of it: bytes that are
// not UTF-8 are U+FFFD, and problems have no end. What is equal then is one.
func valid(r *finding.Report) *finding.Report {
	text := func(s string) string {
		if utf8.ValidString(s) {
			return s
		}
		return strings.Map(func(r rune) rune { return r }, s)
	}
	position := func(p finding.Position) finding.Position {
		p.File = text(p.File)
		return p
	}
	one := func(f finding.Finding) finding.Finding {
		f.Analyzer, f.Severity, f.Package = text(f.Analyzer), finding.Severity(text(string(f.Severity))), text(f.Package)
		f.Message, f.Kind, f.Remedy = text(f.Message), finding.Kind(text(string(f.Kind))), text(f.Remedy)
		f.Position = position(f.Position)
		f.Related = list(f.Related, func(r finding.Related) finding.Related {
			return finding.Related{Position: position(r.Position), Message: text(r.Message)}
		})
		f.Fixes = list(f.Fixes, func(fix finding.Fix) finding.Fix {
			return finding.Fix{Message: text(fix.Message), Edits: list(fix.Edits, func(e finding.Edit) finding.Edit {
				e.File, e.NewText = text(e.File), text(e.NewText)
				return e
			})}
		})
		return f
	}
	n := *r
	n.Command = text(n.Command)
	n.Findings, n.Gone = list(n.Findings, one), list(n.Gone, one)
	n.Verdicts = list(n.Verdicts, func(v finding.Verdict) finding.Verdict {
		v.Package, v.Status, v.Errors = text(v.Package), finding.Status(text(string(v.Status))), list(v.Errors, text)
		return v
	})
	n.Problems = list(n.Problems, func(p finding.Problem) finding.Problem {
		p.Position = finding.Position{File: text(p.File), Line: p.Line, Column: p.Column}
		p.Message = text(p.Message)
		return p
	})
	n.Notes = list(n.Notes, func(n finding.Note) finding.Note {
		n.Message = text(n.Message)
		return n
	})
	return &n
}

// list maps a slice, to an empty one rather than nil.
func list[S, T any](from []S, f func(S) T) []T {
	to := make([]T, 0, len(from))
	for _, x := range from {
		to = append(to, f(x))
	}
	return to
}

func findingOf(f finding.Finding) Finding {
	return Finding{
		Analyzer: f.Analyzer,
		Severity: string(f.Severity),
		Package:  f.Package,
		Position: Position(f.Position),
		Message:  f.Message,
		Kind:     string(f.Kind),
		Remedy:   f.Remedy,
		Ports:    f.Ports.Strings(),
		Related: list(f.Related, func(r finding.Related) Related {
			return Related{Position(r.Position), r.Message}
		}),
		Fixes: list(f.Fixes, func(f finding.Fix) Fix {
			return Fix{f.Message, list(f.Edits, func(e finding.Edit) Edit { return Edit(e) })}
		}),
	}
}

// verdictsOf returns one verdict for each port.
func verdictsOf(from []finding.Verdict) []Verdict {
	to := []Verdict{}
	for _, v := range from {
		for _, port := range v.Ports.Strings() {
			to = append(to, Verdict{
				Package: v.Package,
				Port:    port,
				Status:  string(v.Status),
				Errors:  list(v.Errors, func(s string) string { return s }),
			})
		}
	}
	// Stable: one package on one port keeps the order of the report.
	slices.SortStableFunc(to, func(a, b Verdict) int {
		return cmp.Or(strings.Compare(a.Package, b.Package), strings.Compare(a.Port, b.Port))
	})
	return to
}

func problemOf(p finding.Problem) Problem {
	return Problem{
		File:    p.File,
		Line:    p.Line,
		Column:  p.Column,
		Message: p.Message,
		Ports:   p.Ports.Strings(),
	}
}

func summaryOf(r *finding.Report, d *Document) Summary {
	s := Summary{
		Findings:  len(d.Findings),
		Analyzers: make(map[string]int),
		Packages:  countPackages(r),
		Ports:     len(d.Ports),
		Problems:  len(d.Problems),
		PutOff:    r.PutOff,
	}
	for _, f := range d.Findings {
		s.Analyzers[f.Analyzer]++
	}
	for _, v := range d.Verdicts {
		switch finding.Status(v.Status) {
		case finding.OK:
			s.Verdicts.OK++
		case finding.Fail:
			s.Verdicts.Fail++
		case finding.Blocked:
			s.Verdicts.Blocked++
		case finding.Excluded:
			s.Verdicts.Excluded++
		case finding.Skipped:
			s.Verdicts.Skipped++
		}
	}
	return s
}

// countPackages returns the number of packages that a command had to do with:
// those with a finding, or a verdict other than excluded.
func countPackages(r *finding.Report) int {
	packages := make(map[string]bool)
	for _, f := range r.Findings {
		packages[f.Package] = true
	}
	for _, v := range r.Verdicts {
		if v.Status != finding.Excluded && !v.Ports.Empty() {
			packages[v.Package] = true
		}
	}
	delete(packages, "") // a finding outside of any package
	return len(packages)
}
