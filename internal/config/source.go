package config

import (
	"bytes"
	"errors"
	"io"
	"sort"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// A source is the text of a configuration file.
type source struct {
	text  []byte
	chars []int // offset of each character, and the length of text
	lines []int // index in chars of the start of each line
}

func newSource(text []byte) *source {
	s := &source{text: text, lines: []int{0}}
	for offset := 0; offset < len(text); {
		s.chars = append(s.chars, offset)
		if text[offset] == '\n' {
			s.lines = append(s.lines, len(s.chars))
		}
		_, size := utf8.DecodeRune(text[offset:])
		offset += size
	}
	s.chars = append(s.chars, len(text))
	return s
}

// lineStart returns the offset of the start of a line, from 1.
func (s *source) lineStart(line int) int { return s.chars[s.lines[line-1]] }

// position returns the line and column, from 1 and in bytes, of the character
// at an offset.
func (s *source) position(offset int) (line, column int) {
	for offset > 0 && offset < len(s.text) && !utf8.RuneStart(s.text[offset]) {
		offset--
	}
	line = sort.Search(len(s.lines), func(i int) bool { return s.lineStart(i+1) > offset })
	return line, 1 + offset - s.lineStart(line)
}

// offset returns where n starts. Nodes count columns in characters, and know
// more kinds of line breaks: the result is in the text, even if not exact.
func (s *source) offset(n *yaml.Node) int {
	if n.Line > len(s.lines) {
		return len(s.text)
	}
	char := s.lines[max(n.Line, 1)-1] + max(n.Column, 1) - 1
	return s.chars[min(char, len(s.chars)-1)]
}

// documents returns the first two YAML documents of text; more make no
// difference.
func documents(text []byte) ([]*yaml.Node, error) {
	dec := yaml.NewDecoder(bytes.NewReader(text))
	var docs []*yaml.Node
	for len(docs) < 2 {
		doc := new(yaml.Node)
		switch err := dec.Decode(doc); {
		case errors.Is(err, io.EOF):
			return docs, nil
		case err != nil:
			return nil, err
		}
		docs = append(docs, doc)
	}
	return docs, nil
}

// syntaxError says where and why s is not YAML, given the error of documents.
//
// The YAML package gives a line at best, and often a wrong one. The offset
// found here is the last character of a shortest prefix of s that fails in the
// same way: that is where the parser gives up, or for something left open
// where it is opened.
func (s *source) syntaxError(err error) (offset int, message string) {
	message = yamlMessage(err)
	offset = sort.Search(len(s.text)-1, func(i int) bool {
		_, err := documents(s.text[:i+1])
		return err != nil && yamlMessage(err) == message
	})
	if start, message := s.unquoted(offset); message != "" {
		return start, message
	}
	return offset, "YAML syntax: " + message
}

// unquoted looks in the line of an offset for a word that begins with ! or *,
// as names of ports and patterns do but YAML strings do not: most likely that
// is the mistake. It returns "" if there is none.
func (s *source) unquoted(offset int) (start int, message string) {
	line, _ := s.position(offset)
	start = s.lineStart(line)
	for start < len(s.text) && !bytes.ContainsAny(s.text[start:start+1], "\n\"'#") {
		word := s.word(start)
		switch {
		case strings.HasPrefix(word, "!"):
			return start, unquotedTag(word)
		case strings.HasPrefix(word, "*"):
			return start, "an unquoted * begins a YAML alias: write " + quote(word) + " in quotes"
		}
		start += max(1, len(word))
	}
	return start, ""
}

func unquotedTag(word string) string {
	return "an unquoted ! begins a YAML tag: write " + quote(word) + " in quotes"
}

// word returns the text from an offset up to a blank, comma or bracket.
func (s *source) word(offset int) string {
	word := s.text[offset:]
	if end := bytes.IndexAny(word, " \t\r\n,[]"); end >= 0 {
		word = word[:end]
	}
	return string(word)
}

// yamlMessage returns the text of an error of the YAML package without the
// package's name and the line.
func yamlMessage(err error) string {
	msg := strings.TrimPrefix(err.Error(), "yaml: ")
	if rest, ok := strings.CutPrefix(msg, "line "); ok {
		if _, after, ok := strings.Cut(rest, ": "); ok {
			return after
		}
	}
	return msg
}
