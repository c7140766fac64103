package buildconstraint

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/version"
	"os"
	"path/filepath"

	"golang.org/x/mod/modfile"

	xconstraint "github.com/xplatvet/xplatvet/internal/constraint"
)

// goBuildSince is the first release that reads //go:build lines.
const goBuildSince = "go1.17"

// checkStyle reports what could be left out or modernised without changing on
// which ports f is built.
func (c *checker) checkStyle(f *file) {
	src, _ := f.read(c.pass)
	switch {
	case src == nil || f.header.Expr == nil || ast.IsGenerated(f.syntax):
	case isRedundant(f.header):
		c.reportRedundant(f, src)
	case !bytes.HasPrefix(src[f.header.Lines[0].Offset:], []byte("//go:build")):
		c.reportLegacy(f, src)
	}
}

// isRedundant reports whether the name of a file says all that its constraint
// does, whatever the tags.
func isRedundant(h *xconstraint.File) bool {
	if h.Matched != h.ByName || h.Matched.Empty() || len(h.Lines) != 1 {
		return false
	}
	for _, tag := range h.Tags {
		if !xconstraint.Decided(tag) {
			return false
		}
	}
	return len(h.NameTags()) > 0
}

func (c *checker) reportRedundant(f *file, src []byte) {
	line := f.header.Lines[0]
	message := fmt.Sprintf("the name of the file says as much as the constraint %s, which could be left out", f.header.Expr)
	end := line.End
	for range 2 { // with the blank line below it
		rest := src[end:]
		n := len(rest) - len(bytes.TrimLeft(rest, " \t\r"))
		if n < len(rest) && rest[n] == '\n' {
			end += n + 1
		}
	}
	c.report(f, line.Offset, line.End, f.header.Matched, message,
		f.fix(c.pass, "Remove the constraint", line.Offset, end, "")...)
}

// reportLegacy reports +build lines that count, in a module that only releases
// build that know better.
func (c *checker) reportLegacy(f *file, src []byte) {
	if v := c.goVersion(); v == "" || version.Compare(v, goBuildSince) < 0 {
		return
	}
	start, end, text, err := xconstraint.SetConstraint(src, f.header.Expr)
	if err != nil {
		return
	}
	line := f.header.Lines[0]
	c.report(f, line.Offset, line.End, f.header.Matched,
		fmt.Sprintf("+build lines are superseded since %s; write //go:build %s", goBuildSince, f.header.Expr),
		f.fix(c.pass, "Write //go:build", start, end, text)...)
}

// goVersion returns the language version of the module, or "".
func (c *checker) goVersion() string {
	if c.scope.Root == "" {
		return ""
	}
	data, err := os.ReadFile(filepath.Join(c.scope.Root, "go.mod"))
	if err != nil {
		return ""
	}
	mod, err := modfile.ParseLax("go.mod", data, nil)
	if err != nil || mod.Go == nil {
		return ""
	}
	return "go" + mod.Go.Version
}
