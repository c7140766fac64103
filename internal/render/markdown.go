package render

import (
	"fmt"
	"io"
	"strings"

	"github.com/xplatvet/xplatvet/internal/finding"
)

// maxMarkdown is how many findings are listed: GitHub takes a megabyte.
const maxMarkdown = 200

// Markdown writes r as a page of Markdown, such as the summary of a GitHub job.
func Markdown(w io.Writer, r *finding.Report, opt Options) error {
	m := &markdown{text: text{Report: normalized(r), Options: opt}, locator: newLocator(r, opt.Dir)}
	defer m.close()
	m.page()
	return write(w, m.out.String())
}

type markdown struct {
	text
	*locator
}

func (m *markdown) page() {
	line := &text{Report: m.Report}
	line.summary()
	mark := [...]string{"✅", "❌", "⚠️"}[m.ExitCode()]
	m.printf("### %s xplatvet %s\n\n%s\n", mark, escapeMarkdown(escape(m.Command)), escapeMarkdown(strings.TrimSpace(line.out.String())))
	if list := problems(m.Report); len(list) > 0 {
		m.printf("\nNot everything could be analysed:\n\n")
		for i, p := range list {
			if i == maxMarkdown {
				m.printf("- and %d more\n", len(list)-i)
				break
			}
			where := positionText(p.Position)
			m.printf("- %s%s%s\n", escapeMarkdown(prefixed(where, ": ")), escapeMarkdown(oneLine(p.Message)), escapeMarkdown(m.on(p.Ports)))
		}
	}
	m.table()
	if len(m.Findings) == 0 {
		return
	}
	m.printf("\n| | where | finding |\n| --- | --- | --- |\n")
	for i, f := range m.Findings {
		if i == maxMarkdown {
			m.printf("\nand %d more\n", len(m.Findings)-i)
			break
		}
		where := positionText(f.Position)
		if name, ok := m.name(f.File); ok {
			at := f.Position
			at.File = name
			where = positionText(at)
		}
		if where == "" {
			where = escape(f.Package)
		}
		mark := "❌"
		if f.Severity == finding.Warning {
			mark = "⚠️"
		}
		message := strings.ReplaceAll(escapeMarkdown(told(m.Report, f, true)), "\n", "<br>")
		m.printf("| %s | %s | %s (%s) |\n", mark, escapeMarkdown(where), message, escapeMarkdown(ruleID(f)))
	}
}

// table writes how many packages fare how on which ports.
func (m *markdown) table() {
	rows := gridRows(m.Report)
	if len(m.Verdicts) == 0 || len(rows) == 0 {
		return
	}
	columns := gridStatuses(rows)
	m.printf("\n| ports |")
	for _, s := range columns {
		m.printf(" %s |", s)
	}
	m.printf("\n| --- |%s\n", strings.Repeat(" ---: |", len(columns)))
	for _, row := range rows {
		m.printf("| %s |", escapeMarkdown(row.name))
		for _, s := range columns {
			cell := ""
			if n := row.count[s]; n > 0 {
				cell = fmt.Sprint(n)
			}
			m.printf(" %s |", cell)
		}
		m.printf("\n")
	}
	for i, line := range m.coverLines() {
		if i == 0 {
			m.printf("\n")
		}
		m.printf("- %s\n", escapeMarkdown(line))
	}
}

// escapeMarkdown returns text that Markdown shows as it is: no markup, no HTML,
// no cell of a table, and no link, mention or reference of GitHub's.
var escapeMarkdown = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", `*`, `\*`, `_`, `\_`, `[`, `\[`, `]`, `\]`, `~`, `\~`, `$`, `\$`, `!`, `\!`, `|`, `\|`,
	`<`, `&lt;`, `>`, `&gt;`, `&`, `&amp;`, `@`, `&#64;`, `#`, `&#35;`, `://`, `:&#47;&#47;`, `www.`, `www&#46;`,
).Replace
