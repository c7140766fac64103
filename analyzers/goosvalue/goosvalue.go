package goosvalue

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strconv"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/internal/doc"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/passes/reach"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

//go:embed doc.go
var docgo string

// Analyzer reports comparisons of runtime.GOOS and runtime.GOARCH that come out
// the same on every port.
var Analyzer = &analysis.Analyzer{
	Name:             "goosvalue",
	Doc:              doc.Of(docgo, "goosvalue"),
	URL:              doc.URL("goosvalue"),
	Run:              run,
	RunDespiteErrors: true,
	Requires:         []*analysis.Analyzer{scope.Analyzer, sources.Analyzer, reach.Analyzer},
}

func run(pass *analysis.Pass) (any, error) {
	sc := pass.ResultOf[scope.Analyzer].(*scope.Scope)
	if sc.Skips(pass.Pkg.Path()) {
		return nil, nil
	}
	flow := pass.ResultOf[reach.Analyzer].(*reach.Result)
	for _, f := range pass.ResultOf[sources.Analyzer].(*sources.Package).Files {
		if f.Elsewhere || ast.IsGenerated(f.Syntax) { // of types it asks nothing
			continue
		}
		c := &checker{pass: pass, scope: sc, flow: flow, file: f, tree: f.Tree()}
		ast.Inspect(c.tree, c.visit)
	}
	return nil, nil
}

type checker struct {
	pass  *analysis.Pass
	scope *scope.Scope
	flow  *reach.Result
	file  *sources.File
	tree  *ast.File
}

// A comparison asks whether a value of the port is one of some strings.
type comparison struct {
	of     reach.PortValue
	values []value
}

// asks reports whether one of the strings is text.
func (c comparison) asks(text string) bool {
	return text != "" && slices.ContainsFunc(c.values, func(v value) bool { return v.text == text })
}

// A value is what the value of the port is compared with.
type value struct {
	expr ast.Expr
	text string
	at   ast.Node // the comparison
}

func (c *checker) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		// The operands of one condition belong together.
		list := c.operands(n)
		for _, cmp := range list {
			c.check(cmp, list)
		}
		return false
	case *ast.SwitchStmt:
		if n.Tag != nil {
			c.check(c.clauses(n), nil)
		}
	case *ast.CallExpr:
		if cmp, ok := c.contains(n); ok {
			c.check(cmp, nil)
		}
	}
	return true
}

// operands returns the comparisons in a condition, those of runtime.GOOS and
// of runtime.GOARCH, and visits what else is in it.
func (c *checker) operands(x ast.Expr) []comparison {
	var list []comparison
	add := func(cmp comparison) {
		for i := range list {
			if list[i].of == cmp.of {
				list[i].values = append(list[i].values, cmp.values...)
				return
			}
		}
		list = append(list, cmp)
	}
	var walk func(x ast.Expr)
	walk = func(x ast.Expr) {
		b, ok := x.(*ast.BinaryExpr)
		switch {
		case !ok:
			switch y := x.(type) {
			case *ast.ParenExpr:
				walk(y.X)
			case *ast.UnaryExpr:
				walk(y.X)
			case *ast.CallExpr:
				if cmp, ok := c.contains(y); ok {
					add(cmp)
				} else {
					ast.Inspect(y, c.visit)
				}
			default:
				ast.Inspect(x, c.visit)
			}
		case b.Op == token.EQL || b.Op == token.NEQ:
			for _, pair := range [][2]ast.Expr{{b.X, b.Y}, {b.Y, b.X}} {
				if cmp, ok := c.compare(pair[0], pair[1], b); ok {
					add(cmp)
					return
				}
			}
			walk(b.X)
			walk(b.Y)
		default:
			walk(b.X)
			walk(b.Y)
		}
	}
	walk(x)
	return list
}

// compare returns the comparison of x with a constant y.
func (c *checker) compare(x, y ast.Expr, at ast.Node) (comparison, bool) {
	text, ok := c.text(y)
	if !ok {
		return comparison{}, false
	}
	of := c.flow.PortValueOf(c.file, x)
	return comparison{of, []value{{y, text, at}}}, of != reach.NoPortValue
}

// text returns the string that x is.
func (c *checker) text(x ast.Expr) (string, bool) {
	switch x := ast.Unparen(x).(type) {
	case *ast.BasicLit:
		if x.Kind == token.STRING {
			s, err := strconv.Unquote(x.Value)
			return s, err == nil
		}
	case *ast.Ident, *ast.SelectorExpr:
		return c.flow.Constant(c.file, x)
	}
	return "", false
}

// clauses returns the comparison that a switch makes.
func (c *checker) clauses(s *ast.SwitchStmt) comparison {
	cmp := comparison{of: c.flow.PortValueOf(c.file, s.Tag)}
	if cmp.of == reach.NoPortValue {
		return comparison{}
	}
	for _, clause := range s.Body.List {
		if clause, ok := clause.(*ast.CaseClause); ok {
			for _, x := range clause.List {
				if text, ok := c.text(x); ok {
					cmp.values = append(cmp.values, value{x, text, x})
				}
			}
		}
	}
	return cmp
}

// contains returns the comparison that slices.Contains makes with a list.
func (c *checker) contains(call *ast.CallExpr) (comparison, bool) {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Contains" || len(call.Args) != 2 {
		return comparison{}, false
	}
	pkg, ok := sel.X.(*ast.Ident)
	list, ok2 := ast.Unparen(call.Args[0]).(*ast.CompositeLit)
	if !ok || !ok2 || pkg.Name != "slices" {
		return comparison{}, false
	}
	cmp := comparison{of: c.flow.PortValueOf(c.file, call.Args[1])}
	if cmp.of == reach.NoPortValue {
		return comparison{}, false
	}
	for _, x := range list.Elts {
		if text, ok := c.text(x); ok {
			cmp.values = append(cmp.values, value{x, text, x})
		}
	}
	return cmp, true
}

// check reports the values of a comparison that are never, or always, that of
// the port, beside others in the same condition.
func (c *checker) check(cmp comparison, beside []comparison) {
	for i, v := range cmp.values {
		ports := c.flow.At(c.file, v.at).Intersect(c.scope.Targets)
		if ports.Empty() {
			continue
		}
		kind := kindOf(cmp.of)
		switch {
		case cmp.of == reach.GOARCH && v.text == "js": // of GopherJS
		case kind.live(v.text):
			c.checkBuilt(cmp, v, ports)
		case !kind.known(v.text):
			c.checkUnknown(cmp, i, ports, beside)
		}
	}
}

// checkUnknown reports the value i, which no port has, if it is known what was
// meant. Others may be ports of toolchains made from Go's, such as fuchsia.
func (c *checker) checkUnknown(cmp comparison, i int, ports platform.Set, beside []comparison) {
	v, kind := cmp.values[i], kindOf(cmp.of)
	right := platform.Alias(v.text)
	if !kind.known(right) {
		right = ""
	}
	// Beside the right comparison the wrong one does no harm.
	if cmp.asks(right) || slices.ContainsFunc(beside, func(o comparison) bool { return o.of != cmp.of && o.asks(v.text) }) {
		return
	}
	alias := platform.Alias(v.text)
	d := analysis.Diagnostic{Pos: v.expr.Pos(), End: v.expr.End()}
	switch _, isTag := platform.Tag(v.text); {
	case right != "":
		d.Message = fmt.Sprintf("%s is never %q; the value is %q", cmp.of, v.text, right)
		// Two cases of a switch must not be the same.
		if !slices.ContainsFunc(cmp.values[:i], func(w value) bool { return platform.Alias(w.text) == right }) {
			d.SuggestedFixes = c.respell(v.expr, right)
		}
	case kind.other.known(v.text):
		d.Message = fmt.Sprintf("%s is never %q, which is a %s", cmp.of, v.text, kind.other.name)
	case kind.other.known(alias):
		d.Message = fmt.Sprintf("%s is never %q, which stands for the %s %q", cmp.of, v.text, kind.other.name, alias)
	case isTag:
		d.Message = fmt.Sprintf("%s is never %q, which is a build tag only", cmp.of, v.text)
	default:
		return
	}
	c.scope.Report(c.pass, d, scope.Claim{Severity: finding.Warning, Ports: ports})
}

// respell returns the fix that puts the right value in the place of a literal.
func (c *checker) respell(x ast.Expr, right string) []analysis.SuggestedFix {
	lit, ok := x.(*ast.BasicLit)
	if !ok || !c.file.Checked {
		return nil
	}
	return []analysis.SuggestedFix{{
		Message:   fmt.Sprintf("Write %q", right),
		TextEdits: []analysis.TextEdit{{Pos: lit.Pos(), End: lit.End(), NewText: []byte(strconv.Quote(right))}},
	}}
}

// checkBuilt reports a value that the constraint of the file settles. In a test
// that does no harm: most often it is one more reason to skip.
func (c *checker) checkBuilt(cmp comparison, v value, ports platform.Set) {
	if c.file.Header.Test {
		return
	}
	possible := c.possible(cmp.of)
	var message string
	switch {
	case possible == nil:
		return
	case !possible[v.text]:
		message = fmt.Sprintf("%s is never %q in this file, which is not built on %s", cmp.of, v.text, v.text)
	case len(possible) == 1:
		message = fmt.Sprintf("%s is always %q in this file, which is built nowhere else", cmp.of, v.text)
	default:
		return
	}
	c.scope.Report(c.pass, analysis.Diagnostic{
		Pos: v.at.Pos(), End: v.at.End(), Message: message,
	}, scope.Claim{Severity: finding.Warning, Ports: ports})
}

// possible returns the values that the name and the constraint of the file
// allow, also on ports that Go had once. It is nil if tags other than those of
// ports may decide.
func (c *checker) possible(of reach.PortValue) map[string]bool {
	for _, tag := range c.file.Header.Tags {
		if !constraint.Decided(tag) {
			return nil
		}
	}
	values := make(map[string]bool)
	for p := range constraint.Combinations() {
		if c.file.Header.Holds(p, func(string) bool { return false }) {
			if of == reach.GOOS {
				values[p.GOOS] = true
			} else {
				values[p.GOARCH] = true
			}
		}
	}
	return values
}
