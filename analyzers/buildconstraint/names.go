package buildconstraint

import (
	"fmt"
	"go/ast"
	"go/build/constraint"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/passes/inventory"
	"github.com/xplatvet/xplatvet/platform"
)

// checkSpace reports a comment that would be a //go:build line but for a
// space. The buildtag analyzer of go vet passes over it.
func (c *checker) checkSpace(f *file) {
	if !f.parsed(c.pass.Fset) {
		return
	}
	for _, g := range f.syntax.Comments {
		if g.Pos() > f.syntax.Package {
			return
		}
		for _, line := range g.List {
			rest, ok := strings.CutPrefix(line.Text, "//")
			expr, ok2 := strings.CutPrefix(strings.TrimSpace(rest), "go:build ")
			if !ok || !ok2 || strings.HasPrefix(rest, "go:build") {
				continue
			}
			x, err := constraint.Parse("//go:build " + expr)
			if err != nil {
				continue // prose
			}
			meant := c.scope.Context.Expr(x).Intersect(f.header.ByName)
			ports := f.header.Built.Minus(meant).Intersect(c.scope.Targets)
			if ports.Empty() {
				continue
			}
			start := c.pass.Fset.File(line.Pos()).Offset(line.Pos())
			c.report(f, start, start+len(line.Text), ports, fmt.Sprintf(
				"with a space before go:build this is no constraint, so this file is built on %s too; write //go:build %s",
				ports.Text(f.header.Built.Intersect(c.scope.Targets)), x))
		}
	}
}

// families are the suffixes that Go does not know and that stand for more than
// one GOOS, with what they mean.
var families = map[string]string{
	"bsd":   "dragonfly || freebsd || netbsd || openbsd",
	"nix":   "unix",
	"posix": "unix",
	"unix":  "unix",
}

// meaningOf returns the constraint that a suffix seems to be, or "" if there is
// no such thing or Go knows it as a suffix.
func meaningOf(suffix string) string {
	if m := families[suffix]; m != "" {
		return m
	}
	if platform.KnownOS(suffix) || platform.KnownArch(suffix) {
		return ""
	}
	return platform.Alias(suffix)
}

// checkName reports a file whose name ends like a constraint but is none, and
// that has no other, if there is a file for ports of the same name, and nothing
// needs it elsewhere: only then is the name known to speak of the port that runs
// the code, and not of one that the code is about.
func (c *checker) checkName(f *file) {
	name := strings.TrimSuffix(f.base(), "_test")
	stem, suffix := cutSuffix(name)
	meaning := meaningOf(suffix)
	if stem == "" || meaning == "" || f.own == nil || f.header.Matched != platform.All() {
		return
	}
	x, err := constraint.Parse("//go:build " + meaning)
	if err != nil {
		return
	}
	ports := f.header.Built.Minus(c.scope.Context.Expr(x)).Intersect(c.scope.Targets)
	if ports.Empty() {
		return
	}
	for _, twin := range c.files {
		if twin.header.Test != f.header.Test || twin.header.Matched == platform.All() || twin.own == nil {
			continue
		}
		twinStem, _ := cutSuffix(strings.TrimSuffix(twin.base(), "_test"))
		if twinStem == stem && !twin.header.Matched.Overlaps(c.scope.Context.Expr(x)) && !c.needed(f, ports) {
			c.reportName(f, ports, fmt.Sprintf("the suffix _%s is no constraint, so %s is built on %s too, unlike %s; add //go:build %s",
				suffix, filepath.Base(f.name), ports.Text(f.header.Built.Intersect(c.scope.Targets)), filepath.Base(twin.name), meaning))
			return
		}
	}
}

// cutSuffix cuts a name at its last underscore, which is not the first byte.
func cutSuffix(name string) (stem, suffix string) {
	i := strings.LastIndexByte(name, '_')
	if i <= 0 {
		return "", ""
	}
	return name[:i], name[i+1:]
}

// needed reports whether the package, or who imports it, may need on some of
// ports what f alone declares there.
func (c *checker) needed(f *file, ports platform.Set) bool {
	names := declared(f.syntax)
	for _, other := range c.files {
		if other != f && other.own != nil && other.own.Built.Overlaps(ports) {
			for name := range declared(other.syntax) {
				delete(names, name)
			}
		}
	}
	for name := range names {
		if ast.IsExported(name) && !f.header.Test && f.syntax.Name.Name != "main" || name == "main" {
			return true
		}
	}
	used := false
	for _, other := range c.files {
		if other != f && other.own != nil && other.own.Built.Overlaps(ports) {
			c.pkg.Uses(other.own, func(id *ast.Ident) { used = used || names[id.Name] })
		}
	}
	return used
}

// checkAccident reports a file that only its name constrains, to a port that
// it does not seem to be about, if the package does not compile without it:
// other files use a name that it alone declares.
func (c *checker) checkAccident(f *file) {
	if !f.parsed(c.pass.Fset) || !inventory.Accidental(f.header, f.syntax) {
		return
	}
	tag := f.header.NameTags()[0]
	names := declared(f.syntax)
	for _, other := range c.files {
		if other != f && other.parsed(c.pass.Fset) {
			for name := range declared(other.syntax) {
				delete(names, name)
			}
		}
	}
	if len(names) == 0 {
		return
	}
	var related []analysis.RelatedInformation
	var ports platform.Set
	for _, other := range c.files {
		if other.own == nil || f.header.Test && !other.header.Test {
			continue
		}
		missing := other.own.Built.Minus(f.header.Built).Intersect(c.scope.Targets)
		if missing.Empty() {
			continue
		}
		c.pkg.Uses(other.own, func(id *ast.Ident) {
			if names[id.Name] {
				ports = ports.Union(missing)
				related = append(related, analysis.RelatedInformation{Pos: id.Pos(), End: id.End(), Message: id.Name + " is used here"})
			}
		})
	}
	if ports.Empty() {
		return
	}
	slices.SortFunc(related, func(a, b analysis.RelatedInformation) int { return int(a.Pos - b.Pos) })
	what := "on " + tag + " only"
	if on, _ := platform.Tag(tag); on.Empty() {
		what = "on no port that Go has"
	}
	c.reportName(f, ports, fmt.Sprintf("the suffix _%s is a constraint: %s is built %s, and %s needs it; rename the file",
		tag, filepath.Base(f.name), what, ports.Text(c.scope.Targets)), related...)
}
