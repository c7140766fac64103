package constraint

import (
	"bytes"
	"go/token"
	"unicode/utf8"
)

// A header is what stands above the declarations of a file.
type header struct {
	lead      int      // no constraint line counts from this offset on
	pkg       string   // "" if the package clause does not parse
	imports   []string // nil if they do not parse
	importC   int      // offset of the path of the first import "C", 0 if there is none
	readErr   error    // go/build does not look at the file any further
	parseErr  error    // go/build lists the file, with an error
	errOffset int
}

// headerOf reads the header of a whole file.
func headerOf(kind kind, src []byte) header {
	start := startOf(src)
	if kind == comments {
		return readComments(src, start)
	}
	if h, ok := scanHeader(src, start, true); ok {
		return h
	}
	return readHeader(src, start)
}

// startOf returns where the source starts in src: after a byte order mark.
func startOf(src []byte) int {
	if bytes.HasPrefix(src, byteOrderMark) {
		return len(byteOrderMark)
	}
	return 0
}

// scanHeader reads a header of the plain form that nearly all files have, at a
// fraction of the cost of go/parser, and reports whether it could. It gives up
// on whatever is not plain: errors, semicolons, names that are not ASCII,
// escapes in import paths, //line comments. Unless whole is set there may be
// more source after src, and it gives up where that would matter.
func scanHeader(src []byte, start int, whole bool) (h header, ok bool) {
	s := scanner{src: src, pos: start, whole: whole}
	s.space()
	s.keyword("package")
	h.lead = s.pos
	s.space()
	h.pkg = s.ident()
	s.space()
	for s.next() == 'i' {
		if !s.newline {
			return header{}, false
		}
		s.keyword("import")
		s.space()
		if s.next() != '(' {
			s.importSpec(&h)
			s.space()
			continue
		}
		s.pos++
		s.space()
		for !s.failed && s.next() != ')' {
			s.importSpec(&h)
			s.space()
			if !s.newline && s.next() != ')' {
				return header{}, false
			}
		}
		s.pos++
		s.space()
	}
	// go/build reads one byte past the header.
	if s.failed || bytes.IndexByte(src[:min(s.pos+1, len(src))], 0) >= 0 {
		return header{}, false
	}
	text := src[start:s.pos]
	if !utf8.Valid(text) || bytes.Contains(text, byteOrderMark) {
		return header{}, false
	}
	return h, true
}

// A scanner walks over the tokens of a plain header. Once it has failed, it
// stands still.
type scanner struct {
	src     []byte
	pos     int
	whole   bool // nothing follows src
	newline bool // there was a newline in the last space
	failed  bool
}

// next returns the next byte, 0 at the end or if s has failed.
func (s *scanner) next() byte {
	if s.failed || s.pos >= len(s.src) {
		return 0
	}
	return s.src[s.pos]
}

// end fails if more source may follow pos, which is the end of src.
func (s *scanner) end(pos int) {
	if pos >= len(s.src) && !s.whole {
		s.failed = true
	}
}

// space skips space and comments.
func (s *scanner) space() {
	s.newline = false
	for !s.failed && s.pos < len(s.src) {
		switch s.src[s.pos] {
		case ' ', '\t', '\r':
			s.pos++
		case '\n':
			s.newline = true
			s.pos++
		case ';', '\f':
			s.failed = true // space for go/build, not for go/parser
		case '/':
			s.comment()
		default:
			return
		}
	}
	s.end(s.pos)
}

// comment skips one comment.
func (s *scanner) comment() {
	rest := s.src[s.pos:]
	if len(rest) >= 7 && string(rest[2:7]) == "line " {
		s.failed = true // go/parser reads a line number
		return
	}
	switch {
	case bytes.HasPrefix(rest, slashSlash):
		n := bytes.IndexByte(rest, '\n')
		if n < 0 {
			n = len(rest)
		}
		s.pos += n
		s.end(s.pos)
	case bytes.HasPrefix(rest, slashStar):
		n := bytes.Index(rest[2:], starSlash)
		if n < 0 {
			s.failed = true
			return
		}
		s.newline = s.newline || bytes.IndexByte(rest[:2+n], '\n') >= 0
		s.pos += 2 + n + 2
	default:
		s.failed = true
	}
}

// keyword skips the keyword kw.
func (s *scanner) keyword(kw string) {
	end := s.pos + len(kw)
	if s.failed || end >= len(s.src) || string(s.src[s.pos:end]) != kw || isIdent(s.src[end]) {
		s.failed = true
		return
	}
	s.pos = end
}

// ident skips an identifier and returns it.
func (s *scanner) ident() string {
	end := s.pos
	for end < len(s.src) && isIdent(s.src[end]) {
		if s.src[end] >= utf8.RuneSelf {
			s.failed = true
		}
		end++
	}
	s.end(end)
	name := string(s.src[s.pos:end])
	if s.failed || name == "" || name[0] <= '9' || token.IsKeyword(name) {
		s.failed = true
		return ""
	}
	s.pos = end
	return name
}

// importSpec skips an import specification and adds its path to h.
func (s *scanner) importSpec(h *header) {
	switch c := s.next(); {
	case c == '.':
		s.pos++
		s.space()
	case isIdent(c):
		s.ident()
		s.space()
		s.failed = s.failed || s.newline
	}
	quote := s.next()
	if quote != '"' && quote != '`' {
		s.failed = true
		return
	}
	end := s.pos + 1
	for end < len(s.src) && isPlainPath(s.src[end]) {
		end++
	}
	if end == len(s.src) || end == s.pos+1 || s.src[end] != quote {
		s.failed = true
		return
	}
	h.addImport(string(s.src[s.pos+1:end]), s.pos)
	s.pos = end + 1
}

// addImport adds the path of an import at offset.
func (h *header) addImport(path string, offset int) {
	h.imports = append(h.imports, path)
	if path == "C" && h.importC == 0 {
		h.importC = offset
	}
}

func isIdent(c byte) bool {
	return 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '_' || c >= utf8.RuneSelf
}

// isPlainPath reports whether c may stand in any import path.
func isPlainPath(c byte) bool {
	switch c {
	case '-', '.', '/', '_', '~', '+', '@':
		return true
	}
	return 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || '0' <= c && c <= '9'
}
