package syntax

import (
	"bytes"
	"go/ast"
	"go/token"
)

// A table is what is between the parentheses of a declaration of constants in
// the form of gofmt, each of which is on a line of its own, is equal to a
// literal, or a literal converted to a type, and has no comment that counts.
type table struct {
	start, end int // offsets of what comes after "(", and of ")"
	text       string
	rows       []row
}

// A row is one constant: NAME = [QUALIFIER.][TYPE(]LITERAL[)]. The numbers are
// offsets; those of what is absent are 0.
type row struct {
	name, nameEnd           int32
	qualifier, qualifierEnd int32
	typ, typeEnd            int32
	minus                   int32
	lit, litEnd             int32
	kind                    token.Token
}

// shortest is the number of rows from which on a table pays.
const shortest = 8

var opening = []byte("\nconst (\n")

// findTables returns the tables in a file.
func findTables(src []byte, comments bool) []table {
	var list []table
	for at := 0; ; {
		i := bytes.Index(src[at:], opening)
		if i < 0 {
			return list
		}
		at += i + len(opening) - 1
		s := scanner{src: src, at: at, comments: comments}
		if t, ok := s.table(); ok {
			list = append(list, t)
			at = t.end
		}
	}
}

// A scanner reads a table, or finds that there is none.
type scanner struct {
	src      []byte
	at       int
	comments bool // they do not count
}

func (s *scanner) table() (table, bool) {
	t := table{start: s.at}
	n := bytes.Index(s.src[s.at:], []byte("\n)"))
	if n < 0 {
		return table{}, false
	}
	t.rows = make([]row, 0, bytes.Count(s.src[s.at:s.at+n], []byte("\n")))
	s.at++
	for {
		switch s.peek() {
		case ')':
			t.end = s.at
			return t, len(t.rows) >= shortest
		case '\n':
			s.at++
		case '\t':
			s.at++
			r, ok := s.row()
			if !ok {
				return table{}, false
			}
			t.rows = append(t.rows, r)
		default:
			return table{}, false
		}
	}
}

// peek returns the next byte, or 0 at the end.
func (s *scanner) peek() byte {
	if s.at < len(s.src) {
		return s.src[s.at]
	}
	return 0
}

func (s *scanner) skip(c byte) bool {
	if s.peek() != c {
		return false
	}
	s.at++
	return true
}

func (s *scanner) spaces() {
	for s.peek() == ' ' || s.peek() == '\t' {
		s.at++
	}
}

func (s *scanner) row() (row, bool) {
	var r row
	var ok bool
	if r.name, r.nameEnd, ok = s.identifier(); !ok {
		return row{}, false
	}
	s.spaces()
	if !s.skip('=') {
		return row{}, false
	}
	s.spaces()
	if s.peek() > '9' { // a letter
		if r.typ, r.typeEnd, ok = s.identifier(); !ok {
			return row{}, false
		}
		if s.skip('.') {
			r.qualifier, r.qualifierEnd = r.typ, r.typeEnd
			if r.typ, r.typeEnd, ok = s.identifier(); !ok {
				return row{}, false
			}
		}
		if !s.skip('(') {
			return row{}, false
		}
	}
	if s.peek() == '-' {
		r.minus = int32(s.at)
		s.at++
	}
	if !s.literal(&r) || r.typ > 0 && !s.skip(')') {
		return row{}, false
	}
	s.spaces()
	if s.comments && bytes.HasPrefix(s.src[s.at:], []byte("//")) {
		for c := s.peek(); c == '\t' || ' ' <= c && c <= '~'; c = s.peek() {
			s.at++
		}
	}
	return r, s.skip('\n')
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// identifier reads an identifier in ASCII.
func (s *scanner) identifier() (start, end int32, ok bool) {
	start = int32(s.at)
	if !isLetter(s.peek()) {
		return 0, 0, false
	}
	for s.at++; isLetter(s.peek()) || isDigit(s.peek()); {
		s.at++
	}
	return start, int32(s.at), s.src[start] < 'a' || !token.IsKeyword(string(s.src[start:s.at]))
}

// literal reads an integer without underscores, or a string without escapes.
func (s *scanner) literal(r *row) bool {
	r.lit, r.kind = int32(s.at), token.INT
	switch c := s.peek(); {
	case c == '"' && r.minus == 0:
		r.kind = token.STRING
		for s.at++; s.peek() != '"'; s.at++ {
			if c := s.peek(); c < ' ' || c == '\\' || c > '~' {
				return false
			}
		}
		s.at++
	case c == '0' && s.at+1 < len(s.src) && s.src[s.at+1]|0x20 == 'x':
		s.at += 2
		digits := s.at
		for c := s.peek(); isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f'; c = s.peek() {
			s.at++
		}
		if s.at == digits {
			return false
		}
	case isDigit(c):
		most := byte('9')
		if c == '0' {
			most = '7'
		}
		for s.at++; isDigit(s.peek()); s.at++ {
			if s.peek() > most {
				return false
			}
		}
	default:
		return false
	}
	if c := s.peek(); isLetter(c) || c == '.' {
		return false
	}
	r.litEnd = int32(s.at)
	return true
}

// blank overwrites the table in src with spaces, lines aside, and keeps it.
func (t *table) blank(src []byte) {
	body := src[t.start:t.end]
	t.text = string(body)
	for i, c := range body {
		if c != '\n' {
			body[i] = ' '
		}
	}
}

func (t *table) restore(src []byte) { copy(src[t.start:], t.text) }

// specs returns the syntax of the rows in a file that begins at base, with few
// allocations, which is what makes parsing slow.
func (t *table) specs(base token.Pos) []ast.Spec {
	n := len(t.rows)
	calls, minuses, selectors := 0, 0, 0
	for _, r := range t.rows {
		if r.typ > 0 {
			calls++
		}
		if r.qualifier > 0 {
			selectors++
		}
		if r.minus > 0 {
			minuses++
		}
	}
	var (
		specs      = make([]ast.Spec, n)
		values     = make([]ast.ValueSpec, n)
		idents     = make([]ast.Ident, n+calls+selectors)
		names      = make([]*ast.Ident, n)
		exprs      = make([]ast.Expr, n+calls)
		literals   = make([]ast.BasicLit, n)
		conversion = make([]ast.CallExpr, calls)
		negation   = make([]ast.UnaryExpr, minuses)
		selector   = make([]ast.SelectorExpr, selectors)
	)
	pos := func(offset int32) token.Pos { return base + token.Pos(offset) }
	text := func(start, end int32) string { return t.text[int(start)-t.start : int(end)-t.start] }
	ident := func(start, end int32) *ast.Ident {
		id := &idents[0]
		idents = idents[1:]
		id.NamePos, id.Name = pos(start), text(start, end)
		return id
	}
	single := func(x ast.Expr) []ast.Expr {
		list := exprs[:1:1]
		exprs = exprs[1:]
		list[0] = x
		return list
	}
	for i, r := range t.rows {
		names[i] = ident(r.name, r.nameEnd)
		lit := &literals[i]
		lit.ValuePos, lit.ValueEnd, lit.Kind, lit.Value = pos(r.lit), pos(r.litEnd), r.kind, text(r.lit, r.litEnd)
		x := ast.Expr(lit)
		if r.minus > 0 {
			neg := &negation[0]
			negation = negation[1:]
			neg.OpPos, neg.Op, neg.X = pos(r.minus), token.SUB, x
			x = neg
		}
		if r.typ > 0 {
			call := &conversion[0]
			conversion = conversion[1:]
			call.Args = single(x)
			call.Lparen = pos(r.typeEnd)
			call.Rparen = x.End()
			if r.qualifier > 0 {
				sel := &selector[0]
				selector = selector[1:]
				sel.X, sel.Sel = ident(r.qualifier, r.qualifierEnd), ident(r.typ, r.typeEnd)
				call.Fun = sel
			} else {
				call.Fun = ident(r.typ, r.typeEnd)
			}
			x = call
		}
		values[i].Names = names[i : i+1 : i+1]
		values[i].Values = single(x)
		specs[i] = &values[i]
	}
	return specs
}
