package atomicalign

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/atomicalign"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/xplatvet/xplatvet/internal/doc"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/passes/reach"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

//go:embed doc.go
var docgo string

// Analyzer reports 64-bit atomic operations that panic where words have 32 bits.
var Analyzer = &analysis.Analyzer{
	Name:             "atomicalign",
	Doc:              doc.Of(docgo, "atomicalign"),
	URL:              doc.URL("atomicalign"),
	Run:              run,
	RunDespiteErrors: true,
	Requires:         []*analysis.Analyzer{scope.Analyzer, sources.Analyzer, reach.Analyzer},
}

func run(pass *analysis.Pass) (any, error) {
	sc := pass.ResultOf[scope.Analyzer].(*scope.Scope)
	narrow := sc.Targets.Intersect(platform.Narrow())
	if narrow.Empty() || sc.Skips(pass.Pkg.Path()) || !importsAtomic(pass.Pkg) {
		return nil, nil
	}
	var (
		pkg  = pass.ResultOf[sources.Analyzer].(*sources.Package)
		flow = pass.ResultOf[reach.Analyzer].(*reach.Result)
	)
	for _, f := range pkg.Files {
		tree := f.Syntax
		if f.Processed != nil {
			tree = f.Processed
		}
		if !f.Built.Overlaps(narrow) || !f.Checked && f.Processed == nil {
			continue
		}
		for _, op := range unaligned(pass, tree) {
			if ports := flow.At(f, op.call).Intersect(narrow).Intersect(declaredOn(pass, sc, pkg, op)); !ports.Empty() {
				// Against all ports of the file: what is wrong with
				// windows/386 is no fault of windows.
				text := ports.AnyCgo().Text(f.Built.AnyCgo())
				sc.Report(pass, op.diagnostic(text), scope.Claim{Severity: finding.Warning, Ports: ports})
			}
		}
	}
	return nil, nil
}

// declaredOn returns the ports that build the file in which the field of an
// operation is declared: on others the struct may be another one. There are none
// if the file cannot be read.
func declaredOn(pass *analysis.Pass, sc *scope.Scope, pkg *sources.Package, op operation) platform.Set {
	field := pass.TypesInfo.Selections[op.field].Obj()
	name := pass.Fset.Position(field.Pos()).Filename
	for _, f := range pkg.Files {
		if f.Name == name {
			return f.Built
		}
	}
	h, err := sc.Context.ReadFile(name)
	if err != nil {
		return platform.Set{}
	}
	return h.Built
}

func importsAtomic(pkg *types.Package) bool {
	for _, imp := range pkg.Imports() {
		if imp.Path() == "sync/atomic" {
			return true
		}
	}
	return false
}

// An operation is a call of a function of sync/atomic with the address of a
// field.
type operation struct {
	call  *ast.CallExpr
	addr  *ast.UnaryExpr
	field *ast.SelectorExpr
}

// unaligned returns the operations in a file of which x/tools says that their
// field is without 64-bit alignment where words have 32 bits.
//
// That analyzer looks at nothing if the pass has 64-bit words, panics at the
// address of a variable of another package (&pkg.Counter), and passes over a
// field that is reached through a pointer, the receiver of a method say, though
// what is allocated begins on a 64-bit boundary, so that the offset tells as
// much. So it is given a pass with the sizes of a 32-bit port, the calls that
// are for it, and for each the struct that the field is in.
func unaligned(pass *analysis.Pass, tree *ast.File) []operation {
	var ops []operation
	structs := make(map[ast.Expr]types.TypeAndValue)
	var calls []ast.Expr
	ast.Inspect(tree, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) == 0 || !isAtomic(pass.TypesInfo, call) {
			return true
		}
		addr, sel := fieldAddress(call.Args[0])
		if sel == nil || pass.TypesInfo.Selections[sel] == nil {
			return true
		}
		tv := pass.TypesInfo.Types[sel.X]
		if tv.Type == nil {
			return true
		}
		if p, ok := tv.Type.Underlying().(*types.Pointer); ok {
			tv.Type = p.Elem()
		}
		structs[sel.X] = tv
		ops = append(ops, operation{call, addr, sel})
		calls = append(calls, call)
		return true
	})
	if len(calls) == 0 {
		return nil
	}

	reported := make(map[token.Pos]bool)
	narrow := *pass
	info := *pass.TypesInfo
	info.Types = structs
	narrow.Analyzer = atomicalign.Analyzer
	narrow.TypesInfo = &info
	narrow.TypesSizes = types.SizesFor("gc", "386") // arm, mips and mipsle have the same alignment
	narrow.ResultOf = map[*analysis.Analyzer]any{inspect.Analyzer: inspector.New([]*ast.File{holding(calls)})}
	narrow.Report = func(d analysis.Diagnostic) { reported[d.Pos] = true }
	if _, err := atomicalign.Analyzer.Run(&narrow); err != nil {
		return nil
	}
	return slices.DeleteFunc(ops, func(op operation) bool { return !reported[op.addr.Pos()] })
}

// isAtomic reports whether call is one of a function of sync/atomic.
func isAtomic(info *types.Info, call *ast.CallExpr) bool {
	if name := calleeName(call); !strings.HasSuffix(name, "64") {
		return false
	}
	fn, ok := typeutil.Callee(info, call).(*types.Func)
	return ok && fn.Pkg() != nil && fn.Pkg().Path() == "sync/atomic"
}

func calleeName(call *ast.CallExpr) string {
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.SelectorExpr:
		return fun.Sel.Name
	case *ast.Ident: // dot-imported
		return fun.Name
	}
	return ""
}

// fieldAddress takes &x.f apart.
func fieldAddress(x ast.Expr) (*ast.UnaryExpr, *ast.SelectorExpr) {
	addr, ok := x.(*ast.UnaryExpr)
	if !ok || addr.Op != token.AND {
		return nil, nil
	}
	sel, _ := addr.X.(*ast.SelectorExpr)
	return addr, sel
}

// holding returns a tree with expressions in it. It begins with them: by its
// length an inspector judges how much memory it needs.
func holding(list []ast.Expr) *ast.File {
	name := ast.NewIdent("_")
	return &ast.File{Package: list[0].Pos(), Name: name, Decls: []ast.Decl{&ast.GenDecl{
		Tok:   token.VAR,
		Specs: []ast.Spec{&ast.ValueSpec{Names: []*ast.Ident{name}, Values: list}},
	}}}
}

func (op operation) diagnostic(ports string) analysis.Diagnostic {
	typ := "Int64"
	if strings.HasSuffix(calleeName(op.call), "Uint64") {
		typ = "Uint64"
	}
	return analysis.Diagnostic{
		Pos: op.addr.Pos(),
		End: op.addr.End(),
		Message: fmt.Sprintf("%s panics on %s: the field %s is not at a multiple of 64 bits there; make it an atomic.%s, or the first field",
			types.ExprString(op.call.Fun), ports, op.field.Sel.Name, typ),
	}
}
