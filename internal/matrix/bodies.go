package matrix

import (
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"

	"github.com/xplatvet/xplatvet/internal/modgraph"
)

// missingBodies reports what the compiler and the linker complain of once the
// types are right, and go/types does not know: misused directives, functions
// without a body where nothing but Go code could have it, commands without a
// function main.
func (u *universe) missingBodies(p *Package) {
	if p.Standard || len(p.Errors) > 0 {
		return
	}
	for _, f := range p.Files {
		u.strayEmbeds(p, f)
	}
	if len(p.Errors) > 0 {
		return
	}
	linknamed := u.linknames(p)
	for _, f := range p.Files {
		u.embeds(p, f)
		for _, d := range f.Decls {
			d, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			wasmImport := u.port.GOARCH == "wasm" && hasDirective(d.Doc, "go:wasmimport")
			switch {
			case d.Body != nil && wasmImport:
				u.errorf(p, d.Name.Pos(), "can only use //go:wasmimport with external func implementations")
			case d.Body != nil, wasmImport, d.Recv == nil && linknamed[d.Name.Name], mayHaveBodies(p.listed):
			default:
				u.errorf(p, d.Name.Pos(), "missing function body")
			}
		}
	}
	if len(p.Errors) == 0 {
		u.embedTypes(p)
	}
	if len(p.Errors) == 0 && p.Name == "main" && p.ForTest == "" && p.Matched && p.Types != nil {
		if _, ok := p.Types.Scope().Lookup("main").(*types.Func); !ok {
			p.Errors = append(p.Errors, Error{Message: "function main is undeclared in the main package"})
		}
	}
}

func (u *universe) errorf(p *Package, pos token.Pos, message string) {
	p.Errors = append(p.Errors, Error{u.checker.Fset.Position(pos), message})
}

// mayHaveBodies reports whether functions of a package may have their bodies
// in files that are not Go: then the go command does not tell the compiler that
// it sees all of the package.
func mayHaveBodies(l *modgraph.Package) bool {
	return len(l.SFiles)+len(l.CgoFiles)+len(l.SysoFiles) > 0
}

// usesWasmImport reports whether a package may have functions whose bodies
// WebAssembly hosts have.
func (c *Checker) usesWasmImport(l *modgraph.Package) bool {
	return !l.Standard && slices.ContainsFunc(l.GoFiles, func(name string) bool {
		f, _ := c.parseFile(filepath.Join(l.Dir, name), c.detailOf(l))
		return f != nil && len(directives(f.Comments, "go:wasmimport")) > 0
	})
}
