package modgraph

import (
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The functions of this file are those of the same names in
// cmd/internal/str, cmd/go/internal/search and cmd/go/internal/load.

// hasPathPrefix reports whether path begins with the elements of prefix; both
// are import paths or both are file names.
func hasPathPrefix(path, prefix string) bool {
	rest, ok := strings.CutPrefix(path, prefix)
	return ok && (rest == "" || prefix == "" || isSlash(rest[0]) || isSlash(prefix[len(prefix)-1]))
}

func isSlash(c byte) bool { return c == '/' || os.IsPathSeparator(c) }

// isStandardImportPath reports whether path has the form of one of the
// standard library.
func isStandardImportPath(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".")
}

// toFold returns a string that is equal for strings that are equal under
// strings.EqualFold.
func toFold(s string) string {
	for i := 0; ; i++ {
		if i == len(s) {
			return s
		}
		if c := s[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			break
		}
	}
	var b strings.Builder
	for _, r := range s {
		for { // to the smallest rune of the cycle
			r0 := r
			if r = unicode.SimpleFold(r0); r <= r0 {
				break
			}
		}
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// foldDup returns two strings of the list that differ in case only, or "".
func foldDup(list []string) (string, string) {
	seen := make(map[string]string, len(list))
	for _, s := range list {
		fold := toFold(s)
		if t := seen[fold]; t != "" {
			return min(s, t), max(s, t)
		}
		seen[fold] = s
	}
	return "", ""
}

// safeArg reports whether name cannot be taken for a flag.
func safeArg(name string) bool {
	if name == "" {
		return false
	}
	c := name[0]
	return '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || c == '.' || c == '_' || c == '/' || c >= utf8.RuneSelf
}

// findInternal returns the index of the last element "internal" of a path.
func findInternal(path string) (int, bool) {
	switch {
	case strings.HasSuffix(path, "/internal"):
		return len(path) - len("internal"), true
	case strings.Contains(path, "/internal/"):
		return strings.LastIndex(path, "/internal/") + 1, true
	case path == "internal", strings.HasPrefix(path, "internal/"):
		return 0, true
	}
	return 0, false
}

// findVendor returns the index of the last element "vendor" of a path, if it
// is not the last of all.
func findVendor(path string) (int, bool) {
	switch {
	case strings.Contains(path, "/vendor/"):
		return strings.LastIndex(path, "/vendor/") + 1, true
	case strings.HasPrefix(path, "vendor/"):
		return 0, true
	}
	return 0, false
}

// shortPath returns name relative to the working directory if that is shorter.
func (env *environment) shortPath(name string) string {
	if rel, err := filepath.Rel(env.cwd, name); err == nil && len(rel) < len(name) && sameFile(filepath.Join(env.cwd, rel), name) {
		return rel
	}
	return name
}

func sameFile(a, b string) bool {
	fa, errA := os.Stat(a)
	fb, errB := os.Stat(b)
	if errA != nil || errB != nil {
		return os.IsNotExist(errA) && os.IsNotExist(errB)
	}
	return os.SameFile(fa, fb)
}

// within reports whether file or directory name is in the tree at root, by
// its name or after symbolic links are resolved.
func within(name, root string) bool {
	name, root = filepath.Clean(name), filepath.Clean(root)
	return hasPathPrefix(name, root) || hasPathPrefix(expand(name), expand(root))
}

// expand returns name with symbolic links resolved, if that is possible.
func expand(name string) string {
	if x, err := filepath.EvalSymlinks(name); err == nil {
		return x
	}
	return name
}

func isDir(name string) bool {
	fi, err := os.Stat(name)
	return err == nil && fi.IsDir()
}

func isFile(name string) bool {
	fi, err := os.Stat(name)
	return err == nil && !fi.IsDir()
}
