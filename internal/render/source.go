package render

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xplatvet/xplatvet/internal/finding"
)

// maxSource is how large a file may be whose lines a report shows.
const maxSource = 4 << 20

// sources reads the files of the project that findings are in, each once. A
// file that is not below the root, not a regular one, too large or gone is one
// of which nothing is known.
type sources struct {
	root  *os.Root // nil if there is none
	files map[string]*source
}

// A source is the text of a file.
type source struct {
	text   []byte
	starts []int    // offsets of lines
	hashes []string // of lines, see lineHashes
}

func newSources(dir string) *sources {
	s := &sources{files: make(map[string]*source)}
	if dir != "" {
		s.root, _ = os.OpenRoot(dir)
	}
	return s
}

func (s *sources) close() {
	if s.root != nil {
		s.root.Close()
	}
}

// file returns the source of a file as findings name it, or nil.
func (s *sources) file(name string) *source {
	src, ok := s.files[name]
	if !ok {
		if text := s.read(filepath.FromSlash(name)); text != nil {
			src = newSource(text)
		}
		s.files[name] = src
	}
	return src
}

func newSource(text []byte) *source {
	src := &source{text: text, starts: []int{0}}
	for i, c := range text {
		if c == '\n' {
			src.starts = append(src.starts, i+1)
		}
	}
	return src
}

func (s *sources) read(name string) []byte {
	if s.root == nil || !filepath.IsLocal(name) {
		return nil
	}
	info, err := s.root.Stat(name) // opening a pipe waits
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxSource {
		return nil
	}
	f, err := s.root.Open(name)
	if err != nil {
		return nil
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxSource))
	if err != nil || text == nil {
		return nil
	}
	return text
}

// line returns a line, counted from 1, without its end.
func (src *source) line(n int) (text []byte, ok bool) {
	if src == nil || n < 1 || n > len(src.starts) {
		return nil, false
	}
	end := len(src.text)
	if n < len(src.starts) {
		end = src.starts[n]
	}
	return bytes.TrimRight(src.text[src.starts[n-1]:end], "\r\n"), true
}

// position returns the line and column, in bytes, of an offset.
func (src *source) position(offset int) (line, column int, ok bool) {
	if src == nil || offset < 0 || offset > len(src.text) {
		return 0, 0, false
	}
	line = bytes.Count(src.text[:offset], []byte("\n")) + 1
	return line, offset - src.starts[line-1] + 1, true
}

// units returns a column that counts bytes as one that counts units of text,
// which are runes of some length. Of what is not known, bytes are units.
func (src *source) units(line, column int, length func(rune) int) int {
	text, ok := src.line(line)
	if !ok || column < 1 {
		return column
	}
	n := 1
	for len(text) > 0 && column > 1 {
		r, size := utf8.DecodeRune(text)
		n += length(r)
		text, column = text[size:], column-size
	}
	return n + max(0, column-1)
}

// utf16Column counts as SARIF and editors do by default.
func (src *source) utf16Column(line, column int) int {
	return src.units(line, column, utf16.RuneLen)
}

// runeColumn counts characters.
func (src *source) runeColumn(line, column int) int {
	return src.units(line, column, func(rune) int { return 1 })
}

// code returns the line of a position, with one space for any run of space.
func (s *sources) code(p finding.Position) string {
	line, _ := s.file(p.File).line(p.Line)
	return strings.Join(strings.Fields(string(line)), " ")
}
