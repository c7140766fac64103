package apiparity

import (
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/symbol"
	"github.com/xplatvet/xplatvet/internal/words"
	"github.com/xplatvet/xplatvet/passes/inventory"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// A deviation is a declaration that differs from the one that most targets
// have.
type deviation struct {
	name       string
	decl, most inventory.Declaration
	ports      platform.Set
}

// checkSignatures reports functions and methods whose type, and names whose
// kind, is not the same on all targets: those of one file together.
func (c *checker) checkSignatures() {
	aliases := make(map[string]bool)
	for _, f := range c.files {
		symbol.AddAliases(aliases, f.Syntax)
	}
	var order []*sources.File
	byFile := make(map[*sources.File][]deviation)
	for _, name := range c.api {
		for _, d := range c.deviations(name, aliases) {
			f := d.decl.File
			if byFile[f] == nil {
				order = append(order, f)
			}
			byFile[f] = append(byFile[f], d)
		}
	}
	if len(order) == 0 {
		return
	}
	broken := c.broken()
	for _, f := range order {
		list := slices.DeleteFunc(byFile[f], func(d deviation) bool { return d.ports.SubsetOf(broken) })
		if len(list) > 0 {
			c.reportSignatures(list, broken)
		}
	}
}

// deviations returns the declarations of name that differ from that of most
// targets.
func (c *checker) deviations(name string, aliases map[string]bool) []deviation {
	var decls []inventory.Declaration
	for _, d := range c.inv.ByName[name] {
		if !d.File.Header.Test && d.File.Built.Overlaps(c.builds) {
			decls = append(decls, d)
		}
	}
	if len(decls) < 2 {
		return nil
	}
	differ := func(a, b inventory.Declaration) bool {
		if a.Kind == token.VAR || b.Kind == token.VAR { // which may be of any type
			return false
		}
		if a.File.Built.Overlaps(b.File.Built) || lostTo(a, b) || lostTo(b, a) {
			return false
		}
		return symbol.Differ(a.Symbol, b.Symbol, aliases)
	}
	most, size := decls[0], -1
	for _, d := range decls {
		n := 0
		for _, e := range decls {
			if !differ(d, e) {
				n += e.File.Built.Intersect(c.builds).Len()
			}
		}
		if n > size {
			most, size = d, n
		}
	}
	var list []deviation
	for _, d := range decls {
		if differ(d, most) && !mentions(commentOf(d.File.Syntax, d.Ident)) && !mentions(commentOf(most.File.Syntax, most.Ident)) {
			list = append(list, deviation{name, d, most, d.File.Built.Intersect(c.builds)})
		}
	}
	return list
}

// lostTo reports whether a takes the place of b because cgo is off: cgoguard
// compares the two.
func lostTo(a, b inventory.Declaration) bool {
	return b.File.WithCgo.Minus(b.File.Built).Overlaps(a.File.Built)
}

func (c *checker) reportSignatures(list []deviation, broken platform.Set) {
	var ports platform.Set
	var names []string
	var infos []analysis.RelatedInformation
	for _, d := range list {
		ports = ports.Union(d.ports.Minus(broken))
		names = append(names, d.name)
		infos = append(infos, related(d.most.Ident, d.name+" is "+describe(d.most)+" here, not "+describe(d.decl)))
	}
	first := list[0]
	n := len(names)
	msg := words.Enumerate(names) + words.Choose(n, " is", " are") + " declared otherwise on " + ports.Text(c.sc.Targets)
	if n == 1 {
		msg += ": as " + describe(first.decl) + ", but in " + filepath.Base(first.most.File.Name) + " as " + describe(first.most)
	}
	c.sc.Report(c.pass, analysis.Diagnostic{
		Pos:     first.decl.Ident.Pos(),
		End:     first.decl.Ident.End(),
		Message: msg + "; what uses " + words.Choose(n, "it", "them") + " may not compile on both",
		Related: infos[:min(len(infos), maxRelated)],
	}, scope.Claim{Severity: finding.Warning, Ports: ports, Builds: true})
}

// describe returns the type of a function, or what else d is.
func describe(d inventory.Declaration) string {
	switch {
	case d.Kind == token.FUNC:
		return types.ExprString(d.Type)
	case d.Type != nil:
		return strings.TrimSpace(d.Kind.String() + " " + types.ExprString(d.Type))
	}
	return "a " + d.Kind.String()
}
