package render

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/xplatvet/xplatvet/internal/edit"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/render/html"
	"github.com/xplatvet/xplatvet/platform"
)

// HTML writes r as one page that needs nothing else: a grid of packages and
// ports, and the findings with the code that they are in, as the files of the
// module are now.
func HTML(w io.Writer, r *finding.Report, opt Options) error {
	b := &pageBuilder{
		Report: normalized(r), opt: opt, sources: newSources(r.Root), left: maxPageCode,
		sets: make(map[platform.Set]int), rules: make(map[string]int), packages: make(map[string]int),
	}
	defer b.sources.close()
	out, err := html.Page("xplatvet "+escape(r.Command), b.page())
	if err != nil {
		return fmt.Errorf("encode report: %w", err)
	}
	return write(w, out)
}

// How much code is shown on a page: in bytes on all of it and on one line, in
// lines around a finding and of a change.
const (
	maxPageCode  = 2 << 20
	maxPageLine  = 240
	aroundLines  = 2
	maxDiffLines = 40
)

// The types below are what the script of the page reads. Texts are escaped: no
// character of them acts on what is around it.

type htmlPage struct {
	Command  string        `json:"command"`
	Summary  string        `json:"summary"`
	Code     int           `json:"code"`  // of the exit
	Ports    []string      `json:"ports"` // GOOS/GOARCH, with :cgo or :nocgo
	Sets     []htmlSet     `json:"sets"`
	Packages []string      `json:"packages"`
	Rows     []string      `json:"rows"` // a letter for each port, see statusLetter
	Row      []int         `json:"row"`  // index into rows, by package
	Notes    []htmlNote    `json:"notes"`
	Rules    []htmlRule    `json:"rules"`
	Findings []htmlFinding `json:"findings"`
	Problems []htmlProblem `json:"problems"`
	Cover    []string      `json:"cover"` // which ports stand for others
	Gone     []string      `json:"gone"`
	PutOff   int           `json:"putOff"`
}

// An htmlSet is a set of ports.
type htmlSet struct {
	Bits string `json:"bits"` // 0 or 1 for each port
	Text string `json:"text"`
}

// An htmlNote is why a package does not build on some ports.
type htmlNote struct {
	Package int      `json:"p"`
	Status  string   `json:"s"` // its letter
	Set     int      `json:"o"`
	Errors  []string `json:"e"`
}

type htmlRule struct {
	Name    string `json:"name"`
	Source  string `json:"source"` // what xplatvet explain takes
	Summary string `json:"summary"`
	URL     string `json:"url"`
}

type htmlFinding struct {
	Rule    int        `json:"r"`
	Warning int        `json:"w"` // 1 if it is one
	Package int        `json:"p"`
	Where   string     `json:"f"`
	Message []string   `json:"m"` // lines
	Remedy  string     `json:"y,omitempty"`
	Set     int        `json:"o"`
	Code    []htmlLine `json:"c,omitempty"`
	Related []htmlNear `json:"l,omitempty"`
	Fixes   []htmlFix  `json:"x,omitempty"`
}

// An htmlLine is a line of code: before, in and behind what a finding is about.
type htmlLine struct {
	Number int      `json:"n"`
	Text   []string `json:"t"`
}

type htmlNear struct {
	Where   string `json:"f"`
	Message string `json:"m"`
}

type htmlFix struct {
	Message string   `json:"m"`
	Diff    []string `json:"d,omitempty"`
}

type htmlProblem struct {
	Where   string `json:"f"`
	Message string `json:"m"`
	Ports   string `json:"o"`
}

// statusLetter returns the letter of a status in a row; "." is no verdict.
func statusLetter(s finding.Status) byte {
	switch s {
	case finding.OK:
		return 'o'
	case finding.Fail:
		return 'f'
	case finding.Blocked:
		return 'b'
	case finding.Excluded:
		return 'x'
	}
	return 's'
}

// A pageBuilder makes the data of a page.
type pageBuilder struct {
	*finding.Report
	opt      Options
	sources  *sources
	left     int // bytes of code that may still be shown
	ports    []platform.Port
	sets     map[platform.Set]int
	rules    map[string]int
	packages map[string]int
	out      htmlPage
}

func (b *pageBuilder) page() *htmlPage {
	t := &text{Report: b.Report}
	t.summary()
	b.out = htmlPage{
		Command: escape(b.Command), Summary: strings.TrimSpace(t.out.String()), Code: b.ExitCode(), PutOff: b.PutOff,
		Ports: []string{}, Sets: []htmlSet{}, Packages: []string{}, Rows: []string{}, Row: []int{}, Notes: []htmlNote{},
		Rules: []htmlRule{}, Findings: []htmlFinding{}, Problems: []htmlProblem{}, Gone: []string{}, Cover: append([]string{}, t.coverLines()...),
	}
	universe := b.Ports // and what findings add that is no target
	for _, f := range b.Findings {
		universe = universe.Union(f.Ports)
	}
	for _, v := range b.Verdicts {
		universe = universe.Union(v.Ports)
	}
	for p := range universe.Ports() {
		b.ports = append(b.ports, p)
		b.out.Ports = append(b.out.Ports, p.String())
	}
	b.grid()
	for _, f := range b.Findings {
		b.out.Findings = append(b.out.Findings, b.finding(f))
	}
	for _, p := range problems(b.Report) {
		b.out.Problems = append(b.out.Problems, htmlProblem{positionText(p.Position), oneLine(p.Message), strings.TrimPrefix(t.on(p.Ports), " on ")})
	}
	for _, f := range b.Gone {
		b.out.Gone = append(b.out.Gone, fmt.Sprintf("%s: %s (%s)", escape(f.File), oneLine(f.Message), escape(f.Analyzer)))
	}
	return &b.out
}

// grid fills in packages and how they fare. Packages of equal fate share a row.
func (b *pageBuilder) grid() {
	var names []string
	for _, v := range b.Verdicts {
		names = append(names, v.Package)
	}
	for _, f := range b.Findings {
		names = append(names, f.Package)
	}
	slices.Sort(names)
	names = slices.Compact(names)
	rows := make([][]byte, len(names))
	for i, name := range names {
		b.packages[name] = i
		b.out.Packages = append(b.out.Packages, escape(name))
		rows[i] = []byte(strings.Repeat(".", len(b.ports)))
	}
	for _, v := range b.Verdicts {
		p := b.packages[v.Package]
		for i, port := range b.ports {
			if v.Ports.Contains(port) {
				rows[p][i] = statusLetter(v.Status)
			}
		}
		if len(v.Errors) > 0 {
			b.out.Notes = append(b.out.Notes, htmlNote{p, string(statusLetter(v.Status)), b.set(v.Ports), list(v.Errors, oneLine)})
		}
	}
	index := make(map[string]int)
	for _, row := range rows {
		i, ok := index[string(row)]
		if !ok {
			i = len(b.out.Rows)
			index[string(row)] = i
			b.out.Rows = append(b.out.Rows, string(row))
		}
		b.out.Row = append(b.out.Row, i)
	}
}

// set returns the index of a set of ports.
func (b *pageBuilder) set(s platform.Set) int {
	i, ok := b.sets[s]
	if !ok {
		i = len(b.out.Sets)
		b.sets[s] = i
		bits := []byte(strings.Repeat("0", len(b.ports)))
		for i, port := range b.ports {
			if s.Contains(port) {
				bits[i] = '1'
			}
		}
		t := &text{Report: b.Report}
		b.out.Sets = append(b.out.Sets, htmlSet{string(bits), strings.TrimPrefix(t.on(s), " on ")})
	}
	return i
}

func (b *pageBuilder) finding(f finding.Finding) htmlFinding {
	out := htmlFinding{
		Rule:    b.rule(f),
		Package: b.packages[f.Package],
		Where:   positionText(f.Position),
		Message: messageLines(f),
		Remedy:  oneLine(f.Remedy),
		Set:     b.set(f.Ports),
		Code:    b.code(f.Position),
	}
	if f.Severity == finding.Warning {
		out.Warning = 1
	}
	for _, r := range f.Related {
		out.Related = append(out.Related, htmlNear{positionText(r.Position), oneLine(r.Message)})
	}
	for _, fix := range f.Fixes {
		out.Fixes = append(out.Fixes, htmlFix{oneLine(fix.Message), b.diff(fix)})
	}
	return out
}

func (b *pageBuilder) rule(f finding.Finding) int {
	rule := b.opt.rule(f)
	i, ok := b.rules[rule.Name]
	if !ok {
		i = len(b.out.Rules)
		b.rules[rule.Name] = i
		b.out.Rules = append(b.out.Rules, htmlRule{rule.Name, escape(f.Analyzer), rule.Summary, rule.URL})
	}
	return i
}

// code returns the lines around a finding.
func (b *pageBuilder) code(p finding.Position) []htmlLine {
	src := b.sources.file(p.File)
	if _, ok := src.line(p.Line); !ok {
		return nil
	}
	var lines []htmlLine
	size := 0
	for n := p.Line - aroundLines; n <= p.Line+aroundLines; n++ {
		line, ok := src.line(n)
		if !ok || n == len(src.starts) && len(line) == 0 {
			continue // before the first line, or behind the last one
		}
		from, to := len(line), len(line)
		if n == p.Line && p.Column > 0 {
			from = min(p.Column-1, len(line))
			switch {
			case p.EndLine == p.Line && p.EndColumn > p.Column:
				to = min(p.EndColumn-1, len(line))
			case p.EndLine <= p.Line:
				to = from + len(word.Find(line[from:]))
			}
		}
		text := []string{codeText(line[:from])}
		if to > from {
			text = append(text, codeText(line[from:to]), codeText(line[to:]))
		}
		lines = append(lines, htmlLine{n, text})
		size += len(line)
	}
	if b.left -= size; b.left < 0 {
		return nil
	}
	return lines
}

// word is what is marked of a line if only its start is known.
var word = regexp.MustCompile(`^(\w+(\.\w+)*|.)`)

// codeText returns code escaped, but for tabs, and cut.
func codeText(line []byte) string {
	cut := ""
	if len(line) > maxPageLine {
		line, cut = line[:maxPageLine], "…"
	}
	var parts []string
	for part := range strings.SplitSeq(string(line), "\t") {
		parts = append(parts, escape(part))
	}
	return strings.Join(parts, "\t") + cut
}

// diff returns what a fix changes, as lines of a diff without headers.
func (b *pageBuilder) diff(fix finding.Fix) []string {
	var edits []edit.Edit
	for _, e := range fix.Edits {
		if e.File != fix.Edits[0].File {
			return nil
		}
		edits = append(edits, edit.Edit{Start: e.Start, End: e.End, New: e.NewText})
	}
	if len(edits) == 0 {
		return nil
	}
	src := b.sources.file(fix.Edits[0].File)
	if src == nil {
		return nil
	}
	out, dropped := edit.Apply(src.text, [][]edit.Edit{edits})
	if len(dropped) > 0 {
		return nil
	}
	var lines []string
	_, body, _ := strings.Cut(string(diff.Diff("a", src.text, "b", out)), "\n@@")
	for line := range strings.Lines("@@" + body) {
		if strings.HasPrefix(line, "@@") {
			continue
		}
		if len(lines) == maxDiffLines {
			lines = append(lines, "…")
			break
		}
		text := codeText([]byte(strings.TrimRight(line, "\r\n")))
		lines = append(lines, text)
		b.left -= len(text)
	}
	if b.left < 0 {
		return nil
	}
	return lines
}
