package cgoguard

import (
	"go/ast"
	"go/build/constraint"
	"go/token"
	"strconv"
	"strings"
	"unicode"

	xconstraint "github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/platform"
)

// A directive is one line of a preamble that sets flags:
//
//	#cgo CONDITION... VERB: FLAG...
type directive struct {
	conditions []string // any of them suffices; none means always
	verb       string   // CFLAGS, LDFLAGS, pkg-config, ...
	verbPos    token.Pos
	flags      []word
}

// A word is a flag or the argument of one, unquoted.
type word struct {
	text     string
	pos, end token.Pos // as it is written, quotes included
}

// A cImport is an import of "C" with the comment that is its preamble, or nil.
type cImport struct {
	spec     *ast.ImportSpec
	preamble *ast.CommentGroup
}

// importsOfC returns the imports of "C". The comment that go/build takes for
// the preamble is that of the spec, or of a declaration with one spec.
func importsOfC(f *ast.File) []cImport {
	var list []cImport
	for _, d := range f.Decls {
		d, ok := d.(*ast.GenDecl)
		if !ok || d.Tok != token.IMPORT {
			continue
		}
		for _, s := range d.Specs {
			spec, ok := s.(*ast.ImportSpec)
			if !ok {
				continue
			}
			if path, err := strconv.Unquote(spec.Path.Value); err != nil || path != "C" {
				continue
			}
			c := cImport{spec, spec.Doc}
			if c.preamble == nil && len(d.Specs) == 1 {
				c.preamble = d.Doc
			}
			list = append(list, c)
		}
	}
	return list
}

// directivesOf returns the #cgo directives of a preamble. It follows
// go/build.Context.saveCgo; lines that this refuses are left out, as the go
// command itself reports them on every port.
func directivesOf(tok *token.File, doc *ast.CommentGroup) []directive {
	var list []directive
	for _, line := range linesOf(tok, doc) {
		if d, ok := parseDirective(line); ok {
			list = append(list, d)
		}
	}
	return list
}

// A line is a part of a comment and where it starts.
type line struct {
	text string
	pos  token.Pos
}

// from returns what is left of l from byte i on.
func (l line) from(i int) line { return line{l.text[i:], l.pos + token.Pos(i)} }

// trim returns l without white space at either end.
func (l line) trim() line {
	text := strings.TrimLeftFunc(l.text, unicode.IsSpace)
	return line{strings.TrimSpace(text), l.pos + token.Pos(len(l.text)-len(text))}
}

// linesOf returns the lines of a comment without its markers. The text of a
// comment lacks the carriage returns of the source, so the lines are found by
// number.
func linesOf(tok *token.File, doc *ast.CommentGroup) []line {
	if doc == nil || tok == nil {
		return nil
	}
	var list []line
	for _, c := range doc.List {
		const marker = len("//") // or "/*"
		if len(c.Text) < marker {
			continue
		}
		text := line{c.Text[marker:], c.Pos() + token.Pos(marker)}
		if c.Text[1] == '/' {
			list = append(list, text)
			continue
		}
		number := tok.PositionFor(c.Pos(), false).Line
		for i, s := range strings.Split(strings.TrimSuffix(text.text, "*/"), "\n") {
			switch {
			case i == 0:
				list = append(list, line{s, text.pos})
			case number+i <= tok.LineCount():
				list = append(list, line{s, tok.LineStart(number + i)})
			}
		}
	}
	return list
}

func parseDirective(l line) (d directive, ok bool) {
	const keyword = "#cgo"
	l = l.trim()
	if len(l.text) <= len(keyword) || !strings.HasPrefix(l.text, keyword) || !strings.ContainsRune(" \t", rune(l.text[len(keyword)])) {
		return d, false
	}
	l = l.from(len(keyword))
	head, _, ok := strings.Cut(l.text, ":")
	if !ok { // #cgo noescape f
		return d, false
	}
	fields := strings.Fields(head)
	if len(fields) == 0 {
		return d, false
	}
	d.conditions, d.verb = fields[:len(fields)-1], fields[len(fields)-1]
	d.verbPos = l.from(strings.LastIndex(head, d.verb)).pos
	d.flags, ok = splitFlags(l.from(len(head) + len(":")))
	return d, ok
}

// splitFlags splits words at white space that is neither quoted nor escaped,
// and reports whether every quote is closed. It follows go/build's splitQuoted.
func splitFlags(l line) (words []word, ok bool) {
	var text strings.Builder
	start := -1
	var quote rune
	escaped := false
	flush := func(end int) {
		if start >= 0 {
			words = append(words, word{text.String(), l.from(start).pos, l.from(end).pos})
			text.Reset()
			start = -1
		}
	}
	for i, r := range l.text {
		if start < 0 && !unicode.IsSpace(r) {
			start = i
		}
		switch {
		case escaped:
			escaped = false
		case r == '\\':
			escaped = true
			continue
		case quote != 0:
			if r == quote {
				quote = 0
				continue
			}
		case r == '"' || r == '\'':
			quote = r
			continue
		case unicode.IsSpace(r):
			flush(i)
			continue
		}
		text.WriteRune(r)
	}
	flush(len(l.text))
	return words, quote == 0 && !escaped
}

// ports returns the ports that satisfy the conditions of d.
func (d *directive) ports(ctx *xconstraint.Context) platform.Set {
	if len(d.conditions) == 0 {
		return platform.All()
	}
	var s platform.Set
	for _, c := range d.conditions {
		s = s.Union(conditionPorts(ctx, c))
	}
	return s
}

// conditionPorts returns the ports on which a condition of a directive holds:
// "linux,!arm64" or "linux&&!arm64". It follows go/build.Context.matchAuto.
func conditionPorts(ctx *xconstraint.Context, condition string) platform.Set {
	text := "// +build " + condition
	if strings.ContainsAny(condition, "&|()") {
		text = "//go:build " + condition
	}
	x, err := constraint.Parse(text)
	if err != nil {
		return platform.Set{}
	}
	return ctx.Expr(x)
}
