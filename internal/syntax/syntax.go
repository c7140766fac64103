// Package syntax parses Go files as go/parser does, and long tables of
// constants, such as those that cgo made for golang.org/x/sys, many times as
// fast: they are half of the source that is to be read for all ports.
package syntax

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
)

// ParseFile returns what parser.ParseFile does for a mode and
// parser.SkipObjectResolution. It may overwrite src, the contents of the file.
func ParseFile(fset *token.FileSet, name string, src []byte, mode parser.Mode) (*ast.File, error) {
	mode |= parser.SkipObjectResolution
	tables := findTables(src, mode&parser.ParseComments == 0)
	if len(tables) == 0 {
		return parser.ParseFile(fset, name, src, mode)
	}
	for i := range tables {
		tables[i].blank(src)
	}
	file, err := parser.ParseFile(fset, name, src, mode)
	if err == nil && fill(file, tables) {
		return file, nil
	}
	if file != nil {
		fset.RemoveFile(fset.File(file.FileStart))
	}
	for i := range tables {
		tables[i].restore(src)
	}
	return parser.ParseFile(fset, name, src, mode)
}

// fill gives the declarations in file the contents of tables, and reports
// whether there is one for each: what looks like a table may be part of a
// comment or of a string.
func fill(file *ast.File, tables []table) bool {
	base := file.FileStart
	for _, d := range file.Decls {
		gen, ok := d.(*ast.GenDecl)
		if !ok || gen.Tok != token.CONST || !gen.Lparen.IsValid() || len(gen.Specs) > 0 {
			continue
		}
		t := tables[0]
		if gen.Lparen != base+token.Pos(t.start)-1 || gen.Rparen != base+token.Pos(t.end) {
			continue
		}
		gen.Specs = t.specs(base)
		if tables = tables[1:]; len(tables) == 0 {
			return true
		}
	}
	return false
}

// HasDirectives reports whether a file may have comments that have a meaning:
// to the compiler, to cgo, or to the analyzers that export facts.
func HasDirectives(src []byte) bool {
	for _, s := range []string{"//go:linkname", "//go:embed", "//go:wasmimport", "//xplatvet:", `import "C"`, "import `C`"} {
		if bytes.Contains(src, []byte(s)) {
			return true
		}
	}
	return false
}
