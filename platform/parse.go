package platform

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/internal/spelling"
)

// Names of Sets in the grammar of [Parse].
const (
	nameAll        = "all"
	nameFirstClass = "first-class"
	nameUnix       = "unix"
)

// Parse reads a Set. The grammar is a list of patterns separated by commas or
// spaces, joined from left to right:
//
//	linux/amd64           one GOOS/GOARCH pair
//	linux, linux/*        every port of a GOOS
//	*/arm64               every port of a GOARCH
//	linux/{arm64,riscv64} several
//	unix                  every GOOS with the unix build tag
//	first-class           the first-class ports of the Go project
//	all                   every port
//	linux/amd64:nocgo     a pattern with cgo off; ":cgo" is with cgo on
//	!windows              takes the ports away from those named before it
//
// Without a suffix a pattern stands for cgo on and off. An unknown name is an
// error that suggests the nearest known one; an empty Set is an error too.
func Parse(spec string) (Set, error) {
	var s Set
	items, err := split(spec)
	if err != nil {
		return Set{}, err
	}
	if len(items) == 0 {
		return Set{}, fmt.Errorf("no port named in %q", spec)
	}
	for i, item := range items {
		pattern, minus := strings.CutPrefix(item, "!")
		t, err := parsePattern(pattern)
		switch {
		case err != nil:
			return Set{}, err
		case minus && i == 0:
			s = all.Minus(t)
		case minus:
			s = s.Minus(t)
		default:
			s = s.Union(t)
		}
	}
	if s.Empty() {
		return Set{}, fmt.Errorf("%q names no port", spec)
	}
	return s, nil
}

// split splits a list of patterns at commas and spaces outside braces.
func split(spec string) ([]string, error) {
	var items []string
	start, depth := 0, 0
	flush := func(end int) {
		if end > start {
			items = append(items, spec[start:end])
		}
		start = end + 1
	}
	for i, r := range spec {
		switch r {
		case '{':
			depth++
		case '}':
			depth--
		case ',', ' ', '\t', '\n':
			if depth == 0 {
				flush(i)
			}
		}
		if depth < 0 || depth > 1 {
			return nil, fmt.Errorf("unbalanced braces in %q", spec)
		}
	}
	if depth != 0 {
		return nil, fmt.Errorf("unbalanced braces in %q", spec)
	}
	flush(len(spec))
	return items, nil
}

func parsePattern(pattern string) (Set, error) {
	base, variant := pattern, all
	if b, ok := strings.CutSuffix(pattern, suffixNoCgo); ok {
		base, variant = b, Set{nocgo: all.nocgo}
	} else if b, ok := strings.CutSuffix(pattern, suffixCgo); ok {
		base, variant = b, Set{cgo: all.cgo}
	}
	s, err := parseBase(base)
	if err != nil {
		return Set{}, err
	}
	if s = s.Intersect(variant); s.Empty() {
		return Set{}, fmt.Errorf("unknown port %q: no such port supports cgo", pattern)
	}
	return s, nil
}

func parseBase(base string) (Set, error) {
	switch base {
	case nameAll, "*", "*/*":
		return all, nil
	case nameFirstClass:
		return firstClass, nil
	case nameUnix:
		return tags["unix"], nil
	}
	goos, arch, ok := strings.Cut(base, "/")
	if !ok {
		arch = "*"
	}
	var s Set
	for _, os := range alternatives(goos) {
		for _, arch := range alternatives(arch) {
			t := match(os, arch)
			if t.Empty() {
				return Set{}, unknownPort(base, os, arch)
			}
			s = s.Union(t)
		}
	}
	return s, nil
}

// alternatives returns the members of a brace list, or s alone.
func alternatives(s string) []string {
	if inner, ok := strings.CutPrefix(s, "{"); ok {
		return strings.Split(strings.TrimSuffix(inner, "}"), ",")
	}
	return []string{s}
}

// match returns the ports of goos/goarch, either of which may be "*".
func match(goos, goarch string) Set {
	var s Set
	for i, p := range pairs {
		if (goos == "*" || goos == p.goos) && (goarch == "*" || goarch == p.goarch) {
			s = s.Union(Set{1 << i, 1 << i}.Intersect(all))
		}
	}
	return s
}

// OS returns every port of a GOOS. Unlike the build tag, "linux" does not
// include android.
func OS(goos string) Set { return match(goos, "*") }

// Arch returns every port of a GOARCH.
func Arch(goarch string) Set { return match("*", goarch) }

// unknownPort says what is wrong with goos/goarch, a part of pattern, and
// what was probably meant.
func unknownPort(pattern, goos, goarch string) error {
	okOS, okArch := goos == "*" || !OS(goos).Empty(), goarch == "*" || !Arch(goarch).Empty()
	switch {
	case okOS && okArch: // such as linux/wasm
		var archs []string
		for i := range pairs {
			if pairs[i].goos == goos {
				archs = append(archs, pairs[i].goarch)
			}
		}
		return fmt.Errorf("unknown port %q: %s has %s", pattern, goos, strings.Join(archs, ", "))
	case !okOS && goarch == "*" && !Arch(goos).Empty():
		return fmt.Errorf("unknown port %q: %s is a GOARCH; did you mean %q?", pattern, goos, "*/"+goos)
	case okOS:
		goarch = nearest(goarch, portNames(func(p pair) string { return p.goarch }))
	case okArch:
		goos = nearest(goos, append(portNames(func(p pair) string { return p.goos }), nameAll, nameFirstClass, nameUnix))
	default:
		goos = nearest(goos, portNames(func(p pair) string { return p.goos }))
		goarch = nearest(goarch, portNames(func(p pair) string { return p.goarch }))
	}
	switch {
	case goos == "" || goarch == "":
		return fmt.Errorf("unknown port %q (see go tool dist list)", pattern)
	case goarch == "*":
		return fmt.Errorf("unknown port %q: did you mean %q?", pattern, goos)
	}
	return fmt.Errorf("unknown port %q: did you mean %q?", pattern, goos+"/"+goarch)
}

func portNames(name func(pair) string) []string {
	var names []string
	for _, p := range pairs {
		names = append(names, name(p))
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// nearest returns the name among known that s was probably meant to be, or the
// GOOS or GOARCH that other systems call s, or "".
func nearest(s string, known []string) string {
	if a, ok := aliases[strings.ToLower(s)]; ok && slices.Contains(known, a) {
		return a
	}
	return spelling.Nearest(s, known)
}
