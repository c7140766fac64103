// Package meant defines an Analyzer that knows what the authors of packages say
// about where their code is meant to run, in //xplatvet:only annotations: of
// the package itself from its files, of others by facts.
package meant

import (
	"go/ast"
	"reflect"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/decl"
	"github.com/xplatvet/xplatvet/internal/only"
	"github.com/xplatvet/xplatvet/passes/fact"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// Analyzer exports a Fact about each package with annotations.
var Analyzer = &analysis.Analyzer{
	Name:             "meant",
	Doc:              "collect the ports that //xplatvet:only annotations name",
	Run:              run,
	Requires:         []*analysis.Analyzer{scope.Analyzer, sources.Analyzer},
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Result](),
	FactTypes:        []analysis.Fact{new(Fact)},
}

// A Fact says where the exported names of a package are declared without being
// meant for it, and which ports the package is meant for, in the form of
// decl.Package.AppendText. A package without one is meant for every port.
type Fact struct{ Text string }

func (*Fact) AFact()           {}
func (f *Fact) String() string { return "meant" }

// A Result answers for the package of the pass and those that it imports.
type Result struct {
	path string
	own  *only.Package // nil without annotations
	fact func(path string) (*Fact, bool)

	mu      sync.Mutex
	imports map[string]*decl.Package // nil for those without a fact
}

func run(pass *analysis.Pass) (any, error) {
	sc := pass.ResultOf[scope.Analyzer].(*scope.Scope)
	src := pass.ResultOf[sources.Analyzer].(*sources.Package)
	r := &Result{path: fact.Path(pass.Pkg), fact: fact.Importer[Fact](pass, src), imports: make(map[string]*decl.Package)}
	if sc.Skips(pass.Pkg.Path()) {
		return r, nil
	}
	var all, exported []only.File
	for _, f := range src.Files {
		file := only.File{Syntax: f.Syntax, Built: f.Built, Test: f.Header.Test}
		all = append(all, file)
		if !file.Test {
			exported = append(exported, file)
		}
	}
	r.own = only.Of(all)
	fact.Export(pass, func() *Fact {
		p := only.Of(exported)
		if p == nil {
			return nil
		}
		d := &decl.Package{Files: p.Whole(), Names: make(map[string]platform.Set)}
		for name, unfit := range p.Unfit() {
			if isExported(name) && !unfit.Empty() {
				d.Names[name] = unfit
			}
		}
		if len(d.Names) == 0 && d.Files == platform.All() {
			return nil
		}
		return &Fact{string(d.AppendText(nil))}
	})
	return r, nil
}

// of returns what is known of another package, or nil.
func (r *Result) of(path string) *decl.Package {
	r.mu.Lock()
	defer r.mu.Unlock()
	d, ok := r.imports[path]
	if !ok {
		if f, _ := r.fact(path); f != nil {
			d, _ = decl.Parse([]byte(f.Text)) // nothing is known if it is not what we wrote
		}
		r.imports[path] = d
	}
	return d
}

// isExported reports whether all parts of "T.Method" are exported.
func isExported(name string) bool {
	for part := range strings.SplitSeq(name, ".") {
		if !ast.IsExported(part) {
			return false
		}
	}
	return true
}

// Mistakes returns the annotations of a file that have no effect.
func (r *Result) Mistakes(f *sources.File) []only.Mistake {
	if r.own == nil {
		return nil
	}
	return r.own.Mistakes[f.Syntax]
}

// Own reports whether the package of the pass has annotations on names.
func (r *Result) Own() bool { return len(r.own.Unfit()) > 0 }

// Unfit returns the ports that a name is declared on without being meant for
// them: "F", "T", or "T.Method", which is meant for nothing that T is not.
// "" is the package.
func (r *Result) Unfit(path, name string) platform.Set {
	typ, _, _ := strings.Cut(name, ".")
	if path == r.path && name != "" {
		m := r.own.Unfit()
		return m[name].Union(m[typ])
	}
	d := r.of(path)
	switch {
	case d == nil:
		return platform.Set{}
	case name == "":
		return d.Files.Complement()
	}
	return d.Names[name].Union(d.Names[typ])
}
