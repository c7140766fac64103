package matrix

import (
	"go/ast"
	"strings"
)

// missingBodies reports functions without a body in a package that has no
// assembly for the port. The compiler does; go/types does not.
func (u *universe) missingBodies(p *Package) {
	if p.Standard || len(p.listed.SFiles) > 0 || len(p.listed.CgoFiles) > 0 {
		return
	}
	for _, f := range p.Files {
		linknamed := linknames(f)
		for _, d := range f.Decls {
			d, ok := d.(*ast.FuncDecl)
			if !ok || d.Body != nil || d.Recv == nil && linknamed[d.Name.Name] {
				continue
			}
			p.Errors = append(p.Errors, Error{u.checker.Fset.Position(d.Name.Pos()), "missing function body"})
		}
	}
}

// linknames returns the local names of the go:linkname directives of a file.
func linknames(f *ast.File) map[string]bool {
	names := make(map[string]bool)
	for _, g := range f.Comments {
		for _, c := range g.List {
			if rest, ok := strings.CutPrefix(c.Text, "//go:linkname "); ok {
				if fields := strings.Fields(rest); len(fields) > 0 {
					names[fields[0]] = true
				}
			}
		}
	}
	return names
}
