// Package retype defines an Analyzer that type-checks a package again as other
// ports see it, from what is known of the types that differ there.
//
// A pass has types for one port. Most packages mention nothing that has
// another type on another port, and no constant that may not fit into an int of
// 32 bits; for those there is nothing to do. For the others the target ports
// are divided into groups that see the same types, and go/types checks, once
// for each group, the functions in question: in the files that the group
// builds, with imports in which those types are what they are there. So
// assignability, constants and inference are judged by the type checker, not
// by an imitation.
//
// Where the type of something that is mentioned is not known on a port, that
// port is left out.
package retype

import (
	"go/ast"
	"reflect"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/variant"
	"github.com/xplatvet/xplatvet/passes/availability"
	"github.com/xplatvet/xplatvet/passes/fact"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// Analyzer exports a Fact about each package outside of the standard library
// that has names whose types differ.
var Analyzer = &analysis.Analyzer{
	Name:             "retype",
	Doc:              "type-check a package as other ports see it",
	Run:              run,
	Requires:         []*analysis.Analyzer{scope.Analyzer, sources.Analyzer, availability.Analyzer},
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Result](),
	FactTypes:        []analysis.Fact{new(Fact)},
}

// A Fact holds the exported names of a package whose types differ between target
// ports, or between those and the port of the pass, in the form of
// variant.Package.AppendText.
type Fact struct {
	Text string

	types *variant.Package // the same; nil where it was read from elsewhere
}

func (*Fact) AFact()           {}
func (f *Fact) String() string { return "retype" }

// A Result tells what other ports make of a package. It is computed when it is
// asked for: a driver runs the Analyzer on dependencies for their facts alone.
type Result struct {
	pass     *analysis.Pass
	scope    *scope.Scope
	pkg      *sources.Package
	avail    *availability.Result
	fact     func(path string) (*Fact, bool)
	once     sync.Once
	problems []*Problem

	mu      sync.Mutex         // guards what follows, once problems are there
	sources map[string]*source // by what is unknown
	world   *world
	taints  map[string][]*taint // by name
	reasons *mentions
	known   map[string]*variant.Package // by import path; nil where nothing differs
}

func run(pass *analysis.Pass) (any, error) {
	r := &Result{
		pass:  pass,
		scope: pass.ResultOf[scope.Analyzer].(*scope.Scope),
		pkg:   pass.ResultOf[sources.Analyzer].(*sources.Package),
		avail: pass.ResultOf[availability.Analyzer].(*availability.Result),
		known: make(map[string]*variant.Package),
	}
	r.fact = fact.Importer[Fact](pass, r.pkg)
	if pass.Pkg.Name() != "main" && !r.scope.Std.Covers(fact.Path(pass.Pkg)) {
		fact.Export(pass, r.export)
	}
	return r, nil
}

// variants returns the names of an imported package whose types differ, or nil.
func (r *Result) variants(path string) *variant.Package {
	path, _, _ = strings.Cut(path, " ")
	v, ok := r.known[path]
	if ok {
		return v
	}
	if r.scope.Std.Covers(path) {
		v = r.scope.Std.Types(path)
	} else if f, _ := r.fact(path); f != nil && path != fact.Path(r.pass.Pkg) {
		if v = f.types; v == nil {
			if parsed, err := variant.Parse([]byte(f.Text)); err == nil {
				v = parsed
			}
		}
	}
	r.known[path] = v
	return v
}

// export returns the Fact about the package, or nil.
func (r *Result) export() *Fact {
	imports := variant.Imports{
		Types: r.variants,
		Exists: func(path, name string) platform.Set {
			if p := r.scope.Std.Package(path); p != nil {
				return p.Exists(name)
			}
			return platform.All()
		},
	}
	v := variant.Of(r.pass.Fset, fact.Source(r.pkg), r.ports(), imports)
	if v == nil {
		return nil
	}
	return &Fact{string(v.AppendText(nil)), v}
}

// ports returns the ports that packages that import this one may ask about, and
// the port of the pass, as far as it can be told: the Fact holds what is the
// same on all targets, but not in the pass.
func (r *Result) ports() platform.Set {
	own := platform.Narrow()
	if !r.isNarrow() {
		own = own.Complement()
	}
	for _, f := range r.pkg.Files {
		if treeOf(f) != nil {
			own = own.Intersect(f.Built)
		} else if !f.Header.Test {
			own = own.Minus(f.Built)
		}
	}
	ports := r.scope.Relevant
	if !own.Overlaps(ports) {
		for port := range own.Ports() {
			return ports.Union(platform.Of(port))
		}
	}
	return ports
}

// Problems returns the type errors that the package has on some target ports
// but not on others, in the order of the source, in files that are checked and
// not Elsewhere: a file is judged for all ports that build it, whichever of these
// is that of the pass.
func (r *Result) Problems() []*Problem {
	r.once.Do(func() { r.problems = r.compute() })
	return r.problems
}

// isOurs reports whether problems in f are looked for here.
func (r *Result) isOurs(f *sources.File) bool { return treeOf(f) != nil && !f.Elsewhere }

// treeOf returns the tree of f that the pass has type-checked, or nil.
func treeOf(f *sources.File) *ast.File {
	switch {
	case f.Processed != nil:
		return f.Processed
	case f.Checked:
		return f.Syntax
	}
	return nil
}
