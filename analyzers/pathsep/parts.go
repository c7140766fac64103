package pathsep

import (
	"go/ast"
	"go/token"
	"strings"

	"github.com/xplatvet/xplatvet/passes/reach"
	"github.com/xplatvet/xplatvet/passes/sources"
)

// A part is an operand of a concatenation.
type part struct {
	expr  ast.Expr
	text  string // what it is, if it is known
	known bool
}

// parts returns the operands of x, an expression in f, if it is made by +, or
// else x itself. Names of local variables stand for their values.
func (c *checker) parts(f *sources.File, x ast.Expr) []part { return c.split(f, x, maxDepth) }

func (c *checker) split(f *sources.File, x ast.Expr, depth int) []part {
	x = ast.Unparen(x)
	if list := c.flow.Texts(f, x); len(list) == 1 {
		return []part{{x, list[0].Value, true}}
	}
	switch y := x.(type) {
	case *ast.BinaryExpr:
		if y.Op == token.ADD {
			return append(c.split(f, y.X, depth), c.split(f, y.Y, depth)...)
		}
	case *ast.Ident:
		if l, ok := c.flow.Local(f, y); ok && l.Value != nil && l.From == reach.FromValue && depth > 0 {
			if b, ok := ast.Unparen(l.Value).(*ast.BinaryExpr); ok && b.Op == token.ADD {
				return c.split(f, b, depth-1)
			}
		}
	}
	return []part{{expr: x}}
}

// slashIn returns the text of x, an expression in f, with ... for what is not
// known, if it has a slash and no backslash; otherwise "".
func (c *checker) slashIn(f *sources.File, x ast.Expr) (text string, whole bool) {
	if lit, ok := ast.Unparen(x).(*ast.BasicLit); ok && lit.Kind == token.CHAR {
		if lit.Value == "'/'" {
			return "/", true
		}
		return "", false
	}
	var b strings.Builder
	whole, slash := true, false
	for _, p := range c.parts(f, x) {
		if !p.known {
			if whole || b.Len() > 0 && !strings.HasSuffix(b.String(), "...") {
				b.WriteString("...")
			}
			whole = false
			continue
		}
		if strings.Contains(p.text, `\`) {
			return "", false
		}
		slash = slash || strings.Contains(p.text, "/")
		b.WriteString(p.text)
	}
	if !slash {
		return "", false
	}
	return b.String(), whole
}
