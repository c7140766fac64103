package buildconstraint

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/passes/sources"
)

// A file is a Go file of the directory. Unlike those of the pass sources, it
// may be one that no port builds.
type file struct {
	name   string // path
	header *constraint.File
	syntax *ast.File     // nil until needed for a file that no port builds
	own    *sources.File // nil for a file that no port builds
	src    []byte        // nil until needed
}

// parsed reports whether f has a syntax tree, parsing it if need be.
func (f *file) parsed(fset *token.FileSet) bool {
	if f.syntax == nil {
		f.syntax, _ = parser.ParseFile(fset, f.name, nil, parser.ParseComments|parser.SkipObjectResolution)
	}
	return f.syntax != nil
}

// read returns the source of f and where it is in the FileSet of the pass; nil
// if it cannot be read or does not parse.
func (f *file) read(pass *analysis.Pass) (src []byte, tok *token.File) {
	if !f.parsed(pass.Fset) {
		return nil, nil
	}
	if f.src == nil {
		f.src, _ = sources.ReadFile(pass, f.name)
	}
	if tok := pass.Fset.File(f.syntax.FileStart); tok != nil && tok.Size() == len(f.src) {
		return f.src, tok
	}
	return nil, nil
}

// base returns the name without directory and extension.
func (f *file) base() string { return strings.TrimSuffix(filepath.Base(f.name), ".go") }

// list collects the files that belong to the package of the pass.
func (c *checker) list() {
	known := make(map[string]bool)
	dirs := make(map[string]bool)
	tests := false
	for _, f := range c.pkg.Files {
		known[f.Name] = true
		dirs[filepath.Dir(f.Name)] = true
		tests = tests || f.Header.Test
		c.files = append(c.files, &file{name: f.Name, header: f.Header, syntax: f.Syntax, own: f})
	}
	for dir := range dirs {
		entries, err := os.ReadDir(dir)
		if err != nil {
			continue // a sandbox
		}
		for _, e := range entries {
			name := filepath.Join(dir, e.Name())
			if e.IsDir() || !strings.HasSuffix(name, ".go") || known[name] {
				continue
			}
			if f := c.unbuilt(name); f != nil && (tests || !f.header.Test) {
				c.files = append(c.files, f)
			}
		}
	}
	slices.SortFunc(c.files, func(a, b *file) int { return strings.Compare(a.name, b.name) })
}

// unbuilt returns a file of the package that no port builds, or nil.
func (c *checker) unbuilt(name string) *file {
	h, err := c.scope.Context.ReadFile(name)
	if err != nil || !h.Built.Empty() || h.Package != "" && h.Package != c.pass.Pkg.Name() {
		return nil
	}
	f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.PackageClauseOnly)
	if err != nil || f.Name.Name != c.pass.Pkg.Name() {
		return nil
	}
	return &file{name: name, header: h}
}

// fix returns an edit of f, if f is a file that fixes may touch.
func (f *file) fix(pass *analysis.Pass, message string, start, end int, text string) []analysis.SuggestedFix {
	_, tok := f.read(pass)
	if tok == nil || f.own == nil || !f.own.Editable() {
		return nil
	}
	return []analysis.SuggestedFix{{
		Message:   message,
		TextEdits: []analysis.TextEdit{{Pos: tok.Pos(start), End: tok.Pos(end), NewText: []byte(text)}},
	}}
}
