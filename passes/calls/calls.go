// Package calls defines an Analyzer that finds the calls of functions of other
// packages in all Go files of the package directory, and answers what is known
// of their arguments and of what becomes of their errors.
//
// In a file that is type-checked every call is resolved, methods included. In
// one that is only parsed, a call counts if an import qualifies the function:
// methods are missing there.
//
// A string is known as far as it is made of constants. It is followed through
// the names of constants, local variables that are never changed after their
// declaration, +, fmt.Sprintf, path.Join and filepath.Join. Constants of other
// packages are not known, nor are variables of this one, which may be
// configuration.
package calls

import (
	"go/ast"
	"go/types"
	"iter"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/xplatvet/xplatvet/passes/availability"
	"github.com/xplatvet/xplatvet/passes/reach"
	"github.com/xplatvet/xplatvet/passes/sources"
)

// Analyzer finds the calls. It reports nothing.
var Analyzer = &analysis.Analyzer{
	Name:             "calls",
	Doc:              "find the calls of functions of other packages",
	Run:              run,
	Requires:         []*analysis.Analyzer{availability.Analyzer, reach.Analyzer, sources.Analyzer},
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Result](),
}

// A Call is a call of a function or method of another package.
type Call struct {
	File       *sources.File
	Expr       *ast.CallExpr
	Cursor     inspector.Cursor // of Expr
	Path, Name string           // "os", "Open"; "net", "Resolver.LookupHost"
	Func       *types.Func      // nil in a file that is not type-checked
}

// A Result answers for the files of one package. Its methods may be called
// from several goroutines.
type Result struct {
	info  *types.Info
	pkg   *sources.Package
	avail *availability.Result
	flow  *reach.Result

	index func() // fills the rest, once
	byPkg map[string][]*Call
	at    map[*ast.CallExpr]*Call
}

func run(pass *analysis.Pass) (any, error) {
	r := &Result{
		info:  pass.TypesInfo,
		pkg:   pass.ResultOf[sources.Analyzer].(*sources.Package),
		avail: pass.ResultOf[availability.Analyzer].(*availability.Result),
		flow:  pass.ResultOf[reach.Analyzer].(*reach.Result),
		byPkg: make(map[string][]*Call),
		at:    make(map[*ast.CallExpr]*Call),
	}
	r.index = sync.OnceFunc(r.find)
	return r, nil
}

// Imports reports whether some file of the package imports one of the paths.
// Asking it first saves what the other methods need.
func (r *Result) Imports(paths ...string) bool {
	return slices.ContainsFunc(r.pkg.Files, func(f *sources.File) bool {
		return slices.ContainsFunc(f.Syntax.Imports, func(spec *ast.ImportSpec) bool {
			p, err := strconv.Unquote(spec.Path.Value)
			return err == nil && slices.Contains(paths, p)
		})
	})
}

// Packages returns the paths of the packages whose functions and methods are
// called, in no order.
func (r *Result) Packages() iter.Seq[string] {
	r.index()
	return maps.Keys(r.byPkg)
}

// Of returns the calls of the functions and methods of the package path, by
// file and in the order of the source.
func (r *Result) Of(path string) []*Call {
	r.index()
	return r.byPkg[path]
}

// At returns the call that x is, or nil if it is none, or not one of another
// package.
func (r *Result) At(x ast.Expr) *Call {
	r.index()
	call, _ := ast.Unparen(x).(*ast.CallExpr)
	return r.at[call]
}

// Root is that of sources.Package.
func (r *Result) Root(f *sources.File) inspector.Cursor { return r.pkg.Root(f) }

func (r *Result) find() {
	for _, f := range r.pkg.Files {
		if f.Checked || f.Processed != nil {
			r.findChecked(f)
		} else {
			r.findParsed(f)
		}
	}
}

func (r *Result) add(c *Call) {
	r.byPkg[c.Path] = append(r.byPkg[c.Path], c)
	r.at[c.Expr] = c
}

func (r *Result) findChecked(f *sources.File) {
	if r.info.Uses == nil || r.info.Types == nil {
		return // of a dependency, where the driver wants no more than facts
	}
	for cur := range r.Root(f).Preorder((*ast.CallExpr)(nil)) {
		call := cur.Node().(*ast.CallExpr)
		fn, ok := typeutil.Callee(r.info, call).(*types.Func)
		if !ok || fn.Pkg() == nil {
			continue
		}
		if name := nameOf(fn); name != "" {
			path, _, _ := strings.Cut(fn.Pkg().Path(), " ") // some drivers name test variants so
			r.add(&Call{File: f, Expr: call, Cursor: cur, Path: path, Name: name, Func: fn})
		}
	}
}

func (r *Result) findParsed(f *sources.File) {
	type name struct{ path, name string }
	names := make(map[ast.Node]name)
	r.avail.References(f, func(n ast.Node, _ types.Object, path, ident string) { names[n] = name{path, ident} })
	if len(names) == 0 {
		return
	}
	for cur := range r.Root(f).Preorder((*ast.CallExpr)(nil)) {
		call := cur.Node().(*ast.CallExpr)
		if n, ok := names[ast.Unparen(call.Fun)]; ok {
			r.add(&Call{File: f, Expr: call, Cursor: cur, Path: n.path, Name: n.name})
		}
	}
}

// nameOf returns "Name" for a function, "Type.Name" for a method of a named
// type or interface, and "" for others.
func nameOf(fn *types.Func) string {
	recv := fn.Origin().Signature().Recv()
	if recv == nil {
		return fn.Name()
	}
	t := types.Unalias(recv.Type())
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	if n, ok := t.(*types.Named); ok {
		return n.Obj().Name() + "." + fn.Name()
	}
	return ""
}
