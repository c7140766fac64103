package constraint

import (
	"strings"

	"github.com/xplatvet/xplatvet/platform"
)

// A kind is what go/build does with a file because of its name.
type kind int

const (
	unknown  kind = iota // ignores it
	binary               // lists it unread
	comments             // reads the comments at its top
	source               // reads it up to the imports
)

// kindOf follows go/build.Context.matchFile and fileListForExt.
func kindOf(name string) kind {
	if strings.HasPrefix(name, "_") || strings.HasPrefix(name, ".") {
		return unknown
	}
	i := strings.LastIndexByte(name, '.')
	if i < 0 {
		return unknown
	}
	switch name[i:] {
	case ".go":
		return source
	case ".c", ".cc", ".cpp", ".cxx", ".m", ".h", ".hh", ".hpp", ".hxx",
		".f", ".F", ".for", ".f90", ".s", ".S", ".sx", ".swig", ".swigcxx":
		return comments
	case ".syso":
		return binary
	}
	return unknown
}

// suffixTags returns the tags that the file name demands: none, a GOOS, a
// GOARCH, or both. It follows go/build.Context.goodOSArchFile.
func suffixTags(name string) []string {
	name, _, _ = strings.Cut(name, ".")
	// What is before the first underscore is never a tag: linux.go has none.
	i := strings.IndexByte(name, '_')
	if i < 0 {
		return nil
	}
	name = strings.TrimSuffix(name[i:], "_test")
	rest, last := cutLast(name)
	if _, os := cutLast(rest); platform.KnownOS(os) && platform.KnownArch(last) {
		return []string{os, last}
	}
	if platform.KnownOS(last) || platform.KnownArch(last) {
		return []string{last}
	}
	return nil
}

// cutLast cuts s at its last underscore.
func cutLast(s string) (before, after string) {
	i := strings.LastIndexByte(s, '_')
	return s[:max(i, 0)], s[i+1:]
}
