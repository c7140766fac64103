package config

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/xplatvet/xplatvet/platform"
)

// A Config is what a .xplatvet.yaml says. The zero Config says nothing.
type Config struct {
	File      string          // path as given to Parse, absolute from Load; "" if there is no file
	Platforms platform.Set    // the targets; empty if the file does not name any
	Tags      []string        // build tags, sorted
	Analyzers map[string]bool // analyzer name -> on or off; defaults are not in it
	Options   Options
	Exclude   []string // patterns in their shortest form, sorted
	Baseline  string   // as written: slash-separated, relative to the directory of File; or ""
	CC        []CC     // C compilers; the first one for a port counts
}

// Options holds the values of options by analyzer and option, each in the form
// that the flag of the analyzer takes.
type Options map[string]map[string]string

// A Kind is the type of an option.
type Kind int

const (
	Bool  Kind = iota + 1 // on or off; "true" or "false" as a flag
	Ports                 // as the key platforms
)

// Known is what may stand under the key analyzers.
type Known struct {
	Analyzers []string // nil allows any: an analyzer does not know its siblings
	Options   map[string]map[string]Kind
}

// On reports whether an analyzer is to run, given whether it runs by default.
func (c *Config) On(analyzer string, deflt bool) bool {
	if on, ok := c.Analyzers[analyzer]; ok {
		return on
	}
	return deflt
}

// Excluded reports whether a pattern matches the file or directory of the
// given name, or a directory above it. The name is an operating system path,
// absolute or relative to the directory of c.File; that directory itself, and
// what is outside it, is never excluded. Names are compared as they are:
// symbolic links are not followed.
func (c *Config) Excluded(name string) bool {
	if len(c.Exclude) == 0 {
		return false
	}
	if filepath.IsAbs(name) {
		rel, err := filepath.Rel(filepath.Dir(c.File), name)
		if err != nil { // another volume
			return false
		}
		name = rel
	}
	name = filepath.ToSlash(filepath.Clean(name))
	if name == "." || name == ".." || strings.HasPrefix(name, "../") {
		return false
	}
	for end := 0; end < len(name); end++ {
		// The prefixes of name that end before a slash, then name itself.
		if n := strings.IndexByte(name[end:], '/'); n >= 0 {
			end += n
		} else {
			end = len(name)
		}
		if slices.ContainsFunc(c.Exclude, func(pattern string) bool {
			return doublestar.MatchUnvalidated(pattern, name[:end])
		}) {
			return true
		}
	}
	return false
}

// BaselineFile returns the path of the baseline, or "" if there is none.
func (c *Config) BaselineFile() string {
	if c.Baseline == "" {
		return ""
	}
	return filepath.Join(filepath.Dir(c.File), filepath.FromSlash(c.Baseline))
}

// Digest returns one line that two Configs share if and only if they say the
// same, for use in a cache key. It leaves File out; because the patterns of
// Exclude, and Baseline, are relative to its directory, a cache that outlives a move of the
// file needs that in its key as well.
func (c *Config) Digest() string {
	var analyzers []string
	for _, name := range slices.Sorted(maps.Keys(c.Analyzers)) {
		analyzers = append(analyzers, fmt.Sprintf("%q:%t", name, c.Analyzers[name]))
	}
	for _, name := range slices.Sorted(maps.Keys(c.Options)) {
		for _, key := range slices.Sorted(maps.Keys(c.Options[name])) {
			analyzers = append(analyzers, fmt.Sprintf("%q.%q:%q", name, key, c.Options[name][key]))
		}
	}
	var compilers []string
	for _, cc := range c.CC {
		compilers = append(compilers, fmt.Sprintf("%s:%q", cc.Ports, cc.Command))
	}
	return fmt.Sprintf("platforms=%s tags=%q analyzers=[%s] exclude=%q baseline=%q cc=[%s]",
		c.Platforms, sorted(c.Tags), strings.Join(analyzers, " "), sorted(c.Exclude), c.Baseline, strings.Join(compilers, " "))
}

// sorted returns the distinct elements of list in order.
func sorted(list []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(list)))
}
