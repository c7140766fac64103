// Package place turns file names into those that findings carry, which are the
// same on every machine.
package place

import (
	"go/token"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/module"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/gocmd"
)

// A Namer knows the directories that names are relative to.
type Namer struct {
	dir      string // the go command's working directory, of which relative names are
	root     string // of the main module or workspace
	goroot   string
	modcache string
}

// New returns the Namer for a go command that runs in dir.
func New(dir string, env gocmd.GoEnv) Namer {
	return Namer{dir: dir, root: env.Root(dir), goroot: env.GOROOT, modcache: env.GOMODCACHE}
}

// Root is the directory that the names of files of the main module are
// relative to.
func (n Namer) Root() string { return n.root }

// File returns the name of a path: relative to the root for a file of the main
// module, "module@version/file" for one in the module cache, "$GOROOT/src/..."
// for one of the standard library, else the path itself; slash-separated.
func (n Namer) File(path string) string {
	if !filepath.IsAbs(path) {
		path = filepath.Join(n.dir, path)
	}
	path = filepath.Clean(path)
	for _, dir := range n.dirs() {
		rel, ok := below(path, dir)
		switch {
		case !ok:
		case dir == n.root:
			return rel
		case dir == n.modcache:
			return unescape(rel)
		default:
			return "$GOROOT/" + rel
		}
	}
	return filepath.ToSlash(path)
}

// dirs returns the directories, inner ones first.
func (n Namer) dirs() []string {
	dirs := []string{n.root, n.modcache, n.goroot}
	slices.SortFunc(dirs, func(a, b string) int { return len(b) - len(a) })
	return dirs
}

// Position returns the position of a finding at pos.
func (n Namer) Position(pos token.Position) finding.Position {
	if pos.Filename == "" {
		return finding.Position{}
	}
	return finding.Position{File: n.File(pos.Filename), Line: pos.Line, Column: pos.Column}
}

// Text replaces the paths in a message by their names.
func (n Namer) Text(message string) string {
	for _, dir := range n.dirs() {
		message = n.replace(message, dir)
	}
	return message
}

// replace replaces dir, and the paths below it, in s. It leaves longer names
// that begin like dir alone.
func (n Namer) replace(s, dir string) string {
	if dir == "" {
		return s
	}
	var b strings.Builder
	for {
		before, after, found := strings.Cut(s, dir)
		b.WriteString(before)
		if !found {
			return b.String()
		}
		end := strings.IndexAny(after, " \t\n:;,)\"'`")
		if end < 0 {
			end = len(after)
		}
		path := dir + after[:end]
		switch {
		case end > 0 && after[0] != filepath.Separator:
			b.WriteString(path) // another directory
		case end <= 1:
			b.WriteString(n.dirName(dir))
		default:
			b.WriteString(n.File(path))
		}
		s = after[end:]
	}
}

// dirName is what one of the directories itself is called.
func (n Namer) dirName(dir string) string {
	switch dir {
	case n.root:
		return "."
	case n.goroot:
		return "$GOROOT"
	}
	return filepath.ToSlash(dir)
}

func below(path, dir string) (rel string, ok bool) {
	if dir == "" {
		return "", false
	}
	rest, ok := strings.CutPrefix(path, dir+string(filepath.Separator))
	return filepath.ToSlash(rest), ok
}

// unescape undoes the escaping of upper-case letters in the module cache.
func unescape(rel string) string {
	mod, rest, ok := strings.Cut(rel, "@")
	if !ok {
		return rel
	}
	version, file, inside := strings.Cut(rest, "/")
	path, err := module.UnescapePath(mod)
	if err != nil {
		return rel
	}
	if v, err := module.UnescapeVersion(version); err == nil {
		version = v
	}
	if inside {
		file = "/" + file
	}
	return path + "@" + version + file
}
