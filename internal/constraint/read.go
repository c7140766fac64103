package constraint

import (
	"errors"
	"go/ast"
	"go/parser"
	goscanner "go/scanner"
	"go/token"
	"strconv"
	"strings"
	"unicode"
)

// errSyntax is for Go files a reason to let go/parser find the error, for
// others the error.
var errSyntax = errors.New("syntax error")

// readHeader reads any header just as go/build.readGoInfo does: it finds where
// the imports end by rules laxer than those of the language, and lets
// go/parser loose on the text up to there.
func readHeader(src []byte, start int) header {
	r := reader{src: src[start:]}
	r.keyword("package")
	r.ident()
	for r.peekByte(true) == 'i' {
		r.keyword("import")
		if r.peekByte(true) == '(' {
			r.nextByte(false)
			for r.peekByte(true) != ')' && r.err == nil {
				r.importSpec()
			}
			r.nextByte(false)
		} else {
			r.importSpec()
		}
	}
	if r.err == errNUL {
		return header{readErr: r.err, errOffset: start + r.at}
	}
	text := r.src
	if r.err == nil && !r.eof {
		text = text[:r.n-1] // the byte that told that the imports are over
	}

	h := header{lead: len(src)}
	fset := token.NewFileSet()
	parsed, err := parser.ParseFile(fset, "", text, parser.ImportsOnly|parser.ParseComments)
	if parsed != nil && parsed.Name != nil {
		h.pkg = parsed.Name.Name
	}
	if err != nil {
		h.parseErr = err
		if list := (goscanner.ErrorList)(nil); errors.As(err, &list) && len(list) > 0 {
			h.parseErr = errors.New(list[0].Msg)
			h.errOffset = start + list[0].Pos.Offset
		}
		return h
	}
	for _, d := range parsed.Decls {
		d, ok := d.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, spec := range d.Specs {
			spec, ok := spec.(*ast.ImportSpec)
			if !ok {
				continue
			}
			offset := start + fset.PositionFor(spec.Path.Pos(), false).Offset
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil || !isValidImport(path) {
				h.imports, h.importC = nil, 0
				h.parseErr, h.errOffset = errors.New("invalid import path: "+spec.Path.Value), offset
				return h
			}
			h.addImport(path, offset)
		}
	}
	return h
}

// readComments reads the comments at the top of a file that is not Go, as
// go/build.readComments does.
func readComments(src []byte, start int) header {
	r := reader{src: src[start:]}
	r.peekByte(true)
	if r.err != nil {
		return header{readErr: r.err, errOffset: start + r.at}
	}
	if r.eof {
		return header{lead: len(src)}
	}
	return header{lead: start + r.n - 1}
}

// isValidImport is go/build.isValidImport.
func isValidImport(path string) bool {
	const illegal = `!"#$%&'()*,:;<=>?[\]^{|}` + "`\uFFFD"
	for _, r := range path {
		if !unicode.IsGraphic(r) || unicode.IsSpace(r) || strings.ContainsRune(illegal, r) {
			return false
		}
	}
	return path != ""
}

// A reader is go/build.importReader over bytes instead of an io.Reader. Its
// quirks are the point: which bytes it reads, and in which order, decides
// whether a NUL or a syntax error comes first.
type reader struct {
	src  []byte
	n    int // bytes read
	peek byte
	eof  bool
	err  error
	at   int // offset of the byte that err is about
}

func (r *reader) syntaxError() {
	if r.err == nil {
		r.err, r.at = errSyntax, max(0, r.n-1)
	}
}

func (r *reader) readByte() byte {
	if r.n == len(r.src) {
		r.eof = true
		return 0
	}
	c := r.src[r.n]
	r.n++
	if c == 0 && r.err == nil {
		r.err, r.at = errNUL, r.n-1
	}
	return c
}

// peekByte returns the next byte, 0 after an error and at the end. With
// skipSpace it skips space, semicolons and comments first.
func (r *reader) peekByte(skipSpace bool) byte {
	if r.err != nil {
		return 0
	}
	c := r.peek
	if c == 0 {
		c = r.readByte()
	}
	for r.err == nil && !r.eof && skipSpace {
		switch c {
		case ' ', '\f', '\t', '\r', '\n', ';':
			c = r.readByte()
			continue
		case '/':
			c = r.readByte()
			switch c {
			case '/':
				for c != '\n' && r.err == nil && !r.eof {
					c = r.readByte()
				}
			case '*':
				var c1 byte
				for (c != '*' || c1 != '/') && r.err == nil {
					if r.eof {
						r.syntaxError()
					}
					c, c1 = c1, r.readByte()
				}
			default:
				r.syntaxError()
			}
			c = r.readByte()
			continue
		}
		break
	}
	r.peek = c
	return c
}

// nextByte is peekByte, and moves past the byte.
func (r *reader) nextByte(skipSpace bool) byte {
	c := r.peekByte(skipSpace)
	r.peek = 0
	return c
}

func (r *reader) keyword(kw string) {
	r.peekByte(true)
	for i := range len(kw) {
		if r.nextByte(false) != kw[i] {
			r.syntaxError()
			return
		}
	}
	if isIdent(r.peekByte(false)) {
		r.syntaxError()
	}
}

func (r *reader) ident() {
	if !isIdent(r.peekByte(true)) {
		r.syntaxError()
		return
	}
	for isIdent(r.peekByte(false)) {
		r.peek = 0
	}
}

func (r *reader) string() {
	switch r.nextByte(true) {
	case '`':
		for r.err == nil {
			if r.nextByte(false) == '`' {
				break
			}
			if r.eof {
				r.syntaxError()
			}
		}
	case '"':
		for r.err == nil {
			c := r.nextByte(false)
			if c == '"' {
				break
			}
			if r.eof || c == '\n' {
				r.syntaxError()
			}
			if c == '\\' {
				r.nextByte(false)
			}
		}
	default:
		r.syntaxError()
	}
}

func (r *reader) importSpec() {
	c := r.peekByte(true)
	if c == '.' {
		r.peek = 0
	} else if isIdent(c) {
		r.ident()
	}
	r.string()
}
