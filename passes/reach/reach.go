package reach

import (
	"go/ast"
	"go/types"
	"reflect"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/platform"
	"github.com/xplatvet/xplatvet/passes/sources"
)

// Analyzer computes the reach of all code of the package directory. It
// reports nothing.
var Analyzer = &analysis.Analyzer{
	Name:             "reach",
	Doc:              "compute the ports on which code can run",
	Run:              run,
	Requires:         []*analysis.Analyzer{sources.Analyzer},
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Result](),
}

func run(pass *analysis.Pass) (any, error) {
	return New(pass.ResultOf[sources.Analyzer].(*sources.Package).Files, pass.TypesInfo), nil
}

// A Result answers for the files of one package. Its methods may be called
// from several goroutines: analyzers of one package run in parallel.
type Result struct {
	info *types.Info // for checked trees; may be nil

	mu       sync.Mutex // guards all below: answers are computed on demand
	files    map[*sources.File][]*tree
	names    map[string][]*global // package-level declarations
	mentions map[string][]mention // nil until needed: see mentionsOf
	changed  map[string]bool      // nil until needed: names of package-level variables that are assigned somewhere

	values    map[valueKey]value
	summaries map[summaryKey]summary
}

// New returns the Result for the files of a package, all ports together. The
// info, which may be nil, describes those that are type-checked.
func New(files []*sources.File, info *types.Info) *Result {
	r := &Result{
		info:      info,
		files:     make(map[*sources.File][]*tree),
		names:     make(map[string][]*global),
		values:    make(map[valueKey]value),
		summaries: make(map[summaryKey]summary),
	}
	for _, f := range files {
		if f.Syntax != nil {
			t := newTree(f, f.Syntax, f.Checked)
			r.files[f] = append(r.files[f], t)
			r.declare(t)
		}
		if f.Processed != nil {
			r.files[f] = append(r.files[f], newTree(f, f.Processed, true))
		}
	}
	return r
}

// At returns the ports on which n, a node of f.Syntax or f.Processed, may be
// evaluated. It is empty for code that no flow reaches. What lies outside
// function bodies and initialisers has all ports of the file.
func (r *Result) At(f *sources.File, n ast.Node) platform.Set {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.at(f, n)
}

func (r *Result) at(f *sources.File, n ast.Node) platform.Set {
	u := r.unit(f, n)
	if u == nil {
		return f.Built
	}
	return r.spans(u).at(n.Pos(), n.End(), f.Built)
}

// Guarded reports whether conditions narrow the ports on which n may be
// evaluated: At differs from f.Built.
func (r *Result) Guarded(f *sources.File, n ast.Node) bool { return r.At(f, n) != f.Built }

// When returns the ports on which cond, a boolean expression in f, may be
// true and those on which it may be false, out of those that evaluate it.
func (r *Result) When(f *sources.File, cond ast.Expr) (yes, no platform.Set) {
	r.mu.Lock()
	defer r.mu.Unlock()
	in := r.at(f, cond)
	u := r.unit(f, cond)
	if u == nil {
		return in, in
	}
	return (&walker{r: r, unit: u}).value(cond, in).truth()
}

// unit returns the declaration of f that holds n, or nil.
func (r *Result) unit(f *sources.File, n ast.Node) *unit {
	for _, t := range r.files[f] {
		if u := t.unitAt(n.Pos(), n.End()); u != nil {
			return u
		}
	}
	return nil
}

// spans returns the reach of the nodes of u, computing it the first time.
func (r *Result) spans(u *unit) spans {
	if !u.done {
		w := &walker{r: r, unit: u, recording: true, cur: u.tree.file.Built}
		w.declaration(u.decl)
		u.spans = w.spans.index()
		u.done = true
	}
	return u.spans
}
