package reach

import (
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"reflect"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/decl"
	"github.com/xplatvet/xplatvet/internal/only"
	"github.com/xplatvet/xplatvet/passes/fact"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// Analyzer computes the reach of all code of the package directory, and
// exports a Fact about what the package tells its importers. It reports
// nothing.
var Analyzer = &analysis.Analyzer{
	Name:             "reach",
	Doc:              "compute the ports on which code can run",
	Run:              run,
	Requires:         []*analysis.Analyzer{scope.Analyzer, sources.Analyzer},
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Result](),
	FactTypes:        []analysis.Fact{new(Fact)},
}

func run(pass *analysis.Pass) (any, error) {
	sc := pass.ResultOf[scope.Analyzer].(*scope.Scope)
	src := pass.ResultOf[sources.Analyzer].(*sources.Package)
	pk := &imports{fact: fact.Importer[Fact](pass, src), files: filesOf(sc)}
	if pass.Pkg.Name() != "main" && !sc.Skips(pass.Pkg.Path()) {
		fact.Export(pass, func() *Fact {
			if e := exportsOf(fact.Source(src), pk); len(e.names) > 0 {
				return e.fact()
			}
			return nil
		})
	}
	r := emptyResult(pass.TypesInfo, pk, false)
	r.src = src
	return r, nil
}

// filesOf returns a function that reads packages of the module at hand. Others
// are large, and seldom hold what decides the flow.
func filesOf(sc *scope.Scope) func(string) []decl.File {
	if sc.Root == "" {
		return nil
	}
	return func(path string) []decl.File {
		dir := sc.DirOf(path)
		if rel, err := filepath.Rel(sc.Root, dir); dir == "" || err != nil || !filepath.IsLocal(rel) {
			return nil
		}
		list, _ := decl.ReadDir(&sc.Context, token.NewFileSet(), dir) // as far as they can be read
		return list
	}
}

// A Result answers for the files of one package. Its methods may be called
// from several goroutines: analyzers of one package run in parallel.
type Result struct {
	info     *types.Info // for checked trees; may be nil
	packages *imports    // may be nil

	src *sources.Package // whose Files these are, or nil

	// numbers are constants that are not among names: see declarations.
	numbers map[string]*decl.Number

	// initialised says that all variables of the package are: code of its
	// importers runs later.
	initialised bool

	meant *only.Package // what annotations say; nil if there are none

	mu       sync.Mutex                // guards all below: answers are computed on demand
	files    map[*sources.File][]*tree // nil until needed: see lock
	list     []*sources.File           // that are in files
	names    map[string][]*global      // package-level declarations
	fresh    []global                  // room for more of them: see declare
	lists    []*global                 // likewise, for one each
	byTree   map[*ast.File]*sources.File
	mentions map[string][]mention // nil until needed: see mentionsOf
	changed  map[string]bool      // nil until needed: see isChanged

	values    *memo[ast.Expr, value]
	summaries *memo[*ast.BlockStmt, summary]
	deepest   int // of what is being evaluated
}

// New returns the Result for the files of a package, all ports together. The
// info, which may be nil, describes those that are type-checked.
//
// Of other packages than those of the standard library it knows nothing.
func New(files []*sources.File, info *types.Info) *Result { return newResult(files, info, nil, false) }

func newResult(files []*sources.File, info *types.Info, pk *imports, initialised bool) *Result {
	r := emptyResult(info, pk, initialised)
	r.add(files)
	return r
}

func emptyResult(info *types.Info, pk *imports, initialised bool) *Result {
	return &Result{
		info:        info,
		packages:    pk,
		initialised: initialised,
		byTree:      make(map[*ast.File]*sources.File),
		names:       make(map[string][]*global),
		values:      newMemo[ast.Expr, value](),
		summaries:   newMemo[*ast.BlockStmt, summary](),
	}
}

// exportsOf returns what importers may know of a package.
func exportsOf(src *decl.Source, pk *imports) *exports {
	var files []*sources.File
	for _, f := range src.Files {
		files = append(files, &sources.File{Syntax: f.Syntax, Built: f.Built})
	}
	r := emptyResult(nil, pk, true)
	r.numbers = src.Numbers
	r.add(files)
	return r.exports()
}

// lock locks r.mu for questions about files: of a dependency, or by an analyzer
// that finds nothing to ask about, there are none.
func (r *Result) lock() {
	r.mu.Lock()
	if r.files == nil {
		r.add(r.src.Files)
	}
}

func (r *Result) add(files []*sources.File) {
	r.files = make(map[*sources.File][]*tree)
	r.list = files
	var annotated []only.File
	for _, f := range files {
		if f.Syntax != nil {
			annotated = append(annotated, only.File{Syntax: f.Syntax, Built: f.Built, Test: f.Header != nil && f.Header.Test})
		}
	}
	r.meant = only.Of(annotated)
	for _, f := range files {
		if f.Syntax != nil {
			r.byTree[f.Syntax] = f
			t := newTree(f, f.Syntax, f.Checked, r.packages)
			r.files[f] = append(r.files[f], t)
			r.declare(t)
		}
		if f.Processed != nil {
			r.files[f] = append(r.files[f], newTree(f, f.Processed, true, r.packages))
		}
	}
}

// At returns the ports on which n, a node of f.Syntax or f.Processed, may be
// evaluated. It is empty for code that no flow reaches. What lies outside
// function bodies and initialisers has all ports of the file, unless an
// annotation says otherwise.
func (r *Result) At(f *sources.File, n ast.Node) platform.Set {
	r.lock()
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

// Meant returns the ports on which n is built, less those on which the package
// or the function around n is not meant to be used: see package only.
func (r *Result) Meant(f *sources.File, n ast.Node) platform.Set {
	r.lock()
	defer r.mu.Unlock()
	if u := r.unit(f, n); u != nil {
		return r.entry(u)
	}
	return f.Built.Intersect(r.meant.Whole())
}

// entry returns the ports on which a declaration is reached.
func (r *Result) entry(u *unit) platform.Set {
	built := u.tree.file.Built
	if d, ok := u.decl.(*ast.FuncDecl); ok {
		return built.Intersect(r.meant.Body(u.tree.file.Syntax, d))
	}
	return built.Intersect(r.meant.Whole())
}

// Guarded reports whether conditions or annotations narrow the ports on which
// n may be evaluated: At differs from f.Built.
func (r *Result) Guarded(f *sources.File, n ast.Node) bool { return r.At(f, n) != f.Built }

// When returns the ports on which cond, a boolean expression in f, may be
// true and those on which it may be false, out of those that evaluate it.
func (r *Result) When(f *sources.File, cond ast.Expr) (yes, no platform.Set) {
	r.lock()
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
