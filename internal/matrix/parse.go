package matrix

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"path/filepath"
	"slices"
)

// parse parses the files of p. A file with a syntax error is used as far as it
// goes, as the compiler does not: its error is the package's.
func (u *universe) parse(p *Package) {
	for _, name := range slices.Concat(p.listed.GoFiles, p.listed.CgoFiles) {
		file, err := u.checker.parseFile(filepath.Join(p.Dir, name), p.Standard)
		var list scanner.ErrorList
		switch {
		case errors.As(err, &list):
			list.RemoveMultiples()
			for _, e := range list {
				p.Errors = append(p.Errors, Error{e.Pos, "syntax error: " + e.Msg})
			}
		case err != nil:
			p.Errors = append(p.Errors, Error{token.Position{Filename: filepath.Join(p.Dir, name)}, err.Error()})
		}
		if file != nil {
			p.Files = append(p.Files, file)
		}
	}
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
