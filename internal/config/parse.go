package config

import (
	"bytes"
	"fmt"
	"go/build/constraint"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/xplatvet/xplatvet/platform"
)

// What is read at most, in bytes. No sane file comes near; what a hostile one
// can cost is more than linear in both.
const (
	maxSize = 64 << 10 // file
	maxText = 4 << 10  // one string
)

var keys = []string{"platforms", "tags", "analyzers", "exclude", "baseline", "cc"}

// Parse reads the text of a configuration file. The file name appears in
// errors and becomes Config.File; known holds what is allowed under analyzers,
// nil allows anything. An error is of type [Errors] and tells all mistakes.
func Parse(file string, data []byte, known *Known) (*Config, error) {
	if known == nil {
		known = new(Known)
	}
	p := &parser{
		source: newSource(nil),
		known:  known,
		config: Config{File: file},
	}
	if len(data) > maxSize {
		p.errorAt(0, "the file is larger than %d KiB", maxSize>>10)
	} else {
		p.source = newSource(bytes.TrimPrefix(data, []byte("\uFEFF")))
		p.parse()
	}
	if len(p.errs) > 0 {
		p.errs.sort()
		return nil, p.errs
	}
	return &p.config, nil
}

type parser struct {
	source *source
	known  *Known
	config Config
	errs   Errors
}

// errorAt reports a mistake at an offset of the source.
func (p *parser) errorAt(offset int, format string, args ...any) {
	line, column := p.source.position(offset)
	p.errs = append(p.errs, Error{p.config.File, line, column, fmt.Sprintf(format, args...)})
}

// errorf reports a mistake at n.
func (p *parser) errorf(n *yaml.Node, format string, args ...any) {
	p.errorAt(p.source.offset(n), format, args...)
}

func (p *parser) parse() {
	text := p.source.text
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size == 1 {
			p.errorAt(i, "the file is not UTF-8")
			return
		}
		i += size
	}
	docs, err := documents(text)
	if err != nil {
		offset, message := p.source.syntaxError(err)
		p.errorAt(offset, "%s", message)
		return
	}
	if len(docs) > 1 {
		p.errorf(docs[1], "a second YAML document: the file holds one")
	}
	if len(docs) == 0 {
		return
	}
	root := docs[0].Content[0]
	if !p.plain(root) || isNull(root) {
		return
	}
	for key, value := range p.mapping(root, "the file") {
		if isNull(value) && slices.Contains(keys, key.Value) {
			continue // as if left out
		}
		switch key.Value {
		case "platforms":
			p.platforms(value)
		case "tags":
			p.tags(value)
		case "analyzers":
			p.analyzers(value)
		case "exclude":
			p.exclude(value)
		case "baseline":
			p.baseline(value)
		case "cc":
			p.cc(value)
		default:
			p.unknown(key, "key", keys, "the keys are "+strings.Join(keys, ", "))
		}
	}
}

// options reads those of an analyzer. Of one that is not at hand nothing is known.
func (p *parser) options(name string, n *yaml.Node) {
	known := p.known.Options[name]
	switch {
	case len(known) > 0:
	case p.known.Analyzers != nil:
		p.errorf(n, "analyzers: %s: it has no options: want on or off", name)
		return
	default:
		return
	}
	values := make(map[string]string)
	for key, value := range p.mapping(n, name) {
		what := name + ": " + key.Value
		switch known[key.Value] {
		case Bool:
			on, ok := onOff(value)
			if !ok {
				p.errorf(value, "analyzers: %s: want on or off, not %s", what, describe(value))
			}
			values[key.Value] = strconv.FormatBool(on)
		case Ports:
			if set, ok := p.ports(value, what); ok {
				values[key.Value] = set.String()
			}
		default:
			names := slices.Sorted(maps.Keys(known))
			p.unknown(key, "option of "+name, names, "the options are "+strings.Join(names, ", "))
		}
	}
	if p.config.Options == nil {
		p.config.Options = make(Options)
	}
	p.config.Options[name] = values
}

func (p *parser) platforms(n *yaml.Node) {
	if set, ok := p.ports(n, "platforms"); ok {
		p.config.Platforms = set
	}
}

// ports reads a list of patterns for ports, which what names in errors.
func (p *parser) ports(n *yaml.Node, what string) (set platform.Set, ok bool) {
	before := len(p.errs)
	items := []*yaml.Node{n}
	if n.Kind != yaml.ScalarNode {
		items = p.list(n, what+": want a string or a list of strings")
	}
	var specs []string
	for _, item := range items {
		spec, ok := p.text(item, what+": want a string")
		if !ok {
			continue
		}
		if _, err := platform.Parse(spec); err != nil {
			p.errorf(item, "%v", err)
		}
		specs = append(specs, spec)
	}
	if len(p.errs) > before {
		return platform.Set{}, false
	}
	set, err := platform.Parse(strings.Join(specs, ","))
	if err != nil { // the items are right, their sum is not
		p.errorf(n, "%s: %v", what, err)
	}
	return set, err == nil
}

func (p *parser) tags(n *yaml.Node) {
	if n.Kind == yaml.ScalarNode {
		if list, ok := p.text(n, "tags: want a list of strings, or a string with commas"); ok {
			for tag := range strings.SplitSeq(list, ",") {
				p.tag(n, strings.TrimSpace(tag))
			}
		}
	} else {
		for _, item := range p.list(n, "tags: want a list of strings, or a string with commas") {
			if tag, ok := p.text(item, "tags: want a string"); ok {
				p.tag(item, tag)
			}
		}
	}
	p.config.Tags = sorted(p.config.Tags)
}

func (p *parser) tag(n *yaml.Node, tag string) {
	x, err := constraint.Parse("//go:build " + tag)
	if t, ok := x.(*constraint.TagExpr); err != nil || !ok || t.Tag != tag {
		p.errorf(n, "%s is not a build tag", quote(tag))
		return
	}
	if tag == "unix" || tag == "cgo" || platform.KnownOS(tag) || platform.KnownArch(tag) {
		p.errorf(n, "the build tag %q is decided by the port: use platforms", tag)
		return
	}
	p.config.Tags = append(p.config.Tags, tag)
}

func (p *parser) analyzers(n *yaml.Node) {
	p.config.Analyzers = make(map[string]bool)
	for key, value := range p.mapping(n, "analyzers") {
		name := key.Value
		if p.known.Analyzers != nil && !slices.Contains(p.known.Analyzers, name) {
			p.unknown(key, "analyzer", p.known.Analyzers, "see xplatvet help")
			continue
		}
		if value.Kind == yaml.MappingNode {
			p.config.Analyzers[name] = true
			p.options(name, value)
			continue
		}
		on, ok := onOff(value)
		if !ok {
			what := "on or off"
			if len(p.known.Options[name]) > 0 {
				what = "on, off or options"
			}
			p.errorf(value, "analyzers: %s: want %s, not %s", name, what, describe(value))
			continue
		}
		p.config.Analyzers[name] = on
	}
}

// onOff returns the meaning of a boolean, or of the words on and off, which
// are strings to YAML 1.2.
func onOff(n *yaml.Node) (on, ok bool) {
	if n.Kind == yaml.ScalarNode {
		switch strings.ToLower(n.Value) {
		case "on", "true":
			return true, true
		case "off", "false":
			return false, true
		}
	}
	return false, false
}

func (p *parser) exclude(n *yaml.Node) {
	for _, item := range p.list(n, "exclude: want a list of strings") {
		pattern, ok := p.text(item, "exclude: want a string")
		if !ok {
			continue
		}
		if why := badPattern(pattern); why != "" {
			p.errorf(item, "exclude: pattern %s %s", quote(pattern), why)
			continue
		}
		p.config.Exclude = append(p.config.Exclude, clean(pattern))
	}
	p.config.Exclude = sorted(p.config.Exclude)
}

func (p *parser) baseline(n *yaml.Node) {
	name, ok := p.text(n, "baseline: want the name of a file")
	if !ok {
		return
	}
	switch {
	case name == "" || strings.HasSuffix(name, "/") || strings.ContainsFunc(name, unicode.IsControl):
		p.errorf(n, "baseline: %s is not the name of a file", quote(name))
	case strings.Contains(name, `\`):
		p.errorf(n, "baseline: %s has a backslash: separate elements with / on every system", quote(name))
	case strings.HasPrefix(name, "/") || strings.Contains(name, ":"):
		p.errorf(n, "baseline: %s is absolute: it starts at the directory of this file", quote(name))
	default:
		p.config.Baseline = name
	}
}
