package intsize

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/passes/reach"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// checkConversions reports conversions to int, uint and uintptr of numbers that
// come from outside with 64 bits.
func checkConversions(pass *analysis.Pass, sc *scope.Scope) {
	var (
		pkg  = pass.ResultOf[sources.Analyzer].(*sources.Package)
		flow = pass.ResultOf[reach.Analyzer].(*reach.Result)
	)
	narrow := sc.Targets.Intersect(platform.Narrow())
	for _, f := range pkg.Files {
		if !f.Checked || f.Header.Test || !f.Built.Overlaps(narrow) {
			continue
		}
		for _, d := range f.Syntax.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Body == nil {
				continue
			}
			c := conversions{info: pass.TypesInfo, body: fn.Body}
			ast.Inspect(fn.Body, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				what := c.what(call)
				if what == "" {
					return true
				}
				if ports := flow.At(f, call).Intersect(narrow); !ports.Empty() {
					sc.Report(pass, analysis.Diagnostic{
						Pos: call.Pos(),
						End: call.End(),
						Message: fmt.Sprintf("%s loses the upper bits of %s on %s, where %s has 32 bits",
							types.ExprString(call), what, portText(ports, f), types.ExprString(call.Fun)),
					}, scope.Claim{Severity: finding.Warning, Ports: ports})
				}
				return true
			})
		}
	}
}

// conversions are those in one function.
type conversions struct {
	info *types.Info
	body *ast.BlockStmt
}

// what says what a call converts, if it does and may lose something of it
// where words have 32 bits; else it is "".
func (c *conversions) what(call *ast.CallExpr) string {
	if len(call.Args) != 1 || !isWord(c.info.Types[call.Fun]) {
		return ""
	}
	switch arg := ast.Unparen(call.Args[0]).(type) {
	case *ast.CallExpr:
		if fn := typeutil.StaticCallee(c.info, arg); fn == nil {
			if fn, ok := typeutil.Callee(c.info, arg).(*types.Func); ok && fn.FullName() == "(io/fs.FileInfo).Size" {
				return "the size of a file"
			}
		}
	case *ast.Ident:
		if v, ok := c.info.Uses[arg].(*types.Var); ok && c.isParsed(v) {
			return "a number that is parsed with 64 bits"
		}
	}
	return ""
}

// isWord reports whether tv is the type int, uint or uintptr.
func isWord(tv types.TypeAndValue) bool {
	if !tv.IsType() {
		return false
	}
	basic, ok := tv.Type.(*types.Basic)
	return ok && (basic.Kind() == types.Int || basic.Kind() == types.Uint || basic.Kind() == types.Uintptr)
}

// isParsed reports whether a variable is set once, to what strconv parsed with
// 64 bits, and is not compared with anything: a comparison may keep it within
// bounds.
func (c *conversions) isParsed(v *types.Var) bool {
	parsed, others := false, false
	mentions := func(x ast.Expr) bool {
		id, ok := ast.Unparen(x).(*ast.Ident)
		return ok && c.info.ObjectOf(id) == v
	}
	ast.Inspect(c.body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, lhs := range n.Lhs {
				if !mentions(lhs) {
					continue
				}
				if i == 0 && len(n.Rhs) == 1 && c.parses(n.Rhs[0]) {
					parsed = true
				} else {
					others = true
				}
			}
		case *ast.IncDecStmt:
			others = others || mentions(n.X)
		case *ast.UnaryExpr:
			others = others || n.Op == token.AND && mentions(n.X)
		case *ast.BinaryExpr:
			switch n.Op {
			case token.LSS, token.LEQ, token.GTR, token.GEQ, token.EQL, token.NEQ:
				others = others || mentions(n.X) || mentions(n.Y)
			}
		case *ast.SwitchStmt:
			others = others || n.Tag != nil && mentions(n.Tag)
		}
		return true
	})
	return parsed && !others
}

// parses reports whether x is strconv.ParseInt(s, base, 64) or ParseUint.
func (c *conversions) parses(x ast.Expr) bool {
	call, ok := ast.Unparen(x).(*ast.CallExpr)
	if !ok || len(call.Args) != 3 {
		return false
	}
	fn := typeutil.StaticCallee(c.info, call)
	if fn == nil || fn.FullName() != "strconv.ParseInt" && fn.FullName() != "strconv.ParseUint" {
		return false
	}
	size := c.info.Types[call.Args[2]].Value
	return size != nil && constant.Compare(size, token.EQL, constant.MakeInt64(64))
}
