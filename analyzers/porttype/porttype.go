package porttype

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/doc"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/passes/reach"
	"github.com/xplatvet/xplatvet/passes/retype"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/platform"
)

//go:embed doc.go
var docgo string

// Analyzer reports values whose type on another port does not fit.
var Analyzer = &analysis.Analyzer{
	Name:             "porttype",
	Doc:              doc.Of(docgo, "porttype"),
	URL:              doc.URL("porttype"),
	Run:              run,
	RunDespiteErrors: true,
	Requires:         []*analysis.Analyzer{scope.Analyzer, reach.Analyzer, retype.Analyzer},
}

func run(pass *analysis.Pass) (any, error) {
	sc := pass.ResultOf[scope.Analyzer].(*scope.Scope)
	if sc.Skips(pass.Pkg.Path()) {
		return nil, nil
	}
	result := pass.ResultOf[retype.Analyzer].(*retype.Result)
	for _, p := range result.Problems() {
		if p.Overflow() != nil {
			continue // that is intsize's
		}
		if m := mismatchOf(p); m != nil {
			report(pass, sc, result, m)
		}
	}
	return nil, nil
}

// A mismatch is a problem that comes of an expression whose type, or constant
// value, differs between ports.
type mismatch struct {
	*retype.Problem
	x     ast.Expr
	value bool           // x is what does not fit; else it is what something has to fit
	bad   []*retype.View // those of the problem in which x differs
}

func mismatchOf(p *retype.Problem) *mismatch {
	for _, v := range p.Bad {
		x, value := culprit(p, v)
		if x == nil || p.IsKey(x) && v.Info.Types[x].Value != nil {
			continue // two of one value: on plan9, syscall.SIGINT and SIGTERM are
		}
		m := &mismatch{Problem: p, x: x, value: value}
		for _, v := range p.Bad {
			if y, _ := culprit(p, v); y == x {
				m.bad = append(m.bad, v)
			}
		}
		return m
	}
	return nil
}

// culprit returns the expression at the place of a problem to which v gives
// another type, and whether it is that of a value: the outermost one that
// contains the place, or an operand, or what the place is to fit.
func culprit(p *retype.Problem, v *retype.View) (x ast.Expr, value bool) {
	around := p.Around()
	if len(around) == 0 || p.Undefined(v) {
		return nil, false
	}
	for _, e := range around {
		switch e := e.(type) {
		case *ast.CallExpr:
			if x == nil && e.Lparen < p.Pos && p.Differs(v, e.Fun) {
				return e.Fun, false // an argument is at fault, or there are too few
			}
		case *ast.BinaryExpr:
			// The place may be that of the operand that is what it was.
			if x == nil && p.Invalid(v, e) {
				for _, operand := range []ast.Expr{e.X, e.Y} {
					if p.Differs(v, operand) {
						return operand, true
					}
				}
			}
		}
		if p.Differs(v, e) && !p.Good.Info.Types[e].IsType() {
			x = e
		} else if x != nil {
			break
		}
	}
	if x != nil {
		return x, !isFunc(p, x)
	}
	return wanted(p, v), false
}

func isFunc(p *retype.Problem, x ast.Expr) bool {
	_, ok := p.Good.Info.TypeOf(x).Underlying().(*types.Signature)
	return ok
}

// wanted returns what the expression at the place of a problem has to fit, if
// v gives that another type: the function that is called, the field or
// variable that is set, or the type of a conversion; else nil.
func wanted(p *retype.Problem, v *retype.View) ast.Expr {
	for _, n := range p.Path {
		switch n := n.(type) {
		case *ast.CallExpr:
			if p.Differs(v, n.Fun) {
				return n.Fun
			}
		case *ast.KeyValueExpr:
			if p.Differs(v, n.Key) {
				return n.Key
			}
		case *ast.AssignStmt:
			if call, ok := ast.Unparen(n.Rhs[0]).(*ast.CallExpr); ok && len(n.Rhs) == 1 && p.Differs(v, call.Fun) {
				return call.Fun // it has more results, or fewer
			}
			for i, rhs := range n.Rhs {
				if len(n.Lhs) == len(n.Rhs) && rhs.Pos() <= p.Pos && p.Pos < rhs.End() && p.Differs(v, n.Lhs[i]) {
					return n.Lhs[i]
				}
			}
			return nil
		case ast.Stmt, ast.Decl, *ast.FuncLit:
			return nil
		}
	}
	return nil
}

func report(pass *analysis.Pass, sc *scope.Scope, result *retype.Result, m *mismatch) {
	var ports platform.Set
	for _, v := range m.bad {
		ports = ports.Union(v.Ports)
	}
	ports = ports.Intersect(m.File.Built)
	text := fmt.Sprintf("%s is %s, not %s", types.ExprString(m.x), m.others(sc.Targets), describe(m.Good, m.x, m.ofValues()))
	if len(text) > maxText {
		text = fmt.Sprintf("%s has another type on %s", types.ExprString(m.x), ports.Text(m.File.Built.Intersect(sc.Targets)))
	}
	d := analysis.Diagnostic{Pos: m.x.Pos(), End: m.x.End(), Related: m.Related(pass.Fset, m.x)}
	if edits, converted := m.conversion(); m.File.Checked && edits != nil && result.Fixes(m.Problem, edits) {
		text += "; convert it: " + converted
		d.SuggestedFixes = []analysis.SuggestedFix{{Message: "Convert to " + describe(m.Good, m.x, false), TextEdits: edits}}
	} else {
		text += "; move this to files with build constraints"
	}
	if flow := pass.ResultOf[reach.Analyzer].(*reach.Result); !flow.At(m.File, m.x).Overlaps(ports) {
		text += "; the check of runtime.GOOS or runtime.GOARCH around it does not help, the compiler sees both branches"
	}
	d.Message = text
	sc.Report(pass, d, scope.Claim{Severity: finding.Error, Ports: ports})
}

// maxText is the length up to which types are spelled out. Signatures in syscall
// may be long.
const maxText = 160

// others says what x is on the ports where it does not fit.
func (m *mismatch) others(targets platform.Set) string {
	var kinds []string
	byKind := make(map[string]platform.Set)
	for _, v := range m.bad {
		kind := describe(v, m.x, m.ofValues())
		if _, ok := byKind[kind]; !ok {
			kinds = append(kinds, kind)
		}
		byKind[kind] = byKind[kind].Union(v.Ports.Intersect(m.File.Built))
	}
	var parts []string
	for _, kind := range kinds {
		parts = append(parts, kind+" on "+byKind[kind].Text(m.File.Built.Intersect(targets)))
	}
	return strings.Join(parts, ", ")
}

// ofValues reports whether x is a constant of which the value differs, not the
// type.
func (m *mismatch) ofValues() bool {
	for _, v := range m.bad {
		if tv := v.Info.Types[m.x]; tv.Value != nil && isUntyped(tv.Type) {
			continue
		}
		if describe(v, m.x, false) != describe(m.Good, m.x, false) {
			return false
		}
	}
	return true
}

func isUntyped(t types.Type) bool {
	basic, ok := t.(*types.Basic)
	return ok && basic.Info()&types.IsUntyped != 0
}

// describe returns the type, or the value, of x in a view.
func describe(v *retype.View, x ast.Expr, value bool) string {
	tv := v.Info.Types[x]
	switch {
	case value && tv.Value != nil:
		return tv.Value.ExactString()
	case tv.Type == nil:
		return retype.String(v.Info.TypeOf(x))
	}
	return retype.String(tv.Type)
}

// conversion returns the edits that convert x, or the operands of which it is
// computed, to the type that it has where it fits, and what the first of them
// becomes. There are none for what is not a number.
func (m *mismatch) conversion() (edits []analysis.TextEdit, text string) {
	basic, ok := types.Unalias(m.Good.Info.TypeOf(m.x)).(*types.Basic)
	if !ok || !m.value || basic.Info()&types.IsNumeric == 0 || basic.Info()&types.IsUntyped != 0 {
		return nil, ""
	}
	for _, x := range m.operands(m.x) {
		edits = append(edits,
			analysis.TextEdit{Pos: x.Pos(), End: x.Pos(), NewText: []byte(basic.Name() + "(")},
			analysis.TextEdit{Pos: x.End(), End: x.End(), NewText: []byte(")")})
		if text == "" {
			text = basic.Name() + "(" + types.ExprString(x) + ")"
		}
	}
	return edits, text
}

// operands returns what x is computed of, as far as it differs: to convert the
// result may come too late, after an overflow.
func (m *mismatch) operands(x ast.Expr) []ast.Expr {
	differs := false
	for _, v := range m.bad {
		differs = differs || m.Differs(v, x) && v.Info.Types[x].Value == nil
	}
	if !differs {
		return nil
	}
	switch e := x.(type) {
	case *ast.ParenExpr:
		return m.operands(e.X)
	case *ast.UnaryExpr:
		if e.Op == token.SUB || e.Op == token.ADD || e.Op == token.XOR {
			return m.operands(e.X)
		}
	case *ast.BinaryExpr:
		switch e.Op {
		case token.SHL, token.SHR:
			return m.operands(e.X)
		case token.ADD, token.SUB, token.MUL, token.QUO, token.REM, token.AND, token.OR, token.XOR, token.AND_NOT:
			if list := append(m.operands(e.X), m.operands(e.Y)...); len(list) > 0 {
				return list
			}
		}
	}
	return []ast.Expr{x}
}
