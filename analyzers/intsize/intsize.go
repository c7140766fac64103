package intsize

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/xplatvet/xplatvet/internal/doc"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/passes/reach"
	"github.com/xplatvet/xplatvet/passes/retype"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

//go:embed doc.go
var docgo string

// Analyzer reports what does not fit into an int of 32 bits.
var Analyzer = &analysis.Analyzer{
	Name:             "intsize",
	Doc:              doc.Of(docgo, "intsize"),
	URL:              doc.URL("intsize"),
	Run:              run,
	RunDespiteErrors: true,
	Requires:         []*analysis.Analyzer{scope.Analyzer, sources.Analyzer, reach.Analyzer, retype.Analyzer},
}

// convert is the option of that name.
var convert *scope.Bool

func init() {
	convert = scope.NewBool(Analyzer, "convert", "report conversions to int of file sizes and of numbers that are parsed with 64 bits too")
}

func run(pass *analysis.Pass) (any, error) {
	sc := pass.ResultOf[scope.Analyzer].(*scope.Scope)
	if !sc.Targets.Overlaps(platform.Narrow()) || sc.Skips(pass.Pkg.Path()) {
		return nil, nil
	}
	for _, p := range pass.ResultOf[retype.Analyzer].(*retype.Result).Problems() {
		if x := p.Overflow(); x != nil {
			report(pass, sc, p, x)
		}
	}
	if convert.In(sc) {
		checkConversions(pass, sc)
	}
	return nil, nil
}

// report reports a constant that stops the build where words have 32 bits.
func report(pass *analysis.Pass, sc *scope.Scope, p *retype.Problem, x ast.Expr) {
	tv := p.Good.Info.Types[x]
	typ := retype.String(types.Default(tv.Type)) // the length of an array may have none
	wide := "int64"
	if basic, ok := tv.Type.Underlying().(*types.Basic); ok && basic.Info()&types.IsUnsigned != 0 {
		wide = "uint64"
	}
	text := types.ExprString(x)
	if value := tv.Value.ExactString(); value != text {
		text += fmt.Sprintf(" (%s)", value)
	}
	ports := p.Ports()
	d := analysis.Diagnostic{
		Pos:     x.Pos(),
		End:     x.End(),
		Related: p.Related(pass.Fset, x),
		Message: fmt.Sprintf("%s overflows %s on %s, where it has 32 bits; use %s", text, typ, portText(ports, p.File), wide),
	}
	if p.File.Checked && prints(pass.TypesInfo, p.Path, x) {
		d.SuggestedFixes = []analysis.SuggestedFix{{
			Message: "Convert to " + wide,
			TextEdits: []analysis.TextEdit{
				{Pos: x.Pos(), End: x.Pos(), NewText: []byte(wide + "(")},
				{Pos: x.End(), End: x.End(), NewText: []byte(")")},
			},
		}}
	}
	if flow := pass.ResultOf[reach.Analyzer].(*reach.Result); !flow.At(p.File, x).Overlaps(ports) {
		d.Message += "; the check of the port around it does not help, the compiler sees both branches"
	}
	sc.Report(pass, d, scope.Claim{Severity: finding.Error, Ports: ports})
}

// portText names ports among all that build a file: what is wrong with
// windows/386 is no fault of windows.
func portText(ports platform.Set, f *sources.File) string {
	return ports.AnyCgo().Text(f.Built.AnyCgo())
}

// prints reports whether x, which path is around, is an argument of a function
// that prints values of any type: then a conversion makes no difference but
// for the better.
func prints(info *types.Info, path []ast.Node, x ast.Expr) bool {
	for _, n := range path {
		call, ok := n.(*ast.CallExpr)
		if !ok || call.Ellipsis.IsValid() {
			continue
		}
		fn, ok := typeutil.Callee(info, call).(*types.Func)
		if !ok || fn.Pkg() == nil {
			return false
		}
		switch fn.Pkg().Path() {
		case "fmt", "log", "testing":
		default:
			return false
		}
		sig := fn.Signature()
		for i, arg := range call.Args {
			if arg == x {
				return sig.Variadic() && i >= sig.Params().Len()-1
			}
		}
		return false
	}
	return false
}
