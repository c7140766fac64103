package modgraph

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
)

// ignored are the directories that ignore lines of a go.mod name:
// cmd/go/internal/search.IgnorePatterns.
type ignored struct{ atRoot, anywhere []string }

func ignoredOf(root string) ignored {
	var ig ignored
	data, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return ig
	}
	file, err := modfile.ParseLax("go.mod", data, nil)
	if err != nil {
		return ig
	}
	for _, line := range file.Ignore {
		if rest, ok := strings.CutPrefix(line.Path, "./"); ok {
			ig.atRoot = append(ig.atRoot, slashes(rest))
		} else {
			ig.anywhere = append(ig.anywhere, slashes(line.Path))
		}
	}
	return ig
}

func (ig ignored) ignores(sub string) bool {
	sub = slashes(sub)
	if sub == "/" {
		return false
	}
	return slices.ContainsFunc(ig.atRoot, func(p string) bool { return strings.HasPrefix(sub, p) }) ||
		slices.ContainsFunc(ig.anywhere, func(p string) bool { return strings.Contains(sub, p) })
}

// slashes adds slashes to both ends of a path that lack them.
func slashes(path string) string {
	path = strings.Trim(filepath.ToSlash(path), "/")
	if path == "" {
		return "/"
	}
	return "/" + path + "/"
}
