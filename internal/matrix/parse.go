package matrix

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/xplatvet/xplatvet/internal/classes"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/modgraph"
	"github.com/xplatvet/xplatvet/internal/syntax"
	"github.com/xplatvet/xplatvet/platform"
)

// A fileSet is the files of a package on some ports, as far as they parse.
type fileSet struct {
	once   sync.Once
	files  []*ast.File
	errs   []Error // the first of each file
	unread bool    // one of them cannot be read
}

// parse parses the files of p. A file with a syntax error is used as far as it
// goes, as the compiler does not: its first error, of which others follow, is
// the package's, unless it is one that cannot be loaded: the compiler does not
// come to see that.
func (u *universe) parse(p *Package) {
	s := u.checker.fileSet(p)
	p.Files = s.files
	if !unloadable(p.listed) {
		p.Errors = append(p.Errors, s.errs...)
		p.Unread = p.Unread || s.unread
	}
}

// fileSet returns the parsed files of a package.
func (c *Checker) fileSet(p *Package) *fileSet {
	key := setKey{p.Dir, listKeyOf(p.listed.GoFiles), listKeyOf(p.listed.CgoFiles)}
	c.mu.Lock()
	if c.sets == nil {
		c.sets = make(map[setKey]*fileSet)
	}
	s := c.sets[key]
	if s == nil {
		s = new(fileSet)
		c.sets[key] = s
	}
	c.mu.Unlock()
	s.once.Do(func() {
		d := max(code, c.detailOf(p.listed)) // those that ask for the files want all of them
		if p.Standard {
			d = bare
		}
		for _, name := range p.FileNames() {
			file, err := c.parseFile(filepath.Join(p.Dir, name), d)
			var list scanner.ErrorList
			switch {
			case errors.As(err, &list):
				list.Sort()
				s.errs = append(s.errs, Error{list[0].Pos, "syntax error: " + list[0].Msg})
			case err != nil:
				s.unread = true
				s.errs = append(s.errs, Error{token.Position{Filename: filepath.Join(p.Dir, name)}, "cannot be read: " + reasonOf(err)})
			}
			if file != nil {
				s.files = append(s.files, file)
			}
		}
		s.files, s.errs = slices.Clip(s.files), slices.Clip(s.errs)
	})
	return s
}

// A setKey tells lists of files apart; modgraph shares equal ones.
type setKey struct {
	dir         string
	goes, cgoes listKey
}

type listKey struct {
	first *string
	n     int
}

func listKeyOf(names []string) listKey {
	if len(names) == 0 {
		return listKey{}
	}
	return listKey{&names[0], len(names)}
}

// unloadable reports whether the go command does not come to compile a package.
func unloadable(l *modgraph.Package) bool {
	return l.Error != nil && !gocmd.NeedsExternalLinking(l.Error.Err)
}

// unreadable returns the first of the invalid files of a package that cannot
// be read, and why.
func unreadable(l *modgraph.Package) (file, reason string) {
	for _, name := range l.InvalidGoFiles {
		file = filepath.Join(l.Dir, name)
		f, err := os.Open(file)
		if err != nil {
			return file, reasonOf(err)
		}
		f.Close()
	}
	return "", ""
}

// reasonOf returns an error without the name of the file.
func reasonOf(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return err.Error()
}

// parseAll parses the files of all packages that are to be checked,
// those of a directory in the order of their names: which declaration of
// several go/types names in an error depends on their positions.
func (c *Checker) parseAll(ctx context.Context, ports []platform.Port) {
	files := make(map[string]map[string]bool) // by directory
	details := make(map[string]detail)
	seen := make(map[*string]bool)
	for _, port := range ports {
		for _, l := range c.List(port) {
			if !c.wants(l) {
				continue
			}
			for _, names := range [][]string{l.GoFiles, l.CgoFiles} {
				if len(names) == 0 || seen[&names[0]] {
					continue
				}
				seen[&names[0]] = true
				if files[l.Dir] == nil {
					files[l.Dir] = make(map[string]bool)
					details[l.Dir] = c.detailOf(l)
				}
				for _, name := range names {
					files[l.Dir][name] = true
				}
			}
		}
	}
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for dir, names := range files {
		g.Go(func() error {
			for _, name := range slices.Sorted(maps.Keys(names)) {
				if ctx.Err() == nil {
					c.parseFile(filepath.Join(dir, name), details[dir])
				}
			}
			return nil
		})
	}
	g.Wait() // no function fails
}

// A detail says how much of a file is parsed.
type detail uint8

const (
	bare detail = iota // what is declared to others
	code               // what the compiler looks at
	full               // comments too
)

// detailOf returns how the files of a package are to be parsed: nobody reads
// the comments of a module in the module cache.
func (c *Checker) detailOf(l *modgraph.Package) detail {
	switch {
	case !c.wants(l):
		return bare
	case l.InModuleCache():
		return code
	}
	return full
}

// parseFile parses a file once in each detail.
func (c *Checker) parseFile(name string, d detail) (*ast.File, error) {
	f := c.parsedFile(name, d)
	return f.file, f.err
}

func (c *Checker) parsedFile(name string, d detail) *parsedFile {
	key := fileKey{name, d}
	c.mu.Lock()
	if c.files == nil {
		c.files = make(map[fileKey]*parsedFile)
	}
	f := c.files[key]
	if f == nil {
		f = new(parsedFile)
		c.files[key] = f
	}
	c.mu.Unlock()
	f.once.Do(func() {
		var src []byte
		if src, f.err = os.ReadFile(name); f.err == nil {
			f.file, f.err = parse(c.Fset, name, src, d)
		}
		if f.file != nil && d != bare && !c.Paranoid && isConditional(name, src) {
			f.texts = textsOf(f.file, src)
		}
	})
	return f
}

// isConditional reports whether a file is not built on every port, as far as can
// be seen at a glance.
func isConditional(name string, src []byte) bool {
	return strings.Contains(filepath.Base(name), "_") || bytes.Contains(src, []byte("//go:build"))
}

// textsOf returns the Text of each declaration of a file but for those of
// constants and imports. Parsing may have blanked the former.
func textsOf(f *ast.File, src []byte) []classes.Text {
	texts := make([]classes.Text, len(f.Decls))
	for i, d := range f.Decls {
		gen, ok := d.(*ast.GenDecl)
		start, end := int(d.Pos()-f.FileStart), int(d.End()-f.FileStart)
		if ok && (gen.Tok == token.CONST || gen.Tok == token.IMPORT) || start < 0 || end > len(src) {
			continue
		}
		sum := sha256.Sum256(src[start:end])
		texts[i] = classes.Text(sum[:])
	}
	return texts
}

func parse(fset *token.FileSet, name string, src []byte, d detail) (*ast.File, error) {
	mode := parser.AllErrors
	if d == bare {
		src = blank(src)
	}
	if d == full || d == code && syntax.HasDirectives(src) {
		mode |= parser.ParseComments
	}
	file, err := syntax.ParseFile(fset, name, src, mode)
	if d == bare && file != nil {
		dropBodies(file)
	}
	return file, err
}

type fileKey struct {
	name   string
	detail detail
}

// dropBodies drops what nobody looks at in a package of which only the
// declarations are checked: function bodies, if any are left, and the elements
// of the composite literals that initialise variables, such as the tables of
// package unicode. The type of a literal is the one it begins with, unless the
// elements count its length.
func dropBodies(f *ast.File) {
	drop := func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CompositeLit:
			if array, ok := n.Type.(*ast.ArrayType); ok && isEllipsis(array.Len) {
				break
			}
			n.Elts = nil
		case *ast.FuncLit:
			n.Body = &ast.BlockStmt{Lbrace: n.Body.Lbrace, Rbrace: n.Body.Rbrace}
		}
		return true
	}
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Body != nil {
				d.Body = &ast.BlockStmt{Lbrace: d.Body.Lbrace, Rbrace: d.Body.Rbrace}
			}
		case *ast.GenDecl:
			if d.Tok == token.VAR {
				ast.Inspect(d, drop)
			}
		}
	}
}

func isEllipsis(x ast.Expr) bool {
	_, ok := x.(*ast.Ellipsis)
	return ok
}
