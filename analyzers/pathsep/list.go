package pathsep

import (
	"fmt"
	"go/ast"
	"go/token"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/passes/calls"
	"github.com/xplatvet/xplatvet/passes/sources"
)

// checkListSplit reports a list of directories that is split at colons.
func (c *checker) checkListSplit(call *calls.Call) {
	if !strings.HasPrefix(call.Name, "Split") {
		return
	}
	sep := call.Expr.Args[1]
	parts := c.parts(call.File, sep)
	name := c.env(call.File, call.Expr.Args[0])
	if name == "" || len(parts) != 1 || parts[0].text != ":" {
		return
	}
	if ports := c.ports(call.File, call.Expr, lists.Complement()); !ports.Empty() {
		c.report(call.Expr, fmt.Sprintf("strings.%s of $%s at colons: they do not separate directories on %s; use filepath.SplitList",
			call.Name, name, c.text(call.File, ports)), ports, c.listSeparator(call.File, sep)...)
	}
}

// checkListGlue reports a list of directories that is extended with a colon by
// +, the outermost of a concatenation.
func (c *checker) checkListGlue(f *sources.File, n *ast.BinaryExpr) {
	var list []ast.Expr
	var flatten func(x ast.Expr)
	flatten = func(x ast.Expr) {
		if b, ok := ast.Unparen(x).(*ast.BinaryExpr); ok && b.Op == token.ADD {
			flatten(b.X)
			flatten(b.Y)
			return
		}
		list = append(list, ast.Unparen(x))
	}
	flatten(n)
	for i, x := range list {
		name := c.env(f, x)
		if name == "" {
			continue
		}
		for _, j := range []int{i - 1, i + 1} {
			if j < 0 || j >= len(list) {
				continue
			}
			texts := c.flow.Texts(f, list[j])
			if len(texts) != 1 || !isGlue(texts[0].Value, name, j < i) {
				continue
			}
			if ports := c.ports(f, n, lists.Complement()); !ports.Empty() {
				var fixes []analysis.SuggestedFix
				if texts[0].Value == ":" {
					fixes = c.listSeparator(f, list[j])
				}
				c.report(n, glueMessage(name, c.text(f, ports)), ports, fixes...)
			}
			return
		}
	}
}

// isGlue reports whether text, before or after the list name, is there to
// separate it from another directory.
func isGlue(text, name string, before bool) bool {
	switch {
	case text == ":":
		return true
	case before:
		return strings.HasPrefix(text, name+"=") && strings.HasSuffix(text, ":")
	}
	return strings.HasPrefix(text, ":/")
}

// checkListFormat is checkListGlue for fmt.Sprintf.
func (c *checker) checkListFormat(f *sources.File, n *ast.CallExpr) {
	call := c.calls.At(n)
	if call == nil || call.Path != "fmt" || call.Name != "Sprintf" || len(n.Args) < 2 {
		return
	}
	texts := c.flow.Texts(f, n.Args[0])
	if len(texts) != 1 {
		return
	}
	format := texts[0].Value
	for _, x := range n.Args[1:] {
		name := c.env(f, x)
		if name == "" || format != "%s:%s" && !(strings.HasPrefix(format, name+"=") && strings.Contains(format, ":")) {
			continue
		}
		if ports := c.ports(f, n, lists.Complement()); !ports.Empty() {
			c.report(n, glueMessage(name, c.text(f, ports)), ports)
		}
		return
	}
}

func glueMessage(name, ports string) string {
	return fmt.Sprintf("colon added to $%s: it does not separate directories on %s; use os.PathListSeparator", name, ports)
}

// listSeparator replaces the literal x by the separator of lists, if package os
// is at hand.
func (c *checker) listSeparator(f *sources.File, x ast.Expr) []analysis.SuggestedFix {
	name := c.imported(f, x, "os")
	if _, ok := x.(*ast.BasicLit); !ok || name == "" {
		return nil
	}
	text := "string(" + name + ".PathListSeparator)"
	return []analysis.SuggestedFix{{
		Message:   "Use " + text,
		TextEdits: []analysis.TextEdit{{Pos: x.Pos(), End: x.End(), NewText: []byte(text)}},
	}}
}
