package render

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/internal/finding"
)

// maxAnnotations is how many errors, and how many warnings, GitHub shows of one
// step.
const maxAnnotations = 10

// GitHub writes r for the log of a GitHub workflow: the report as text, folded,
// and workflow commands that make annotations of what matters most: what could
// not be analysed, and findings, errors first.
func GitHub(w io.Writer, r *finding.Report, opt Options) error {
	g := &github{Report: normalized(r), locator: newLocator(r, opt.Dir)}
	defer g.close()
	g.text(opt)
	g.annotations()
	return write(w, g.out.String())
}

type github struct {
	*finding.Report
	*locator
	out strings.Builder
}

// text writes the report between commands that fold it, and that keep the
// runner from taking a line of it for a command.
func (g *github) text(opt Options) {
	t := &text{Report: g.Report, Options: Options{Verbose: opt.Verbose}}
	t.body()
	body := t.out.String()
	t.out.Reset()
	t.summary()
	summary := t.out.String()
	if body == "" {
		g.out.WriteString(summary)
		return
	}
	sum := sha256.Sum256([]byte(body)) // body cannot have it
	token := hex.EncodeToString(sum[:16])
	fmt.Fprintf(&g.out, "::group::xplatvet: %s::stop-commands::%s\n%s::%s::\n::endgroup::\n", summary, token, body, token)
}

// annotations writes a command for each problem and finding, as many as GitHub
// shows, and says how many more there are.
func (g *github) annotations() {
	var errors, warnings []finding.Finding
	for _, f := range g.Findings {
		if f.Severity == finding.Warning {
			warnings = append(warnings, f)
		} else {
			errors = append(errors, f)
		}
	}
	problems := problems(g.Report)
	shown := problems[:min(len(problems), maxAnnotations)]
	for _, p := range shown {
		at, _ := g.home(p.Position)
		if p.File == "" {
			at = finding.Position{}
		}
		g.command("error", p.Position, at, "xplatvet", oneLine(p.Message))
	}
	g.first("error", errors, maxAnnotations-len(shown))
	g.first("warning", warnings, maxAnnotations)
	var more []string
	for _, kind := range []struct {
		n    int
		noun string
	}{
		{len(problems) - len(shown), "problem"},
		{len(errors) - (maxAnnotations - len(shown)), "error"},
		{len(warnings) - maxAnnotations, "warning"},
	} {
		if kind.n > 0 {
			more = append(more, count(kind.n, kind.noun))
		}
	}
	if len(more) > 0 {
		fmt.Fprintf(&g.out, "::notice title=xplatvet::%s more in the log of this step: GitHub shows %d errors and %d warnings of a step\n",
			strings.Join(more, " and "), maxAnnotations, maxAnnotations)
	}
}

// first writes the n findings that matter most: those in the project before
// those in dependencies, on many ports before on few.
func (g *github) first(level string, list []finding.Finding, n int) {
	slices.SortStableFunc(list, func(a, b finding.Finding) int {
		_, ownA := g.name(a.File)
		_, ownB := g.name(b.File)
		if ownA != ownB {
			if ownA {
				return -1
			}
			return 1
		}
		return cmp.Compare(b.Ports.Len(), a.Ports.Len())
	})
	for _, f := range list[:min(n, len(list))] {
		at, own := g.home(f.Position)
		g.command(level, f.Position, at, ruleID(f), told(g.Report, f, own))
	}
}

// command writes a workflow command. At is p, or where p is shown.
func (g *github) command(level string, p, at finding.Position, title, message string) {
	var properties []string
	add := func(name, value string) {
		properties = append(properties, name+"="+escapeProperty(value))
	}
	if at.File != "" {
		add("file", escape(at.File))
	}
	if at.Line > 0 {
		src := g.file(p.File)
		add("line", fmt.Sprint(at.Line))
		if at.EndLine > at.Line {
			add("endLine", fmt.Sprint(at.EndLine)) // columns are for one line only
		} else if at.Column > 0 {
			add("col", fmt.Sprint(src.runeColumn(at.Line, at.Column)))
			if at.EndLine == at.Line && at.EndColumn > at.Column {
				add("endColumn", fmt.Sprint(src.runeColumn(at.Line, at.EndColumn)))
			}
		}
	}
	add("title", title)
	fmt.Fprintf(&g.out, "::%s %s::%s\n", level, strings.Join(properties, ","), escapeData(message))
}

// escapeData escapes the text of a workflow command, as actions/toolkit does.
func escapeData(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

// escapeProperty escapes the value of a property of a workflow command.
func escapeProperty(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(s)
}
