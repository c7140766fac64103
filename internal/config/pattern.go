package config

import (
	"path"
	"slices"
	"strings"
)

// clean returns the shortest form of a pattern: one ** of several in a row,
// and none at the end, where it adds nothing to what is excluded anyway.
// doublestar is not of one mind on whether the last ** may match no element.
func clean(pattern string) string {
	elements := strings.Split(path.Clean(pattern), "/")
	elements = slices.CompactFunc(elements, func(a, b string) bool { return a == "**" && b == "**" })
	if n := len(elements) - 1; n > 0 && elements[n] == "**" {
		elements = elements[:n]
	}
	return strings.Join(elements, "/")
}

// badPattern says what is wrong with a pattern, "" if nothing is.
func badPattern(pattern string) string {
	switch {
	case pattern == "":
		return "is empty"
	case strings.Contains(pattern, `\`):
		return "has a backslash: separate elements with / on every system"
	case strings.ContainsAny(pattern, "[]{}"):
		return "has a bracket or brace: use ? for any one character"
	case strings.HasPrefix(pattern, "!"):
		return "is negated: a pattern can only exclude"
	case strings.HasPrefix(pattern, "/"):
		return "is absolute: patterns start at the directory of this file"
	}
	for element := range strings.SplitSeq(pattern, "/") {
		switch {
		case element == "..":
			return "has an element ..: patterns stay below the directory of this file"
		case element != "**" && strings.Contains(element, "**"):
			return "has ** beside other characters: it stands alone between slashes"
		}
	}
	if path.Clean(pattern) == "." {
		return "excludes everything"
	}
	return ""
}
