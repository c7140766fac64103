package sources

import (
	"go/ast"

	"golang.org/x/tools/go/ast/inspector"
)

// Tree is what is type-checked of f, Processed if there is that, or else Syntax.
func (f *File) Tree() *ast.File {
	if f.Processed != nil {
		return f.Processed
	}
	return f.Syntax
}

// Editable reports whether a fix may edit f: a driver gets to see fixes of files
// that it builds.
func (f *File) Editable() bool { return f.Checked || f.Processed != nil || f.Elsewhere }

// Root returns the cursor of the Tree of a file, to look around in it.
func (p *Package) Root(f *File) inspector.Cursor {
	tree := f.Tree()
	return Once(p, rootKey{tree}, func() inspector.Cursor {
		root, _ := inspector.New([]*ast.File{tree}).Root().FirstChild()
		return root
	})
}

type rootKey struct{ tree *ast.File }
