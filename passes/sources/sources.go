// Package sources defines an Analyzer that lists every Go file of the package
// directory, whatever ports build it: the files of the pass and those that the
// build of the pass left out.
//
// Drivers differ in what they put in Pass.IgnoredFiles, and some leave it
// empty, so the directory itself is read.
package sources

import (
	"go/ast"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/internal/platform"
)

// A File is one Go file of the directory.
type File struct {
	Name    string           // path, as in the FileSet of the pass
	Syntax  *ast.File        // with comments; positions are in the FileSet of the pass
	Header  *constraint.File // what its name and header say
	Built   platform.Set     // ports on which it is built: Header.Built
	Checked bool             // it is among Pass.Files, so Pass.TypesInfo knows it
}

// A Package is the files of a directory that belong to the package of the
// pass on some port, sorted by name.
type Package struct {
	Files []*File
}
