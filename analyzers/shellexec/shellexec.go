package shellexec

import (
	_ "embed"
	"fmt"
	"go/ast"
	"path"
	"strconv"
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

// Analyzer reports programs that only some ports have.
var Analyzer = &analysis.Analyzer{
	Name:             "shellexec",
	Doc:              doc.Of(docgo, "shellexec"),
	URL:              doc.URL("shellexec"),
	Run:              run,
	RunDespiteErrors: true,
	Requires:         []*analysis.Analyzer{scope.Analyzer, calls.Analyzer, reach.Analyzer},
}

func run(pass *analysis.Pass) (any, error) {
	sc := pass.ResultOf[scope.Analyzer].(*scope.Scope)
	known := pass.ResultOf[calls.Analyzer].(*calls.Result)
	if sc.Skips(pass.Pkg.Path()) || !known.Imports("os", "os/exec") {
		return nil, nil
	}
	c := &checker{
		pass:     pass,
		scope:    sc,
		calls:    known,
		flow:     pass.ResultOf[reach.Analyzer].(*reach.Result),
		lookedUp: make(map[string]bool),
		built:    make(map[string]bool),
	}
	for _, pkg := range []string{"os", "os/exec"} {
		for _, call := range known.Of(pkg) {
			c.survey(call)
		}
	}
	for _, call := range c.execs {
		c.check(call)
	}
	return nil, nil
}

type checker struct {
	pass  *analysis.Pass
	scope *scope.Scope
	calls *calls.Result
	flow  *reach.Result

	execs    []*calls.Call
	lookedUp map[string]bool // names given to exec.LookPath
	built    map[string]bool // programs that go build makes without extension
}

// survey collects the calls to check, and what else matters for them.
func (c *checker) survey(call *calls.Call) {
	if call.File.Header.Test || ast.IsGenerated(call.File.Syntax) {
		return
	}
	switch {
	case call.Path == "os/exec" && call.Name == "LookPath":
		for _, name := range c.names(call) {
			c.lookedUp[name.Prefix] = true
		}
	case call.IsExec():
		c.execs = append(c.execs, call)
		if out := c.output(call); out != "" {
			c.built[path.Clean(out)] = true
		}
	}
}

// names returns the names of the program that call is given, as far as they
// are wholly known.
func (c *checker) names(call *calls.Call) []calls.Text {
	var list []calls.Text
	for _, x := range call.Paths() {
		for _, t := range c.calls.Texts(call.File, x) {
			if t.Whole {
				list = append(list, t)
			}
		}
	}
	return list
}

// output returns what call, if it is of "go build -o FILE", makes, or "".
func (c *checker) output(call *calls.Call) string {
	if !call.IsCommand() {
		return ""
	}
	var args []string
	for _, x := range call.Expr.Args {
		text := ""
		for _, t := range c.calls.Texts(call.File, x) {
			if t.Whole {
				text = t.Prefix
			}
		}
		args = append(args, text)
	}
	if call.Name == "CommandContext" {
		args = args[min(1, len(args)):]
	}
	if len(args) < 4 || args[0] != "go" || args[1] != "build" {
		return ""
	}
	for i, arg := range args[:len(args)-1] {
		if arg == "-o" && args[i+1] != "" && path.Ext(args[i+1]) == "" {
			return args[i+1]
		}
	}
	return ""
}

// check reports the program that call runs on the ports that lack it and where
// nobody has thought of that.
func (c *checker) check(call *calls.Call) {
	for _, name := range c.names(call) {
		p, ok := programOf(name.Prefix)
		if !ok && strings.HasPrefix(name.Prefix, "./") && c.built[path.Clean(name.Prefix)] {
			p, ok = program{
				on:     windows.Complement(),
				why:    "a file without extension, as go build -o makes it, is not run",
				remedy: "call it .exe there",
			}, true
		}
		ports := name.On.Intersect(c.scope.Targets).Intersect(executing).Minus(p.on)
		if !ok || ports.Empty() || c.lookedUp[name.Prefix] || call.Tolerated() {
			continue
		}
		if ports = ports.Intersect(c.flow.Called(call.File, call.Expr)); !ports.Empty() {
			c.report(call, name.Prefix, p, ports)
		}
	}
}

func (c *checker) report(call *calls.Call, name string, p program, ports platform.Set) {
	within := call.File.Built.Intersect(c.scope.Targets).Intersect(executing)
	x := call.Paths()[0]
	d := analysis.Diagnostic{
		Pos:     x.Pos(),
		End:     x.End(),
		Message: fmt.Sprintf("%s.%s of %q: %s on %s; %s", path.Base(call.Path), call.Name, name, p.why, words.Denied(ports.Text(within)), p.remedy),
	}
	if lit, ok := x.(*ast.BasicLit); ok && p.suffix && call.File.Checked && len(name) > len(".exe") {
		text := strconv.Quote(name[:len(name)-len(".exe")])
		d.SuggestedFixes = []analysis.SuggestedFix{{
			Message:   "Use " + text,
			TextEdits: []analysis.TextEdit{{Pos: lit.Pos(), End: lit.End(), NewText: []byte(text)}},
		}}
	}
	c.scope.Report(c.pass, d, scope.Claim{Severity: finding.Warning, Ports: ports})
}
