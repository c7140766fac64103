package config

import (
	"bytes"
	"iter"
	"strconv"

	"go.yaml.in/yaml/v3"

	"github.com/xplatvet/xplatvet/internal/spelling"
)

// plain reports whether n is free of the parts of YAML that have no place in
// a configuration file. It reports those parts as mistakes: an alias can stand
// for more than it shows, and an unquoted "!windows" is a tag and no string.
func (p *parser) plain(n *yaml.Node) bool {
	start := p.source.offset(n)
	switch {
	case n.Kind == yaml.AliasNode:
		p.errorf(n, "YAML aliases are not supported: write the value out")
	case n.Anchor != "":
		p.errorf(n, "YAML anchors are not supported: write the value out")
	case bytes.HasPrefix(p.source.text[start:], []byte("!")):
		p.errorf(n, "%s", unquotedTag(p.source.word(start)))
	case n.Style&yaml.TaggedStyle != 0:
		p.errorf(n, "YAML tags are not supported")
	default:
		return true
	}
	return false
}

// mapping yields the keys and values of n that are fit to be looked at, each
// key once. What is not is reported.
func (p *parser) mapping(n *yaml.Node, what string) iter.Seq2[*yaml.Node, *yaml.Node] {
	return func(yield func(key, value *yaml.Node) bool) {
		if n.Kind != yaml.MappingNode {
			p.errorf(n, "%s: want a mapping, not %s", what, describe(n))
			return
		}
		lines := make(map[string]int)
		for i := 0; i+1 < len(n.Content); i += 2 {
			key, value := n.Content[i], n.Content[i+1]
			switch line, _ := p.source.position(p.source.offset(key)); {
			case !p.plain(key):
				continue
			case key.Kind != yaml.ScalarNode:
				p.errorf(key, "%s: want a name as key, not %s", what, describe(key))
				continue
			case key.Tag == "!!merge":
				p.errorf(key, "merge keys are not supported: write the values out")
				continue
			case lines[key.Value] > 0:
				p.errorf(key, "key %s is already on line %d", quote(key.Value), lines[key.Value])
				continue
			default:
				lines[key.Value] = line
			}
			if p.plain(value) && !yield(key, value) {
				return
			}
		}
	}
}

// list returns the elements of n, a sequence, that are fit to be looked at.
func (p *parser) list(n *yaml.Node, want string) []*yaml.Node {
	if n.Kind != yaml.SequenceNode {
		p.errorf(n, "%s, not %s", want, describe(n))
		return nil
	}
	var list []*yaml.Node
	for _, item := range n.Content {
		if p.plain(item) {
			list = append(list, item)
		}
	}
	return list
}

// text returns the value of n, a string.
func (p *parser) text(n *yaml.Node, want string) (string, bool) {
	switch {
	case n.Kind == yaml.ScalarNode && len(n.Value) > maxText:
		p.errorf(n, "a string is longer than %d KiB", maxText>>10)
	case n.Kind == yaml.ScalarNode && n.Tag == "!!str":
		return n.Value, true
	case n.Kind == yaml.ScalarNode && !isNull(n):
		p.errorf(n, "%s, not %s: put it in quotes", want, describe(n))
	default:
		p.errorf(n, "%s, not %s", want, describe(n))
	}
	return "", false
}

// unknown reports a name that is not among those known.
func (p *parser) unknown(n *yaml.Node, what string, known []string, otherwise string) {
	if s := spelling.Nearest(n.Value, known); s != "" {
		p.errorf(n, "unknown %s %s: did you mean %q?", what, quote(n.Value), s)
		return
	}
	p.errorf(n, "unknown %s %s: %s", what, quote(n.Value), otherwise)
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

// describe names the value of n for an error.
func describe(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	}
	switch n.Tag {
	case "!!null":
		return "nothing"
	case "!!bool":
		return "the boolean " + shorten(n.Value)
	case "!!int":
		return "the integer " + shorten(n.Value)
	case "!!float":
		return "the number " + shorten(n.Value)
	case "!!timestamp":
		return "the date " + shorten(n.Value)
	}
	return quote(n.Value)
}

// quote quotes text of the file for an error.
func quote(s string) string {
	if cut := shorten(s); cut != s {
		return strconv.Quote(cut) + "..."
	}
	return strconv.Quote(s)
}

// shorten returns the beginning of s if s is long.
func shorten(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(r[:most])
	}
	return s
}
