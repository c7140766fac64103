package baseline

import (
	"cmp"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/platform"
)

// An Entry is a finding that is put off.
type Entry struct {
	Analyzer string
	Package  string
	File     string // as in finding.Position
	Code     string // of the line, see Lines; "" if there is none to be had
	Message  string
	Severity finding.Severity
	Ports    platform.Set
	Count    int
}

// key is what makes a finding the same.
type key struct{ analyzer, pkg, file, code, message string }

func (e Entry) key() key {
	k := key{e.Analyzer, e.Package, e.File, e.Code, ""}
	if e.Code == "" {
		k.message = e.Message
	}
	return k
}

// compare is the order of the file, by all but the count.
func compare(a, b Entry) int {
	return cmp.Or(
		strings.Compare(a.File, b.File),
		strings.Compare(a.Package, b.Package),
		strings.Compare(a.Analyzer, b.Analyzer),
		strings.Compare(a.Code, b.Code),
		strings.Compare(a.Message, b.Message),
		strings.Compare(string(a.Severity), string(b.Severity)),
		strings.Compare(a.Ports.String(), b.Ports.String()),
	)
}

// A Baseline is the findings that a project has put off.
type Baseline struct {
	Entries []Entry // in order, no two equal but for the count
}

// New returns the Baseline of entries in any order.
func New(entries []Entry) *Baseline {
	entries = slices.Clone(entries)
	slices.SortFunc(entries, compare)
	b := new(Baseline)
	for _, e := range entries {
		if n := len(b.Entries); n > 0 && compare(b.Entries[n-1], e) == 0 {
			b.Entries[n-1].Count += e.Count
			continue
		}
		b.Entries = append(b.Entries, e)
	}
	return b
}

// EntryOf returns the entry for a finding.
func EntryOf(f finding.Finding, lines *Lines) Entry {
	return Entry{
		Analyzer: f.Analyzer, Package: f.Package, File: f.File, Code: lines.code(f.Position),
		Message: f.Message, Severity: f.Severity, Ports: f.Ports, Count: 1,
	}
}

// Cover reports for each finding whether b has it. Gone is the entries of b, in
// their order, that are left over; those of a finding which has spread to more
// ports are not.
func (b *Baseline) Cover(list []finding.Finding, lines *Lines) (covered []bool, gone []Entry) {
	gone = slices.Clone(b.Entries)
	byKey := make(map[key][]*Entry)
	for i := range gone {
		byKey[gone[i].key()] = append(byKey[gone[i].key()], &gone[i])
	}
	// Each entry first covers what it was written for, only then what has
	// fewer ports or another message.
	covered = make([]bool, len(list))
	for _, exact := range []bool{true, false} {
		for i, f := range list {
			if covered[i] {
				continue
			}
			want := EntryOf(f, lines)
			var best *Entry
			for _, e := range byKey[want.key()] {
				switch {
				case e.Count == 0, exact && compare(*e, want) != 0, !f.Ports.SubsetOf(e.Ports):
				case best == nil, e.Ports.Len() < best.Ports.Len():
					best = e
				}
			}
			if best != nil {
				best.Count--
				covered[i] = true
			}
		}
	}
	for i, f := range list {
		covered[i] = covered[i] || b.explains(f, lines)
	}
	spread := make(map[key]bool)
	for i, f := range list {
		if !covered[i] {
			spread[EntryOf(f, lines).key()] = true
		}
	}
	return covered, slices.DeleteFunc(gone, func(e Entry) bool { return e.Count == 0 || spread[e.key()] })
}

// explains reports whether f is an error of the type checker in a line of
// which b has what an analyzer says: together with that it is not reported,
// but that analyzer need not have run.
func (b *Baseline) explains(f finding.Finding, lines *Lines) bool {
	if f.Analyzer != finding.Typecheck {
		return false
	}
	want := EntryOf(f, lines)
	return want.Code != "" && slices.ContainsFunc(b.Entries, func(e Entry) bool {
		return e.Severity == finding.Error && e.Package == want.Package && e.File == want.File && e.Code == want.Code && f.Ports.SubsetOf(e.Ports)
	})
}
