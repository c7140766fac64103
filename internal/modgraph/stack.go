package modgraph

import (
	"fmt"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
)

// An importer is who imports a package, for the position of the import.
type importer struct {
	pkg  *pkg
	part part
}

// A part is one of the packages that a directory makes.
type part int

const (
	source part = iota
	test
	xtest
)

// imports returns the files of the importer that may hold an import, and where
// the imports are if that is known.
func (in *importer) imports() (files []string, pos map[string][]token.Position) {
	b := in.pkg.class.build
	switch in.part {
	case test:
		return b.TestGoFiles, b.TestImportPos
	case xtest:
		return b.XTestGoFiles, b.XTestImportPos
	}
	files = slices.Concat(b.GoFiles, b.CgoFiles)
	slices.Sort(files)
	return files, b.ImportPos
}

// position returns where a package is first imported, "" if that is not known.
func (l *loader) position(in *importer, importPath string) string {
	if in == nil || in.pkg.class == nil {
		return ""
	}
	files, pos := in.imports()
	if list := pos[importPath]; len(list) > 0 {
		return l.shortPos(list[0])
	}
	for _, name := range files {
		fset := token.NewFileSet()
		f, _ := parser.ParseFile(fset, filepath.Join(in.pkg.Dir, name), nil, parser.ImportsOnly) // as far as it goes
		if f == nil {
			continue
		}
		for _, spec := range f.Imports {
			if got, err := strconv.Unquote(spec.Path.Value); err == nil && got == importPath {
				return l.shortPos(fset.Position(spec.Pos()))
			}
		}
	}
	return ""
}

func (l *loader) shortPos(pos token.Position) string {
	pos.Filename = l.g.env.shortPath(pos.Filename)
	return pos.String()
}

func (l *loader) push(path string) { l.stack = append(l.stack, path) }
func (l *loader) pop()             { l.stack = l.stack[:len(l.stack)-1] }

// stackCopy returns the import stack, not nil as in the output of go list.
func (l *loader) stackCopy() []string { return append([]string{}, l.stack...) }

// errorf returns an error with the import stack.
func (l *loader) errorf(format string, args ...any) *Error {
	return &Error{ImportStack: l.stackCopy(), Err: fmt.Sprintf(format, args...)}
}

// shorter is cmd/go/internal/load.(*ImportStack).shorterThan.
func shorter(s, t []string) bool {
	if len(s) != len(t) {
		return len(s) < len(t)
	}
	return slices.Compare(s, t) < 0
}

// setError sets the error of p if it has none. Unless p is on the import stack
// already, its importer is to blame.
func (l *loader) setError(p *pkg, importPath string, in *importer, err *Error) {
	if p.Error != nil {
		return
	}
	if len(l.stack) > 0 && l.stack[len(l.stack)-1] != importPath {
		err.Pos = l.position(in, importPath)
	}
	p.Error = err
}
