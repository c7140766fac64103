// Package meant defines an Analyzer that knows what the authors of packages say
// about where their code is meant to run, in //xplatvet:only annotations: of
// the package itself from its files, of others by facts.
package meant

import (
	"go/ast"
	"go/types"
	"reflect"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/closure"
	"github.com/xplatvet/xplatvet/internal/decl"
	"github.com/xplatvet/xplatvet/internal/only"
	"github.com/xplatvet/xplatvet/internal/platform"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
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
	own     *only.Package // nil without annotations
	pkg     *types.Package
	imports map[string]*decl.Package // of those with a fact
}

func run(pass *analysis.Pass) (any, error) {
	r := &Result{pkg: pass.Pkg, imports: make(map[string]*decl.Package)}
	sc := pass.ResultOf[scope.Analyzer].(*scope.Scope)
	if sc.Skips(pass.Pkg.Path()) {
		return r, nil
	}
	var all, exported []only.File
	for _, f := range pass.ResultOf[sources.Analyzer].(*sources.Package).Files {
		file := only.File{Syntax: f.Syntax, Built: f.Built, Test: f.Header.Test}
		all = append(all, file)
		if !file.Test {
			exported = append(exported, file)
		}
	}
	if r.own = only.Of(all); r.own != nil {
		p := only.Of(exported)
		d := &decl.Package{Files: p.Whole(), Names: make(map[string]platform.Set)}
		for name, unfit := range p.Unfit() {
			if isExported(name) && !unfit.Empty() {
				d.Names[name] = unfit
			}
		}
		if len(d.Names) > 0 || d.Files != platform.All() {
			pass.ExportPackageFact(&Fact{string(d.AppendText(nil))})
		}
	}
	for path, pkg := range closure.Of(pass.Pkg) {
		f := new(Fact)
		if pkg == pass.Pkg || !pass.ImportPackageFact(pkg, f) {
			continue
		}
		if d, err := decl.Parse([]byte(f.Text)); err == nil {
			r.imports[path] = d
		}
	}
	return r, nil
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

// Others reports whether a package that the pass imports, if only indirectly,
// has annotations.
func (r *Result) Others() bool { return len(r.imports) > 0 }

// Unfit returns the ports that a name is declared on without being meant for
// them: "F", "T", or "T.Method", which is meant for nothing that T is not.
// "" is the package.
func (r *Result) Unfit(path, name string) platform.Set {
	own, _, _ := strings.Cut(r.pkg.Path(), " ") // some drivers name test variants so
	d := r.imports[path]
	switch {
	case name == "" && d != nil:
		return d.Files.Complement()
	case name == "":
		return platform.Set{}
	}
	typ, _, _ := strings.Cut(name, ".")
	if path == own {
		m := r.own.Unfit()
		return m[name].Union(m[typ])
	}
	if d == nil {
		return platform.Set{}
	}
	return d.Names[name].Union(d.Names[typ])
}
