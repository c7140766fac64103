package hardpath

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/token"
	"path"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/doc"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/words"
	"github.com/xplatvet/xplatvet/passes/calls"
	"github.com/xplatvet/xplatvet/passes/reach"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/platform"
)

//go:embed doc.go
var docgo string

// Analyzer reports paths of files that some ports do not have.
var Analyzer = &analysis.Analyzer{
	Name:             "hardpath",
	Doc:              doc.Of(docgo, "hardpath"),
	URL:              doc.URL("hardpath"),
	Run:              run,
	RunDespiteErrors: true,
	Requires:         []*analysis.Analyzer{scope.Analyzer, calls.Analyzer, reach.Analyzer},
}

// sockets is the package that takes the path of a unix socket as an address.
const sockets = "net"

func run(pass *analysis.Pass) (any, error) {
	sc := pass.ResultOf[scope.Analyzer].(*scope.Scope)
	known := pass.ResultOf[calls.Analyzer].(*calls.Result)
	if sc.Skips(pass.Pkg.Path()) || !known.Imports(calls.PathPackages...) && !known.Imports(sockets) {
		return nil, nil
	}
	c := &checker{pass, sc, known, pass.ResultOf[reach.Analyzer].(*reach.Result)}
	for _, pkg := range calls.PathPackages {
		for _, call := range known.Of(pkg) {
			if !isHarmless(call) {
				c.check(call, call.Paths())
			}
		}
	}
	for _, call := range known.Of(sockets) {
		if addr := c.socket(call); addr != nil {
			c.check(call, []ast.Expr{addr})
		}
	}
	return nil, nil
}

type checker struct {
	pass  *analysis.Pass
	scope *scope.Scope
	calls *calls.Result
	flow  *reach.Result
}

// isHarmless reports whether it does no harm that a call finds no file: it
// removes it, looks for it, or lists it among others.
func isHarmless(c *calls.Call) bool {
	switch c.Path + "." + c.Name {
	case "os.Remove", "os.RemoveAll", "os/exec.LookPath", "path/filepath.Glob":
		return true
	}
	return false
}

// socket returns the address of a call that connects to a unix socket or
// listens on one, or nil.
func (c *checker) socket(call *calls.Call) ast.Expr {
	switch call.Name {
	case "Dial", "DialTimeout", "Listen", "ListenPacket", "ResolveUnixAddr", "Dialer.Dial":
		if len(call.Expr.Args) >= 2 {
			for _, t := range c.calls.Texts(call.File, call.Expr.Args[0]) {
				if strings.HasPrefix(t.Prefix, "unix") {
					return call.Expr.Args[1]
				}
			}
		}
	}
	return nil
}

// check reports the paths given to call that are missing on ports where it is
// called and nobody has thought of that.
func (c *checker) check(call *calls.Call, paths []ast.Expr) {
	for _, x := range paths {
		for _, t := range c.calls.Texts(call.File, x) {
			p, ok := placeOf(t.Prefix, t.Whole)
			if !ok {
				continue
			}
			ports := t.On.Intersect(c.scope.Targets).Minus(p.on)
			if ports.Empty() || call.File.Header.Test || ast.IsGenerated(call.File.Syntax) || call.Tolerated() {
				continue
			}
			if ports = ports.Intersect(c.flow.Called(call.File, call.Expr)); !ports.Empty() {
				c.report(call, x, t, p, ports)
			}
		}
	}
}

func (c *checker) report(call *calls.Call, x ast.Expr, t calls.Text, p place, ports platform.Set) {
	within := call.File.Built.Intersect(c.scope.Targets)
	what := fmt.Sprintf("%q", t.Prefix)
	if !t.Whole {
		what = fmt.Sprintf("%q...", t.Prefix)
	}
	why := "there is no " + p.name
	if isWindows(t.Prefix) {
		why = "a path of windows names nothing"
	}
	d := analysis.Diagnostic{
		Pos:     x.Pos(),
		End:     x.End(),
		Message: fmt.Sprintf("%s.%s of %s: %s on %s; %s", path.Base(call.Path), call.Name, what, why, words.Denied(ports.Text(within)), p.remedy),
	}
	if fix, ok := c.fix(call, x); ok {
		d.SuggestedFixes = []analysis.SuggestedFix{fix}
	}
	c.scope.Report(c.pass, d, scope.Claim{Severity: finding.Warning, Ports: ports})
}

// replacements are what to write instead of a path, in the package os. What
// is below /tmp is left to people: other programs, or other places of this
// one, may look for it by that name.
var replacements = map[string]string{"/dev/null": "DevNull", "/tmp": "TempDir()"}

// fix replaces a literal by what the package os has for it, if call is one of
// a function of os, so the name of the package is known.
func (c *checker) fix(call *calls.Call, x ast.Expr) (analysis.SuggestedFix, bool) {
	lit, ok := x.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING || call.Path != "os" || !call.File.Checked {
		return analysis.SuggestedFix{}, false
	}
	sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr)
	if !ok {
		return analysis.SuggestedFix{}, false
	}
	pkg, ok := sel.X.(*ast.Ident)
	texts := c.calls.Texts(call.File, x)
	if !ok || len(texts) != 1 || replacements[texts[0].Prefix] == "" {
		return analysis.SuggestedFix{}, false
	}
	text := pkg.Name + "." + replacements[texts[0].Prefix]
	return analysis.SuggestedFix{
		Message:   "Use " + text,
		TextEdits: []analysis.TextEdit{{Pos: x.Pos(), End: x.End(), NewText: []byte(text)}},
	}, true
}
