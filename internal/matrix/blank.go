package matrix

import "bytes"

// blank overwrites the bodies of the functions of a Go file with spaces, and
// returns it, for a parser that is to see declarations only: that is several
// times faster. Functions that do not begin a line keep theirs. Lines and
// offsets stay. If anything looks odd, which includes
// all that is no valid Go, the rest of the file stays as it is.
func blank(src []byte) []byte {
	b := blanker{src: src}
	for b.at < len(src) {
		switch c := src[b.at]; {
		case c == 'f' && b.word("func") && (b.at == 0 || src[b.at-1] == '\n'):
			b.at += len("func")
			if !b.function() {
				return src
			}
		case isLetter(c):
			b.identifier()
		default:
			if !b.token() {
				return src
			}
		}
	}
	return src
}

type blanker struct {
	src []byte
	at  int
}

// word reports whether a word stands at b.at.
func (b *blanker) word(w string) bool {
	rest := b.src[b.at:]
	return bytes.HasPrefix(rest, []byte(w)) && (len(rest) == len(w) || !isLetter(rest[len(w)]))
}

func isLetter(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c >= 0x80
}

func (b *blanker) identifier() {
	for b.at < len(b.src) && isLetter(b.src[b.at]) {
		b.at++
	}
}

// token passes over a comment, a literal, what is in brackets, or one
// character. It reports whether that ends.
func (b *blanker) token() bool {
	switch c := b.src[b.at]; c {
	case '/':
		return b.comment()
	case '"', '\'':
		return b.quoted(c)
	case '`':
		end := bytes.IndexByte(b.src[b.at+1:], '`')
		b.at += end + 2
		return end >= 0
	case '(':
		return b.brackets(')')
	case '[':
		return b.brackets(']')
	case '{':
		return b.brackets('}')
	}
	b.at++
	return true
}

func (b *blanker) comment() bool {
	rest := b.src[b.at:]
	switch {
	case bytes.HasPrefix(rest, []byte("//")):
		end := bytes.IndexByte(rest, '\n')
		if end < 0 {
			end = len(rest)
		}
		b.at += end
	case bytes.HasPrefix(rest, []byte("/*")):
		end := bytes.Index(rest[2:], []byte("*/"))
		b.at += end + 4
		return end >= 0
	default:
		b.at++
	}
	return true
}

func (b *blanker) quoted(quote byte) bool {
	for b.at++; b.at < len(b.src); b.at++ {
		switch b.src[b.at] {
		case '\\':
			b.at++
		case '\n':
			return false
		case quote:
			b.at++
			return true
		}
	}
	return false
}

// brackets passes over what is in brackets that open at b.at.
func (b *blanker) brackets(closing byte) bool {
	for b.at++; b.at < len(b.src); {
		switch c := b.src[b.at]; {
		case c == closing:
			b.at++
			return true
		case c == ')' || c == ']' || c == '}':
			return false
		default:
			if !b.token() {
				return false
			}
		}
	}
	return false
}

// function passes over a function or method after the word func, up to the end
// of its body, if it has one, and blanks that.
func (b *blanker) function() bool {
	literal := false // the next brace is that of a type literal
	for b.at < len(b.src) {
		switch c := b.src[b.at]; {
		case c == '{' && !literal:
			start := b.at + 1
			if !b.brackets('}') {
				return false
			}
			erase(b.src[start : b.at-1])
			return true
		case c == '\n' || c == ';':
			return true // no body: a result ends on the line of the word func, but for what is in brackets
		case isLetter(c):
			literal = b.word("struct") || b.word("interface")
			b.identifier()
		default:
			if c != ' ' && c != '\t' && c != '\r' && c != '/' {
				literal = false
			}
			if !b.token() {
				return false
			}
		}
	}
	return true
}

// erase overwrites text with spaces, lines aside.
func erase(text []byte) {
	for i, c := range text {
		if c != '\n' {
			text[i] = ' '
		}
	}
}
