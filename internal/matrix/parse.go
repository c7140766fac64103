package matrix

import (
	"context"
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

	"golang.org/x/sync/errgroup"

	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/modgraph"
	"github.com/xplatvet/xplatvet/internal/platform"
)

// parse parses the files of p. A file with a syntax error is used as far as it
// goes, as the compiler does not: its first error, of which others follow, is
// the package's, unless it is one that cannot be loaded: the compiler does not
// come to see that.
func (u *universe) parse(p *Package) {
	for _, name := range slices.Concat(p.listed.GoFiles, p.listed.CgoFiles) {
		file, err := u.checker.parseFile(filepath.Join(p.Dir, name), p.Standard)
		var list scanner.ErrorList
		switch {
		case err != nil && unloadable(p.listed):
		case errors.As(err, &list):
			list.Sort()
			p.Errors = append(p.Errors, Error{list[0].Pos, "syntax error: " + list[0].Msg})
		case err != nil:
			p.Unread = true
			p.Errors = append(p.Errors, Error{token.Position{Filename: filepath.Join(p.Dir, name)}, "cannot be read: " + reasonOf(err)})
		}
		if file != nil {
			p.Files = append(p.Files, file)
		}
	}
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

// parseAll parses the files of all packages outside of the standard library,
// those of a directory in the order of their names: which declaration of
// several go/types names in an error depends on their positions.
func (c *Checker) parseAll(ctx context.Context, ports []platform.Port) {
	files := make(map[string]map[string]bool) // by directory
	seen := make(map[*string]bool)
	for _, port := range ports {
		for _, l := range c.graph.List(port) {
			if l.Standard {
				continue
			}
			for _, names := range [][]string{l.GoFiles, l.CgoFiles} {
				if len(names) == 0 || seen[&names[0]] {
					continue
				}
				seen[&names[0]] = true
				if files[l.Dir] == nil {
					files[l.Dir] = make(map[string]bool)
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
					c.parseFile(filepath.Join(dir, name), false)
				}
			}
			return nil
		})
	}
	g.Wait() // no function fails
}

func (c *Checker) parseFile(name string, std bool) (*ast.File, error) {
	c.mu.Lock()
	if c.files == nil {
		c.files = make(map[string]*parsedFile)
	}
	f := c.files[name]
	if f == nil {
		f = new(parsedFile)
		c.files[name] = f
	}
	c.mu.Unlock()
	f.once.Do(func() {
		mode := parser.ParseComments | parser.SkipObjectResolution | parser.AllErrors
		f.file, f.err = parser.ParseFile(c.Fset, name, nil, mode)
		if std && f.file != nil {
			dropBodies(f.file)
		}
	})
	return f.file, f.err
}

// dropBodies drops what nobody looks at in the standard library, of which only
// the declarations are checked: comments, function bodies, and the elements of
// the composite literals that initialise variables, such as the tables of
// package unicode. The type of a literal is the one it begins with, unless the
// elements count its length.
func dropBodies(f *ast.File) {
	f.Comments = nil
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
