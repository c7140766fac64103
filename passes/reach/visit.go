package reach

import (
	"go/ast"
	"go/token"

	"github.com/xplatvet/xplatvet/platform"
)

// visit notes the reach of an expression whose value does not matter. It may
// be nil.
func (w *walker) visit(x ast.Expr, in platform.Set) {
	if !w.recording || x == nil {
		return
	}
	if b, ok := x.(*ast.BinaryExpr); ok && (b.Op == token.LAND || b.Op == token.LOR) {
		w.value(x, in)
		return
	}
	outer := w.enter(x, in)
	w.children(x, in)
	w.leave(outer)
}

func (w *walker) visitAll(list []ast.Expr, in platform.Set) {
	for _, x := range list {
		w.visit(x, in)
	}
}

// children visits the operands of x. Types are left out: nothing in them is
// evaluated.
func (w *walker) children(x ast.Expr, in platform.Set) {
	if !w.recording {
		return
	}
	switch x := x.(type) {
	case *ast.FuncLit:
		w.function(x.Body, in)
	case *ast.CallExpr:
		w.visit(x.Fun, in)
		w.visitAll(x.Args, in)
	case *ast.SelectorExpr:
		w.visit(x.X, in)
	case *ast.CompositeLit:
		w.visitAll(x.Elts, in)
	case *ast.KeyValueExpr:
		w.visit(x.Key, in)
		w.visit(x.Value, in)
	case *ast.UnaryExpr:
		w.visit(x.X, in)
	case *ast.BinaryExpr:
		w.visit(x.X, in)
		w.visit(x.Y, in)
	case *ast.ParenExpr:
		w.visit(x.X, in)
	case *ast.StarExpr:
		w.visit(x.X, in)
	case *ast.IndexExpr:
		w.visit(x.X, in)
		w.visit(x.Index, in)
	case *ast.IndexListExpr:
		w.visit(x.X, in)
		w.visitAll(x.Indices, in)
	case *ast.SliceExpr:
		w.visit(x.X, in)
		w.visit(x.Low, in)
		w.visit(x.High, in)
		w.visit(x.Max, in)
	case *ast.TypeAssertExpr:
		w.visit(x.X, in)
	}
}
