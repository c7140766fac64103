// Package place turns file names into those that findings carry, which are the
// same on every machine.
package place

import (
	"go/token"
	"path/filepath"
	"strings"

	"golang.org/x/mod/module"

	"github.com/xplatvet/xplatvet/internal/finding"
)

// A Namer knows the directories that names are relative to.
type Namer struct {
	Root     string // of the main module or workspace
	GOROOT   string
	ModCache string
}

// File returns the name of an absolute path: relative to the root for a file
// of the main module, "module@version/file" for one in the module cache,
// "$GOROOT/src/..." for one of the standard library, else the path itself;
// slash-separated.
func (n Namer) File(path string) string {
	path = filepath.Clean(path)
	if rel, ok := below(path, n.Root); ok {
		return rel
	}
	if rel, ok := below(path, n.ModCache); ok {
		return unescape(rel)
	}
	if rel, ok := below(path, n.GOROOT); ok {
		return "$GOROOT/" + rel
	}
	return filepath.ToSlash(path)
}

// Position returns the position of a finding at pos.
func (n Namer) Position(pos token.Position) finding.Position {
	if pos.Filename == "" {
		return finding.Position{}
	}
	return finding.Position{File: n.File(pos.Filename), Line: pos.Line, Column: pos.Column}
}

// Text replaces the directories in a message.
func (n Namer) Text(message string) string {
	if n.ModCache != "" {
		message = strings.ReplaceAll(message, n.ModCache+string(filepath.Separator), "")
	}
	if n.Root != "" {
		message = strings.ReplaceAll(message, n.Root+string(filepath.Separator), "")
		message = strings.ReplaceAll(message, n.Root, ".")
	}
	if n.GOROOT != "" {
		message = strings.ReplaceAll(message, n.GOROOT, "$GOROOT")
	}
	return message
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
	version, file, _ := strings.Cut(rest, "/")
	path, err := module.UnescapePath(mod)
	if err != nil {
		return rel
	}
	if v, err := module.UnescapeVersion(version); err == nil {
		version = v
	}
	if file == "" {
		return path + "@" + version
	}
	return path + "@" + version + "/" + file
}
