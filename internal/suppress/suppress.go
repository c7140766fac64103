package suppress

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/token"
	"path"
	"slices"
	"strings"

	"honnef.co/go/tools/analysis/lint"
)

// Tool is what suppressions call the suite, and golangci-lint the linter.
const Tool = "xplatvet"

// The comments, less what follows.
const (
	lintPrefix = "//lint:"
	nolint     = "nolint"
)

// Nolint is the Kind of a comment for golangci-lint.
const Nolint = nolint

// A Directive is one suppression comment that concerns the suite.
type Directive struct {
	Comment *ast.Comment
	File    string // name, without regard to line directives
	Line    int    // of the comment
	Column  int
	Kind    string   // "lint:ignore", "lint:file-ignore" or "nolint"
	Names   []string // in lower case, those of other tools among them; empty is all linters
	Mistake string   // why it has no effect, or ""

	offset int     // of the comment in the file
	lines  []lines // that it covers
}

// lines is a range of lines, the last one included.
type lines struct{ from, to int }

func (r lines) contain(line int) bool { return r.from <= line && line <= r.to }

// A Use is a name in a directive that has suppressed something.
type Use struct {
	File         string
	Line, Column int
	Name         string
}

func (d *Directive) use(name string) Use { return Use{d.File, d.Line, d.Column, name} }

// Silences returns the names in d that silence a finding of an analyzer which
// begins on a line of the file; "" stands for a directive without names.
func (d *Directive) Silences(analyzer string, line int) []Use {
	if d.Mistake != "" || !slices.ContainsFunc(d.lines, func(r lines) bool { return r.contain(line) }) {
		return nil
	}
	if len(d.Names) == 0 {
		return []Use{d.use("")}
	}
	var uses []Use
	for _, name := range d.Names {
		if matches(name, analyzer) {
			uses = append(uses, d.use(name))
		}
	}
	return uses
}

// matches reports whether a name of a directive stands for an analyzer.
func matches(name, analyzer string) bool {
	if name == Tool || name == "*" {
		return true
	}
	ok, err := path.Match(name, Tool+"/"+strings.ToLower(analyzer))
	return ok && err == nil
}

// ours reports whether a name of a directive is of the suite, so that no other
// tool has a use for it.
func ours(name string) bool { return name == Tool || strings.HasPrefix(name, Tool+"/") }

// Mentioned reports whether the text of a file may have directives.
func Mentioned(src []byte) bool {
	return bytes.Contains(src, []byte(lintPrefix)) || bytes.Contains(src, []byte(nolint))
}

// Has reports whether f may have directives: it is quicker than Parse.
func Has(f *ast.File) bool {
	for _, g := range f.Comments {
		for _, c := range g.List {
			if strings.HasPrefix(c.Text, lintPrefix) || isNolint(c.Text) {
				return true
			}
		}
	}
	return false
}

// Parse returns the directives of a file that concern the suite, in the order
// of the source. The comments of f must be there, and src must be its text.
func Parse(fset *token.FileSet, f *ast.File, src []byte) []*Directive {
	if !Has(f) {
		return nil
	}
	p := &reader{fset: fset, file: f, src: src}
	for _, d := range lint.ParseDirectives([]*ast.File{f}, fset) {
		p.lint(d)
	}
	p.nolints()
	slices.SortFunc(p.list, func(a, b *Directive) int { return int(a.Comment.Pos() - b.Comment.Pos()) })
	return p.list
}

type reader struct {
	fset *token.FileSet
	file *ast.File
	src  []byte
	list []*Directive
}

func (p *reader) line(pos token.Pos) int { return p.fset.PositionFor(pos, false).Line }

func (p *reader) add(c *ast.Comment, kind string, names []string) *Directive {
	pos := p.fset.PositionFor(c.Pos(), false)
	d := &Directive{Comment: c, File: pos.Filename, Line: pos.Line, Column: pos.Column, Kind: kind, Names: names, offset: pos.Offset}
	p.list = append(p.list, d)
	return d
}

// lint adds a directive of staticcheck's form.
func (p *reader) lint(l lint.Directive) {
	if l.Command != "ignore" && l.Command != "file-ignore" || len(l.Arguments) == 0 {
		return
	}
	names := strings.Split(strings.ToLower(l.Arguments[0]), ",")
	if !slices.ContainsFunc(names, func(name string) bool { return ours(name) || name == "*" }) {
		return
	}
	d := p.add(l.Directive, "lint:"+l.Command, names)
	if strings.TrimSpace(strings.Join(l.Arguments[1:], "")) == "" {
		d.Mistake = fmt.Sprintf("//%s without a reason has no effect; say why after the names", d.Kind)
		return
	}
	for _, name := range names {
		if _, err := path.Match(name, ""); err != nil {
			d.Mistake = fmt.Sprintf("//%s has no effect: %q is no pattern", d.Kind, name)
			return
		}
	}
	if l.Command == "file-ignore" {
		d.lines = []lines{{0, p.line(p.file.FileEnd)}}
		return
	}
	node := p.line(l.Node.Pos())
	d.lines = []lines{{node, node}}
	if first := p.preamble(l.Node); first > 0 {
		d.lines = append(d.lines, lines{first, node})
	}
	if next := d.Line + 1; p.alone(l.Directive) {
		d.lines = append(d.lines, lines{next, next})
	} else {
		d.lines = append(d.lines, lines{d.Line, d.Line})
	}
}

// preamble returns the first line of what belongs to an import of "C", or 0 for
// another node. To cgo all of that is C: no comment for us can stand inside.
func (p *reader) preamble(n ast.Node) int {
	for _, decl := range p.file.Decls {
		d, ok := decl.(*ast.GenDecl)
		if !ok || d.Doc == nil || len(d.Specs) != 1 || n != d && n != ast.Node(d.Specs[0]) {
			continue
		}
		if spec, ok := d.Specs[0].(*ast.ImportSpec); ok && spec.Path.Value == `"C"` {
			return p.line(d.Doc.Pos())
		}
	}
	return 0
}

// alone reports whether no code stands before a comment on its line.
func (p *reader) alone(c *ast.Comment) bool {
	tok := p.fset.File(c.Pos())
	start, end := tok.Offset(tok.LineStart(p.line(c.Pos()))), tok.Offset(c.Pos())
	return end > len(p.src) || strings.TrimSpace(string(p.src[start:end])) == ""
}

// nolints adds the directives of golangci-lint's form, and gives them the lines
// that they have there (pkg/result/processors/nolint_filter.go).
func (p *reader) nolints() {
	type block struct {
		*Directive
		last, column int // of the comment group
	}
	var blocks []block
	for _, g := range p.file.Comments {
		for _, c := range g.List {
			names, ok := nolintNames(c.Text)
			if !ok {
				continue
			}
			ours := len(names) == 0
			mistake := ""
			for _, name := range names {
				if name == Tool {
					ours = true
				}
				if analyzer, ok := strings.CutPrefix(name, Tool+"/"); ok {
					ours = true
					mistake = fmt.Sprintf("//nolint:%s has no effect: golangci-lint knows whole linters; write //nolint:%s, or //lint:ignore %s/%s and a reason", name, Tool, Tool, analyzer)
				}
			}
			if !ours {
				continue
			}
			d := p.add(c, nolint, names)
			if d.Mistake = mistake; mistake != "" {
				continue
			}
			first, last := p.fset.PositionFor(g.Pos(), false), p.line(g.End())
			d.lines = []lines{{first.Line, last}}
			blocks = append(blocks, block{d, last, first.Column})
		}
	}
	if len(blocks) == 0 {
		return
	}
	ast.Inspect(p.file, func(n ast.Node) bool {
		if n == nil {
			return true
		}
		pos := p.fset.PositionFor(n.Pos(), false)
		for _, b := range blocks {
			if b.last == pos.Line-1 && b.column == pos.Column {
				b.lines = append(b.lines, lines{pos.Line, p.line(n.End())})
			}
		}
		return true
	})
}

// nolintNames returns the linters that a comment names if it is one for
// golangci-lint; none are all.
func nolintNames(text string) (names []string, ok bool) {
	if !isNolint(text) {
		return nil, false
	}
	text = strings.TrimLeft(text, "/ ")
	list, ok := strings.CutPrefix(text, nolint+":")
	if !ok || strings.HasPrefix(list, "all") {
		return nil, true
	}
	list, _, _ = strings.Cut(list, "//")
	for name := range strings.SplitSeq(list, ",") {
		name = strings.ToLower(strings.TrimSpace(name))
		if name == "all" {
			return nil, true
		}
		names = append(names, name)
	}
	return names, true
}

func isNolint(text string) bool {
	rest, ok := strings.CutPrefix(strings.TrimLeft(text, "/ "), nolint)
	return ok && (rest == "" || rest[0] == ' ' || rest[0] == ':')
}
