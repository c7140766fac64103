package suppress

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/token"
	"os"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/spelling"
)

// A Ledger joins what many passes over the same files say of their directives.
// It is safe for concurrent use.
type Ledger struct {
	mu    sync.Mutex
	files map[string][]*Directive // nil for one without
	used  map[Use]bool
}

// Add adds the directives of a file, which is in fset under the name that it
// has on disk. A file that was added before is passed over, as is one that
// does not parse as a whole.
func (l *Ledger) Add(fset *token.FileSet, f *ast.File) {
	name := fset.PositionFor(f.FileStart, false).Filename
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, ok := l.files[name]; ok {
		return
	}
	var list []*Directive
	if Has(f) {
		if src, err := os.ReadFile(name); err == nil {
			list = Parse(fset, f, src)
		}
	}
	if l.files == nil {
		l.files = make(map[string][]*Directive)
	}
	l.files[name] = list
}

// Use records that names in directives have suppressed something.
func (l *Ledger) Use(uses []Use) {
	if len(uses) == 0 {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.used == nil {
		l.used = make(map[Use]bool)
	}
	for _, u := range uses {
		l.used[u] = true
	}
}

// A Complaint is what is wrong with a directive.
type Complaint struct {
	*Directive
	Message string

	pos, end token.Pos // text that is to go; none if the comment is of use to others
}

// Diagnostic returns c in the FileSet of Add.
func (c Complaint) Diagnostic() analysis.Diagnostic {
	d := analysis.Diagnostic{Pos: c.Comment.Pos(), End: c.Comment.End(), Message: c.Message}
	if c.pos.IsValid() {
		d.SuggestedFixes = []analysis.SuggestedFix{{
			Message:   "Delete the comment",
			TextEdits: []analysis.TextEdit{{Pos: c.pos, End: c.end}},
		}}
	}
	return d
}

// Analyzers says what the directives are judged by.
type Analyzers struct {
	Known []string // the names of the suite
	Ran   []string // those that looked at every file, on every port that matters
	Facts []string // other sources of findings, which no comment silences
}

// Complaints returns what is wrong with the directives, in the order of files
// and lines. One that names an analyzer which did not run may be of use.
func (l *Ledger) Complaints(by Analyzers) []Complaint {
	l.mu.Lock()
	defer l.mu.Unlock()
	var list []Complaint
	for _, directives := range l.files {
		for _, d := range directives {
			list = append(list, l.judge(d, by)...)
		}
	}
	slices.SortFunc(list, func(a, b Complaint) int {
		if c := strings.Compare(a.File, b.File); c != 0 {
			return c
		}
		return int(a.Comment.Pos() - b.Comment.Pos())
	})
	return list
}

func (l *Ledger) judge(d *Directive, by Analyzers) []Complaint {
	if d.Mistake != "" {
		return []Complaint{{Directive: d, Message: d.Mistake}}
	}
	var list []Complaint
	var unused []string
	for _, name := range d.Names {
		switch message, ok := l.judgeName(d, name, by); {
		case message != "":
			list = append(list, Complaint{Directive: d, Message: message})
		case !ok:
			unused = append(unused, name)
		}
	}
	if len(unused) > 0 {
		sep := " "
		if d.Kind == nolint {
			sep = ":"
		}
		c := Complaint{Directive: d, Message: fmt.Sprintf("//%s%s%s suppresses nothing; delete it", d.Kind, sep, strings.Join(unused, ","))}
		if len(unused) == len(d.Names) {
			c.pos, c.end = extent(d)
		}
		list = append(list, c)
	}
	return list
}

// judgeName returns what is wrong with a name in d, or whether it is of use,
// as far as one can tell.
func (l *Ledger) judgeName(d *Directive, name string, by Analyzers) (message string, ok bool) {
	if !ours(name) {
		return "", true
	}
	own, _ := strings.CutPrefix(name, Tool+"/")
	if slices.Contains(by.Facts, own) {
		return fmt.Sprintf("a comment does not silence %s; see xplatvet explain %s", own, own), false
	}
	known, ran, missed := false, false, false
	for _, a := range by.Known {
		if matches(name, a) {
			known = true
			ran = ran || slices.Contains(by.Ran, a)
			missed = missed || !slices.Contains(by.Ran, a)
		}
	}
	if known {
		return "", l.used[d.use(name)] || !ran || missed
	}
	if s := spelling.Nearest(own, by.Known); s != "" {
		return fmt.Sprintf("//%s names an unknown analyzer %q: did you mean %q?", d.Kind, name, Tool+"/"+s), false
	}
	return fmt.Sprintf("//%s names an unknown analyzer %q; xplatvet help lists them", d.Kind, name), false
}

// extent returns the comment with the space before it, and with its line if
// nothing else is there; nothing if the file has changed meanwhile.
func extent(d *Directive) (pos, end token.Pos) {
	src, err := os.ReadFile(d.File)
	last := d.offset + len(d.Comment.Text)
	if err != nil || last > len(src) || string(src[d.offset:last]) != d.Comment.Text {
		return token.NoPos, token.NoPos
	}
	first := len(bytes.TrimRight(src[:d.offset], " \t"))
	if first == 0 || src[first-1] == '\n' {
		if last < len(src) {
			last++ // the newline
		}
		// Of two blank lines one will do.
		if last < len(src) && src[last] == '\n' && (first == 0 || bytes.HasSuffix(src[:first], []byte("\n\n"))) {
			last++
		}
	}
	at := d.Comment.Pos() - token.Pos(d.offset)
	return at + token.Pos(first), at + token.Pos(last)
}
