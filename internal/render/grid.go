package render

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/platform"
)

// A gridRow is ports on which every package fares alike.
type gridRow struct {
	ports platform.Set
	name  string
	count map[finding.Status]int // packages
}

// gridRows returns the targets of a report in as few rows as there are
// different outcomes, in the order of ports. The row with the most ports is the
// last one, "every other port", if it takes many words to name them.
func gridRows(r *finding.Report) []gridRow {
	type key struct {
		pkg    string
		status finding.Status
	}
	on := make(map[key]platform.Set)
	for _, v := range r.Verdicts {
		k := key{v.Package, v.Status}
		on[k] = on[k].Union(v.Ports)
	}
	classes := []platform.Set{r.Ports}
	for _, ports := range on {
		for i := range len(classes) {
			in, out := classes[i].Intersect(ports), classes[i].Minus(ports)
			if !in.Empty() && !out.Empty() {
				classes[i] = in
				classes = append(classes, out)
			}
		}
	}
	var rows []gridRow
	for port := range r.Ports.Ports() {
		i := slices.IndexFunc(classes, func(s platform.Set) bool { return s.Contains(port) })
		if i < 0 {
			continue // its row is there
		}
		row := gridRow{classes[i], classes[i].Text(r.Ports), make(map[finding.Status]int)}
		for k, ports := range on {
			if row.ports.Overlaps(ports) {
				row.count[k.status]++
			}
		}
		rows = append(rows, row)
		classes = slices.Delete(classes, i, i+1)
	}
	if len(rows) > 1 {
		most := 0
		for i, row := range rows {
			if row.ports.Len() > rows[most].ports.Len() {
				most = i
			}
		}
		if rest := rows[most]; len(rest.name) > maxGridName {
			rest.name = "every other port"
			rows = append(slices.Delete(rows, most, most+1), rest)
		}
	}
	return rows
}

// maxGridName is how long a name of ports may be where another way to say it is
// at hand.
const maxGridName = 40

// gridStatuses returns the statuses that some row has, ok first.
func gridStatuses(rows []gridRow) []finding.Status {
	var list []finding.Status
	for _, s := range statuses {
		if s == finding.OK || slices.ContainsFunc(rows, func(r gridRow) bool { return r.count[s] > 0 }) {
			list = append(list, s)
		}
	}
	return list
}

// gridWidth is the width of the grid, in columns of a terminal.
const gridWidth = 80

// grid writes how many packages fare how on which ports, a line for those that
// are alike. If all are, the summary says it.
func (t *text) grid() {
	rows := gridRows(t.Report)
	if len(rows) < 2 {
		return
	}
	columns := gridStatuses(rows)
	right := 0
	for _, s := range columns {
		right += 2 + max(len(s), 5)
	}
	cells := func(cell func(finding.Status) string) {
		for _, s := range columns {
			t.printf("  %*s", max(len(s), 5), cell(s))
		}
		t.printf("\n")
	}
	left := 0
	names := make([][]string, len(rows))
	for i, row := range rows {
		names[i] = wrap(row.name, gridWidth-right)
		for _, line := range names[i] {
			left = max(left, utf8.RuneCountInString(line))
		}
	}
	t.printf("%s%*s", "ports", max(0, left-len("ports")), "")
	cells(func(s finding.Status) string { return string(s) })
	for i, row := range rows {
		for j, line := range names[i] {
			if j < len(names[i])-1 {
				t.printf("%s\n", line)
				continue
			}
			t.printf("%-*s", left, line)
			cells(func(s finding.Status) string {
				if row.count[s] == 0 {
					return "-"
				}
				return fmt.Sprint(row.count[s])
			})
		}
	}
}

// wrap breaks a list of ports into lines, after commas and at spaces. Lines
// after the first one are indented.
func wrap(s string, width int) []string {
	var lines []string
	line := ""
	for word := range strings.SplitSeq(strings.ReplaceAll(s, ",", ",\x00"), "\x00") {
		for w := range strings.SplitAfterSeq(word, " ") {
			if line != "" && len(line)+len(strings.TrimRight(w, " ")) > width {
				lines = append(lines, strings.TrimRight(line, " "))
				line = "  "
				w = strings.TrimLeft(w, " ")
			}
			line += w
		}
	}
	return append(lines, line)
}
