// Package stubs defines an Analyzer that knows which functions and methods
// always fail on some of the ports that have them: for the standard library
// from the table of internal/stdlib, for all others from every Go file of
// their directory, by facts.
package stubs

import (
	"reflect"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/stub"
	"github.com/xplatvet/xplatvet/passes/fact"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
)

// Analyzer exports a Fact about each package outside of the standard library
// that has such functions.
var Analyzer = &analysis.Analyzer{
	Name:             "stubs",
	Doc:              "determine which functions always fail, on which ports and how",
	Run:              run,
	Requires:         []*analysis.Analyzer{scope.Analyzer, sources.Analyzer},
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Result](),
	FactTypes:        []analysis.Fact{new(Fact)},
}

// A Fact holds the exported part of a stub.Table, as its AppendText writes it.
type Fact struct {
	Text string

	table stub.Table // the same; nil where it was read from elsewhere
}

func (*Fact) AFact()           {}
func (f *Fact) String() string { return "stubs" }

// A Result answers for a package and those that it imports. Its methods may be
// called from several goroutines.
type Result struct {
	path     string
	imported func(path string) stub.Table
	own      func() stub.Table
}

// Of returns the stubs of the package path, or nil if none are known. Those of
// the package at hand include what is not exported.
func (r *Result) Of(path string) stub.Table {
	if path == r.path {
		return r.own()
	}
	return r.imported(path)
}

func run(pass *analysis.Pass) (any, error) {
	sc := pass.ResultOf[scope.Analyzer].(*scope.Scope)
	src := pass.ResultOf[sources.Analyzer].(*sources.Package)
	path := fact.Path(pass.Pkg)
	r := &Result{path: path, imported: importer(pass, sc, src)}
	if sc.Std.Covers(path) {
		r.own = func() stub.Table { return sc.Std.Stubs(path) }
		return r, nil
	}
	r.own = sync.OnceValue(func() stub.Table {
		return sources.Once(src, ownKey{path}, func() stub.Table {
			p := stub.Package{Path: path, Source: fact.Source(src)}
			return stub.Find([]stub.Package{p}, r.imported)[path]
		})
	})
	if pass.Pkg.Name() != "main" {
		fact.Export(pass, func() *Fact {
			t := r.own().Exported()
			if t == nil {
				return nil
			}
			return &Fact{string(t.AppendText(nil)), t}
		})
	}
	return r, nil
}

// An ownKey is that of the stubs of the package path: see sources.Once.
type ownKey struct{ path string }

// importer returns a function that finds the stubs of other packages.
func importer(pass *analysis.Pass, sc *scope.Scope, src *sources.Package) func(string) stub.Table {
	find := fact.Importer[Fact](pass, src)
	var mu sync.Mutex
	tables := make(map[string]stub.Table)
	return func(path string) stub.Table {
		if sc.Std.Covers(path) {
			return sc.Std.Stubs(path)
		}
		mu.Lock()
		defer mu.Unlock()
		t, ok := tables[path]
		if !ok {
			if f, _ := find(path); f != nil {
				if t = f.table; t == nil {
					t, _ = stub.Parse([]byte(f.Text)) // nothing is known if it is not what we wrote
				}
			}
			tables[path] = t
		}
		return t
	}
}
