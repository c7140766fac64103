package modgraph

import (
	"go/build"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/xplatvet/xplatvet/platform"
)

// A pattern is an argument, and what it matches on some port.
type pattern struct {
	text  string
	local bool // names directories
	wild  bool // has "..."
	found []match
}

// A match is a package that a pattern matches.
type match struct {
	n  *node
	at *node // n; or what is in the directory, if the directory cannot have that import path

	ports platform.Set // set by explore
}

// cleanPatterns is cmd/go/internal/search.CleanPatterns.
func cleanPatterns(patterns []string) []string {
	if len(patterns) == 0 {
		return []string{"."}
	}
	var out []string
	for _, p := range patterns {
		version := ""
		if i := strings.IndexByte(p, '@'); i >= 0 && !build.IsLocalImport(p) && !filepath.IsAbs(p) {
			p, version = p[:i], p[i:]
		}
		switch {
		case filepath.IsAbs(p):
			p = filepath.Clean(p)
		default:
			p = strings.ReplaceAll(p, `\`, "/")
			if strings.HasPrefix(p, "./") {
				if p = "./" + path.Clean(p); p == "./." {
					p = "."
				}
			} else {
				p = path.Clean(p)
			}
		}
		out = append(out, p+version)
	}
	return out
}

// parsePatterns sorts out the patterns that are left to the go command.
func parsePatterns(texts []string) ([]*pattern, error) {
	var list []*pattern
	for _, text := range texts {
		p := &pattern{
			text:  text,
			local: build.IsLocalImport(text) || filepath.IsAbs(text),
			wild:  strings.Contains(text, "..."),
		}
		switch {
		case isMeta(text), strings.HasPrefix(text, "..."), strings.HasSuffix(text, ".go"), !p.local && strings.Contains(text, "@"):
			return nil, unusual("pattern " + text)
		}
		list = append(list, p)
	}
	return list, nil
}

// on returns the ports on which the pattern matches.
func (p *pattern) on(m match) platform.Set {
	var ports platform.Set
	for _, f := range m.at.files {
		switch {
		case f.ext != ".go":
		case p.local:
			ports = ports.Union(f.Built).Union(f.faulty)
		case f.ImportsC: // the go command looks for import paths in another way
			ports = ports.Union(f.Matched.Intersect(cgoPorts))
		default:
			ports = ports.Union(f.Matched).Union(f.faulty)
		}
	}
	if !p.wild {
		ports = platform.All()
	}
	return ports
}

// matchPattern is cmd/internal/pkgpattern.MatchPattern.
func matchPattern(pattern string) func(name string) bool {
	const vendor = "\x00" // an element vendor, which wildcards do not match
	re := replaceVendor(regexp.QuoteMeta(pattern), vendor)
	switch {
	case strings.HasSuffix(re, `/`+vendor+`/\.\.\.`):
		re = strings.TrimSuffix(re, `/`+vendor+`/\.\.\.`) + `(/vendor|/` + vendor + `/\.\.\.)`
	case re == vendor+`/\.\.\.`:
		re = `(/vendor|/` + vendor + `/\.\.\.)`
	}
	if strings.HasSuffix(re, `/\.\.\.`) {
		re = strings.TrimSuffix(re, `/\.\.\.`) + `(/\.\.\.)?`
	}
	re = strings.ReplaceAll(re, `\.\.\.`, `[^`+vendor+`]*`)
	rx, err := regexp.Compile(`^` + re + `$`)
	return func(name string) bool {
		return err == nil && !strings.Contains(name, vendor) && rx.MatchString(replaceVendor(name, vendor))
	}
}

// replaceVendor replaces the elements vendor of a path but the last one.
func replaceVendor(path, by string) string {
	if !strings.Contains(path, "vendor") {
		return path
	}
	elems := strings.Split(path, "/")
	for i := range elems[:len(elems)-1] {
		if elems[i] == "vendor" {
			elems[i] = by
		}
	}
	return strings.Join(elems, "/")
}

// treeCanMatch is cmd/internal/pkgpattern.TreeCanMatchPattern.
func treeCanMatch(pattern string) func(name string) bool {
	before, _, wild := strings.Cut(pattern, "...")
	return func(name string) bool {
		return len(name) <= len(before) && hasPathPrefix(before, name) || wild && strings.HasPrefix(name, before)
	}
}
