// Package imports lists what the files of a package import, on whatever port,
// for analyzers whose facts travel from import to import.
package imports

import (
	"go/ast"
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/passes/sources"
)

// An Import is one import of a file.
type Import struct {
	File *sources.File
	Spec *ast.ImportSpec
	Path string

	// Package is what facts about the imported package go by. It is nil if
	// the pass knows nothing of it, as other ports import it.
	Package *types.Package
}

// Of returns the imports of the files that are not tests, in the order of the
// source, without "C" and "unsafe".
func Of(pass *analysis.Pass, pkg *sources.Package) []Import {
	known := pkg.Closure()
	// A driver that only wants facts may give no types; those that keep facts
	// by path, as ours does, find them all the same.
	untyped := len(pass.Pkg.Imports()) == 0
	var list []Import
	for _, f := range pkg.Files {
		if f.Header.Test {
			continue
		}
		for _, spec := range f.Syntax.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil || path == "C" || path == "unsafe" {
				continue
			}
			im := Import{File: f, Spec: spec, Path: path, Package: known[path]}
			if im.Package == nil && (untyped || pkg.Knows(path)) {
				im.Package = types.NewPackage(path, "")
			}
			list = append(list, im)
		}
	}
	return list
}

// Related tells the chain of imports that begins at im: that from imports the
// first path of chain, that one the second, and so on.
func (im Import) Related(from string, chain []string) []analysis.RelatedInformation {
	var list []analysis.RelatedInformation
	for _, to := range chain {
		list = append(list, analysis.RelatedInformation{
			Pos: im.Spec.Path.Pos(), End: im.Spec.Path.End(), Message: from + " imports " + to,
		})
		from = to
	}
	return slices.Clip(list)
}
