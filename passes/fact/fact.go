// Package fact exchanges what analyzers know of packages from syntax, which is
// the same in all drivers, whether or not they have types.
package fact

import (
	"go/types"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/decl"
	"github.com/xplatvet/xplatvet/passes/sources"
)

// Path returns the import path of a package, without the suffix that some
// drivers give to test variants.
func Path(pkg *types.Package) string {
	path, _, _ := strings.Cut(pkg.Path(), " ")
	return path
}

// Export exports what compute returns as the fact about the package of the pass,
// unless that is nil. Our own driver asks for the facts about a package when
// they are of use, if ever, and does not want them from an analysis for
// diagnostics.
func Export[F any, P pointer[F]](pass *analysis.Pass, compute func() P) {
	if pass.ExportPackageFact == nil {
		return
	}
	if f := compute(); f != nil {
		pass.ExportPackageFact(f)
	}
}

type pointer[F any] interface {
	*F
	analysis.Fact
}

// Importer returns a function that finds the fact about a package that the
// pass imports, if only indirectly, or that the driver knows: nil if there is
// none. It also reports whether the package is known. It may be called from several goroutines,
// and the fact must not be changed.
func Importer[F any, P pointer[F]](pass *analysis.Pass, src *sources.Package) func(path string) (fact P, known bool) {
	// A driver that only wants facts may give no types; those that keep facts
	// by path, as ours do, find them all the same.
	untyped := len(pass.Pkg.Imports()) == 0
	var mu sync.Mutex
	facts := make(map[string]P)
	return func(path string) (P, bool) {
		mu.Lock()
		defer mu.Unlock()
		pkg := src.Closure()[path]
		known := pkg != nil || src.Knows(path)
		f, ok := facts[path]
		if ok {
			return f, known || f != nil
		}
		if pkg == nil && (untyped || known) {
			pkg = types.NewPackage(path, "")
		}
		if pkg != nil {
			if new := P(new(F)); pass.ImportPackageFact(pkg, new) {
				f = new
			}
		}
		facts[path] = f
		return f, known || f != nil
	}
}

// Source returns the files of a package that its importers get to see: those
// that are not tests.
func Source(src *sources.Package) *decl.Source {
	return sources.Once(src, sourceKey{}, func() *decl.Source {
		var files []decl.File
		for _, f := range src.Files {
			if !f.Header.Test {
				files = append(files, decl.File{Syntax: f.Syntax, Built: f.Built})
			}
		}
		return decl.SourceOf(files)
	})
}

// A sourceKey is that of Source: see sources.Once.
type sourceKey struct{}
