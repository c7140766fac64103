package modgraph

import (
	"bytes"
	"fmt"
	"go/build"
	"go/token"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/mod/module"
)

// oneFile returns a context in which a directory holds one file, the source
// of which is src, or on disk if src is nil.
func oneFile(full string, src []byte) *build.Context {
	ctxt := build.Default
	ctxt.Compiler = "gc"
	ctxt.GOROOT, ctxt.GOPATH = "", ""
	ctxt.UseAllFiles, ctxt.CgoEnabled = true, true
	ctxt.IsDir = func(string) bool { return true }
	ctxt.ReadDir = func(string) ([]fs.FileInfo, error) {
		fi, err := os.Stat(full)
		if err != nil {
			return nil, err
		}
		return []fs.FileInfo{fi}, nil
	}
	if src != nil {
		ctxt.OpenFile = func(string) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(src)), nil }
	}
	return &ctxt
}

// embedPatterns returns the patterns of //go:embed lines of a file, and where
// they stand.
func embedPatterns(full string) map[string][]token.Position {
	p, _ := oneFile(full, nil).ImportDir(filepath.Dir(full), 0) // errors are found elsewhere
	all := make(map[string][]token.Position)
	for _, m := range []map[string][]token.Position{p.EmbedPatternPos, p.TestEmbedPatternPos, p.XTestEmbedPatternPos} {
		maps.Copy(all, m)
	}
	return all
}

func addPatterns(to, from map[string][]token.Position) map[string][]token.Position {
	if to == nil && len(from) > 0 {
		to = make(map[string][]token.Position)
	}
	for pattern, pos := range from {
		to[pattern] = append(to[pattern], pos...)
	}
	return to
}

func keys(m map[string][]token.Position) []string { return slices.Sorted(maps.Keys(m)) }

// cgoLine matches a #cgo line up to its verb, with the ports it is for.
var cgoLine = regexp.MustCompile(`(?m)^([ \t]*(?://|\*)?[ \t]*#cgo[ \t])[^\n:]*?([A-Za-z_]+[ \t]*:)`)

// goodCgo reports whether the #cgo lines of a file are good on all ports.
func (g *Graph) goodCgo(full string) bool {
	src, err := os.ReadFile(full)
	if err != nil || !bytes.Contains(src, []byte("#cgo")) {
		return err == nil
	}
	src = cgoLine.ReplaceAll(src, []byte("$1$2")) // now for all ports
	_, err = oneFile(full, src).ImportDir(filepath.Dir(full), 0)
	return err == nil
}

// embedResults holds what became of the embed patterns of a class, for
// package, tests and external tests.
type embedResults struct {
	once [3]sync.Once
	res  [3]embedResult
}

type embedResult struct {
	files   []string
	pattern string // where err comes from
	err     error
}

// of resolves the patterns once.
func (e *embedResults) of(kind int, dir string, patterns []string) embedResult {
	if len(patterns) == 0 {
		return embedResult{}
	}
	e.once[kind].Do(func() {
		r := &e.res[kind]
		if r.files, r.pattern, r.err = resolveEmbed(dir, patterns); r.err != nil {
			r.err = fmt.Errorf("pattern %s: %w", r.pattern, r.err)
		}
	})
	return e.res[kind]
}

// resolveEmbed is cmd/go/internal/load.resolveEmbed. If there is an error, it
// returns the pattern to blame.
func resolveEmbed(dir string, patterns []string) (files []string, pattern string, err error) {
	have := make(map[string]bool)
	good := make(map[string]bool) // directories that may be embedded
	for _, pattern = range patterns {
		glob, all := strings.CutPrefix(pattern, "all:")
		if _, err := path.Match(glob, ""); err != nil || glob == "." || !fs.ValidPath(glob) {
			return nil, pattern, fmt.Errorf("invalid pattern syntax")
		}
		matches, err := filepath.Glob(quoteGlob(dir) + string(filepath.Separator) + filepath.FromSlash(glob))
		if err != nil {
			return nil, pattern, err
		}
		n := 0
		for _, name := range matches {
			list, err := embedMatch(dir, name, all, good)
			if err != nil {
				return nil, pattern, err
			}
			n += len(list)
			for _, f := range list {
				have[f] = true
			}
		}
		if n == 0 {
			return nil, pattern, fmt.Errorf("no matching files found")
		}
	}
	return slices.Sorted(maps.Keys(have)), "", nil
}

// embedMatch returns the files that one match of a pattern stands for.
func embedMatch(dir, name string, all bool, good map[string]bool) ([]string, error) {
	relative := func(name string) string { return filepath.ToSlash(name[len(dir)+1:]) }
	rel := relative(name)
	info, err := os.Lstat(name)
	if err != nil {
		return nil, err
	}
	what := "file"
	if info.IsDir() {
		what = "directory"
	}
	for d := name; len(d) > len(dir)+1 && !good[d]; d = filepath.Dir(d) {
		if _, err := os.Stat(filepath.Join(d, "go.mod")); err == nil {
			return nil, fmt.Errorf("cannot embed %s %s: in different module", what, rel)
		}
		if d != name {
			if info, err := os.Lstat(d); err == nil && !info.IsDir() {
				return nil, fmt.Errorf("cannot embed %s %s: in non-directory %s", what, rel, d[len(dir)+1:])
			}
		}
		good[d] = true
		if elem := filepath.Base(d); isBadEmbedName(elem) {
			if d == name {
				return nil, fmt.Errorf("cannot embed %s %s: invalid name %s", what, rel, elem)
			}
			return nil, fmt.Errorf("cannot embed %s %s: in invalid directory %s", what, rel, elem)
		}
	}
	switch {
	case info.Mode().IsRegular():
		return []string{rel}, nil
	case !info.IsDir():
		return nil, fmt.Errorf("cannot embed irregular file %s", rel)
	}
	var list []string
	err = filepath.WalkDir(name, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		elem := d.Name()
		hidden := elem[0] == '.' || elem[0] == '_'
		if file != name && (isBadEmbedName(elem) || hidden && !all) {
			switch {
			case d.IsDir():
				return fs.SkipDir
			case hidden:
				return nil
			}
			return fmt.Errorf("cannot embed file %s: invalid name %s", relative(file), elem)
		}
		if d.IsDir() {
			if _, err := os.Stat(filepath.Join(file, "go.mod")); err == nil {
				return fs.SkipDir
			}
			return nil
		}
		if d.Type().IsRegular() {
			list = append(list, relative(file))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("cannot embed directory %s: contains no embeddable files", rel)
	}
	return list, nil
}

// quoteGlob is cmd/internal/str.QuoteGlob.
func quoteGlob(s string) string {
	if !strings.ContainsAny(s, `*?[]`) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune(`*?[]`, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func isBadEmbedName(name string) bool {
	switch name {
	case "", ".bzr", ".hg", ".git", ".svn":
		return true
	}
	return module.CheckFilePath(name) != nil
}
