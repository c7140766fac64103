// Package finding is what every pass and command of xplatvet produces: a
// finding holds a place in the source, a message, and the ports on which it is
// true; a verdict says how one package fares on one port.
package finding

import (
	"cmp"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/platform"
)

// A Severity ranks a finding. Type and compile errors are errors.
type Severity string

const (
	Error   Severity = "error"
	Warning Severity = "warning"
)

// Names in Finding.Analyzer that are not analyzers.
const (
	Typecheck = "typecheck" // an error of the type checker
	Compile   = "compile"   // an error of the go command: load, compile, assemble, cgo, link

	Suppression = "suppression" // a comment that is to suppress findings, and suppresses none
)

// NotAnalyzers returns the names in Finding.Analyzer that are not analyzers.
func NotAnalyzers() []string { return []string{Compile, Suppression, Typecheck} }

// A Position is a place in a file. Lines and columns count from 1, columns in
// bytes; 0 is unknown. End is exclusive.
type Position struct {
	File      string // slash-separated, relative to the module root if below it
	Line      int
	Column    int
	EndLine   int
	EndColumn int
}

// InDependency reports whether the file belongs to a module in the module
// cache: "module@version/file".
func (p Position) InDependency() bool { return strings.Contains(p.File, "@v") }

// A Finding is one statement about the source that holds on some ports.
type Finding struct {
	Analyzer string // analyzer name, or one of the names above
	Severity Severity
	Package  string // import path; a test variant goes under the package it tests
	Position
	Message string
	Kind    Kind   // of a build error
	Remedy  string // what to do about a build error; one line, or ""
	Ports   platform.Set
	Related []Related
	Fixes   []Fix
}

// A Related is another place that explains a finding.
type Related struct {
	Position
	Message string
}

// A Fix is a change that mends a finding.
type Fix struct {
	Message string
	Edits   []Edit
}

// An Edit replaces the bytes [Start, End) of File with NewText.
type Edit struct {
	File       string
	Start, End int
	NewText    string
}

// A Status is how a package fares on a port.
type Status string

const (
	OK       Status = "ok"
	Fail     Status = "fail"     // has errors of its own
	Blocked  Status = "blocked"  // a dependency fails
	Excluded Status = "excluded" // build constraints exclude all its files, and nothing asked for it by name
	Skipped  Status = "skipped"  // not examined; the report says why
)

// A Verdict is the status of one package on the ports it holds for.
type Verdict struct {
	Package string
	Ports   platform.Set
	Status  Status
	Errors  []string // its own errors ("file:line:col: message"), or the failed dependencies for Blocked
}

// A Problem is why something could not be analysed. Any problem makes the
// exit code 2.
type Problem struct {
	Position        // zero if there is no file to point to
	Message  string // one line, with the remedy
	Ports    platform.Set
}

// A Note is what the reader should know of ports, though nothing failed.
type Note struct {
	Message string // one line
	Ports   platform.Set
}

// A Report is the outcome of one command.
type Report struct {
	Command  string       // check, build, ...
	Root     string       // directory that the names of files are relative to; "" if there was no module
	Ports    platform.Set // the targets
	Findings []Finding
	Verdicts []Verdict
	Problems []Problem
	Notes    []Note

	Cover []Cover // of a build of representatives: which ports each stands for

	// Revision is a digest of what was built, and how: parts of one build, made
	// on several machines, have the same. It is "" if that is not known.
	Revision string
	Shard    Shard

	PutOff int       // findings that are left out because the project has put them off
	Gone   []Finding // what the project has put off, and is not there any more; without lines and severity
}

// A Cover is a port that stands for others: what compiles there, and on the
// other ports that were chosen, compiles on them.
type Cover struct {
	Port platform.Port
	For  platform.Set // without Port
}

// A Shard is a part of the work of a command: that with the number Index, from
// 1, of Count. The zero Shard is all of it.
type Shard struct{ Index, Count int }

// Idle returns the ports on which there are packages, but build constraints
// exclude each of them: the go command builds nothing there, and says so in a
// warning at best.
func (r *Report) Idle() platform.Set {
	var idle, busy platform.Set
	for _, v := range r.Verdicts {
		if v.Status == Excluded {
			idle = idle.Union(v.Ports)
		} else {
			busy = busy.Union(v.Ports)
		}
	}
	return idle.Minus(busy)
}

// ExitCode returns 0 for a clean report, 1 if there are findings, 2 if
// something could not be analysed, or there was nothing to build at all.
func (r *Report) ExitCode() int {
	idle := r.Idle()
	switch {
	case len(r.Problems) > 0, !idle.Empty() && r.Ports.SubsetOf(idle):
		return 2
	case len(r.Findings) > 0:
		return 1
	}
	return 0
}

// Normalize merges equal findings, verdicts and problems over ports, and puts
// them in their total order.
func (r *Report) Normalize() {
	r.Findings = Merge(r.Findings)
	r.Cover = mergeFunc(r.Cover, compareCovers, compareCovers, func(c *Cover, d Cover) {})
	r.Gone = Merge(r.Gone)
	r.Verdicts = mergeFunc(r.Verdicts, compareVerdicts, compareVerdicts, func(v *Verdict, w Verdict) { v.Ports = v.Ports.Union(w.Ports) })
	r.Notes = mergeFunc(r.Notes, compareNotes, compareNotes, func(n *Note, m Note) { n.Ports = n.Ports.Union(m.Ports) })
	r.Problems = mergeFunc(r.Problems, compareProblems, compareProblems, func(p *Problem, q Problem) { p.Ports = p.Ports.Union(q.Ports) })
}

// Merge joins findings that say the same of the same place, and returns them
// in their total order. The result holds on the ports of all of them, and has
// the fixes and related places, the least ones in their order, that one of
// them has: not every pass over a file may edit it. It does not depend on the
// order of the input.
func Merge(list []Finding) []Finding {
	return mergeFunc(list, compareFindings, compareStatements, func(f *Finding, g Finding) {
		f.Ports = f.Ports.Union(g.Ports)
		f.Fixes = leastOf(f.Fixes, g.Fixes, compareFixes)
		f.Related = leastOf(f.Related, g.Related, compareRelated)
	})
}

// leastOf returns the lesser of two lists that is not empty.
func leastOf[T any](a, b []T, compare func(a, b T) int) []T {
	if len(a) == 0 || len(b) > 0 && slices.CompareFunc(b, a, compare) < 0 {
		return b
	}
	return a
}

// mergeFunc sorts list by compare and folds runs of elements that are the same
// with join. Elements that are the same must follow each other in the order.
func mergeFunc[T any](list []T, compare, same func(a, b T) int, join func(into *T, from T)) []T {
	list = slices.Clone(list)
	slices.SortStableFunc(list, compare)
	var out []T
	for _, x := range list {
		if n := len(out); n > 0 && same(out[n-1], x) == 0 {
			join(&out[n-1], x)
			continue
		}
		out = append(out, x)
	}
	return out
}

// ComparePositions orders positions by file, line and column.
func ComparePositions(a, b Position) int {
	return cmp.Or(
		strings.Compare(a.File, b.File),
		cmp.Compare(a.Line, b.Line),
		cmp.Compare(a.Column, b.Column),
		cmp.Compare(a.EndLine, b.EndLine),
		cmp.Compare(a.EndColumn, b.EndColumn),
	)
}

// compareStatements orders findings by place and by what they say.
func compareStatements(a, b Finding) int {
	return cmp.Or(
		ComparePositions(a.Position, b.Position),
		strings.Compare(a.Analyzer, b.Analyzer),
		strings.Compare(a.Message, b.Message),
		strings.Compare(a.Package, b.Package),
		strings.Compare(string(a.Severity), string(b.Severity)),
		strings.Compare(string(a.Kind), string(b.Kind)),
		strings.Compare(a.Remedy, b.Remedy),
	)
}

// compareFindings is a total order over all of a finding but its ports.
func compareFindings(a, b Finding) int {
	return cmp.Or(
		compareStatements(a, b),
		slices.CompareFunc(a.Related, b.Related, compareRelated),
		slices.CompareFunc(a.Fixes, b.Fixes, compareFixes),
	)
}

func compareRelated(a, b Related) int {
	return cmp.Or(ComparePositions(a.Position, b.Position), strings.Compare(a.Message, b.Message))
}

func compareFixes(a, b Fix) int {
	return cmp.Or(strings.Compare(a.Message, b.Message), slices.CompareFunc(a.Edits, b.Edits, compareEdits))
}

func compareEdits(a, b Edit) int {
	return cmp.Or(
		strings.Compare(a.File, b.File),
		cmp.Compare(a.Start, b.Start),
		cmp.Compare(a.End, b.End),
		strings.Compare(a.NewText, b.NewText),
	)
}

func compareVerdicts(a, b Verdict) int {
	return cmp.Or(
		strings.Compare(a.Package, b.Package),
		strings.Compare(string(a.Status), string(b.Status)),
		slices.Compare(a.Errors, b.Errors),
	)
}

func compareCovers(a, b Cover) int {
	return cmp.Or(comparePorts(platform.Of(a.Port), platform.Of(b.Port)), comparePorts(a.For, b.For))
}

// comparePorts orders sets as their ports are ordered.
func comparePorts(a, b platform.Set) int {
	return slices.Compare(a.Strings(), b.Strings())
}

func compareNotes(a, b Note) int { return strings.Compare(a.Message, b.Message) }

func compareProblems(a, b Problem) int {
	return cmp.Or(ComparePositions(a.Position, b.Position), strings.Compare(a.Message, b.Message))
}
