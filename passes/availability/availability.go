// Package availability defines an Analyzer that knows where imported packages
// and their exported symbols, fields and methods exist: for the standard
// library from the table of internal/stdlib, for all others from every Go file
// of their directory, by facts.
package availability

import (
	"go/token"
	"go/types"
	"reflect"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/decl"
	"github.com/xplatvet/xplatvet/passes/fact"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// Analyzer exports a Fact about each package outside of the standard library.
var Analyzer = &analysis.Analyzer{
	Name:             "availability",
	Doc:              "determine on which ports packages and what they export exist",
	Run:              run,
	Requires:         []*analysis.Analyzer{scope.Analyzer, sources.Analyzer},
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Result](),
	FactTypes:        []analysis.Fact{new(Fact)},
}

// A Fact says where a package and its exported names exist, in the form of
// decl.Package.AppendText. A package without one exists on every port, with
// all its names.
type Fact struct {
	Text string

	pkg *decl.Package // the same; nil where it was read from elsewhere
}

func (*Fact) AFact()           {}
func (f *Fact) String() string { return "availability" }

// A Result answers for the packages that one package imports.
type Result struct {
	scope   *scope.Scope
	sources *sources.Package
	fset    *token.FileSet
	pkg     *types.Package
	info    *types.Info
	fact    func(path string) (*Fact, bool)

	mu      sync.Mutex
	decls   map[string]*decl.Package
	names   map[string]string // import path → name of packages read from their directory
	members map[*types.Package]map[*types.Var]string
	found   map[*sources.File]func() []reference
}

func run(pass *analysis.Pass) (any, error) {
	sc := pass.ResultOf[scope.Analyzer].(*scope.Scope)
	src := pass.ResultOf[sources.Analyzer].(*sources.Package)
	if !sc.Std.Covers(fact.Path(pass.Pkg)) {
		fact.Export(pass, func() *Fact {
			s := fact.Source(src)
			p := s.Package()
			if len(s.Files) == 0 || len(p.Names) == 0 && p.Files == platform.All() {
				return nil
			}
			return &Fact{string(p.AppendText(nil)), p}
		})
	}
	return &Result{
		scope:   sc,
		sources: src,
		fset:    pass.Fset,
		pkg:     pass.Pkg,
		info:    pass.TypesInfo,
		fact:    fact.Importer[Fact](pass, src),
		decls:   make(map[string]*decl.Package),
		names:   make(map[string]string),
		members: make(map[*types.Package]map[*types.Var]string),
		found:   make(map[*sources.File]func() []reference),
	}, nil
}

// Package returns where the package path and what it exports exist. It is nil
// if nothing is known of the package: then it may exist everywhere.
func (r *Result) Package(path string) *decl.Package {
	r.mu.Lock()
	defer r.mu.Unlock()
	p, ok := r.decls[path]
	if !ok {
		p = r.lookup(path)
		r.decls[path] = p
	}
	return p
}

func (r *Result) lookup(path string) *decl.Package {
	if path == "C" || path == "unsafe" {
		return nil
	}
	if tested, ok := strings.CutSuffix(fact.Path(r.pkg), "_test"); ok && path == tested && len(r.sources.Seen) > 0 {
		var files []decl.File
		for _, f := range r.sources.Seen {
			files = append(files, decl.File{Syntax: f.Syntax, Built: f.Built})
		}
		return decl.Of(files)
	}
	if r.scope.Std.Covers(path) {
		return r.scope.Std.Package(path)
	}
	pkg := r.sources.Closure()[path]
	if pkg != nil || r.sources.Knows(path) {
		if f, _ := r.fact(path); f != nil {
			if f.pkg != nil {
				return f.pkg
			}
			if p, err := decl.Parse([]byte(f.Text)); err == nil {
				return p
			}
		}
		if pkg == nil || pkg.Complete() {
			return nil
		}
		// It could not be imported, perhaps because it has no files for the
		// port of the pass.
	}
	dir := r.scope.DirOf(path)
	if dir == "" {
		return nil
	}
	name, p := r.scope.Declared(dir)
	if p != nil {
		r.names[path] = name
	}
	return p
}

// nameOf returns the name of obj as decl has it, or "".
func (r *Result) nameOf(obj types.Object) string {
	switch obj := obj.(type) {
	case *types.Func:
		recv := obj.Origin().Signature().Recv()
		if recv == nil {
			return obj.Name()
		}
		t := recv.Type()
		if p, ok := t.(*types.Pointer); ok {
			t = p.Elem()
		}
		if n, ok := t.(*types.Named); ok {
			return n.Obj().Name() + "." + obj.Name()
		}
		return ""
	case *types.Var:
		if obj.IsField() {
			if typ := r.fieldOwner(obj.Origin()); typ != "" {
				return typ + "." + obj.Name()
			}
			return ""
		}
	case *types.Const, *types.TypeName:
	default:
		return ""
	}
	if obj.Parent() != obj.Pkg().Scope() {
		return ""
	}
	return obj.Name()
}

// fieldOwner returns the name of the package-level struct type that declares
// the field directly, or "".
func (r *Result) fieldOwner(field *types.Var) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	m, ok := r.members[field.Pkg()]
	if !ok {
		m = make(map[*types.Var]string)
		at := make(map[*types.Var]token.Pos)
		scope := field.Pkg().Scope()
		for _, name := range scope.Names() {
			tn, ok := scope.Lookup(name).(*types.TypeName)
			if !ok || tn.IsAlias() {
				continue
			}
			st, ok := tn.Type().Underlying().(*types.Struct)
			if !ok {
				continue
			}
			for f := range st.Fields() {
				// type T U shares the fields of U; the type that
				// declares them is the last one before them.
				if m[f] == "" || tn.Pos() < f.Pos() && at[f] < tn.Pos() {
					m[f], at[f] = name, tn.Pos()
				}
			}
		}
		r.members[field.Pkg()] = m
	}
	return m[field]
}
