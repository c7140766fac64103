package dllload

import (
	"fmt"
	"go/ast"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// checks are the methods of LazyDLL and LazyProc that return an error if
// something is missing; panics are those that panic.
var (
	checks = map[string]bool{"Find": true, "Load": true}
	panics = map[string]bool{"Call": true, "Addr": true, "Handle": true}
)

// checkProcs reports the calls of procedures, in doubtful DLLs, that the
// package never looks for. It works on the names of package-level variables.
func (c *checker) checkProcs() {
	if len(c.doubtful) == 0 {
		return
	}
	c.parent = make(map[string]string)
	for _, f := range c.pkg.Files {
		for cur := range c.calls.Root(f).Preorder((*ast.CallExpr)(nil)) {
			if x, method, ok := methodOf(cur); ok && method == "NewProc" && c.doubtful[x] != "" {
				if v := variableOf(cur); v != "" {
					c.parent[v] = x
				}
			}
		}
	}
	for proc, dll := range c.parent {
		c.doubtful[proc] = c.doubtful[dll]
	}

	type use struct {
		file   *sources.File
		call   *ast.CallExpr
		x      string
		method string
	}
	var uses []use
	checked := make(map[string]bool) // DLLs, by name
	for _, f := range c.pkg.Files {
		for cur := range c.calls.Root(f).Preorder((*ast.CallExpr)(nil)) {
			x, method, ok := methodOf(cur)
			if !ok || c.doubtful[x] == "" {
				continue
			}
			switch {
			case checks[method]:
				checked[c.doubtful[x]] = true
			case panics[method] && !f.Header.Test:
				uses = append(uses, use{f, cur.Node().(*ast.CallExpr), x, method})
			}
		}
	}
	for _, u := range uses {
		dll := c.doubtful[u.x]
		ports := c.flow.At(u.file, u.call).Intersect(c.sc.Targets).Intersect(platform.OS("windows"))
		if checked[dll] || ports.Empty() {
			continue
		}
		check := "Find"
		if u.method == "Handle" {
			check = "Load"
		}
		c.sc.Report(c.pass, analysis.Diagnostic{
			Pos: u.call.Pos(), End: u.call.End(),
			Message: fmt.Sprintf("%s.%s panics on windows if there is no %s; call %s.%s first", u.x, u.method, dll, u.x, check),
		}, scope.Claim{Severity: finding.Warning, Ports: ports})
	}
}

// methodOf returns x and m if the call at cur is x.m(...).
func methodOf(cur inspector.Cursor) (x, method string, ok bool) {
	sel, ok := cur.Node().(*ast.CallExpr).Fun.(*ast.SelectorExpr)
	if !ok {
		return "", "", false
	}
	id, ok := sel.X.(*ast.Ident)
	if !ok {
		return "", "", false
	}
	return id.Name, sel.Sel.Name, true
}
