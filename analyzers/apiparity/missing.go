package apiparity

import (
	"go/ast"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/platform"
	"github.com/xplatvet/xplatvet/internal/words"
	"github.com/xplatvet/xplatvet/passes/inventory"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
)

// checkMissing reports the names that the package lacks on some targets, those
// that the same files declare together.
func (c *checker) checkMissing() {
	type key struct {
		files string
		ports platform.Set
	}
	var order []key
	groups := make(map[key][]string)
	for _, name := range c.api {
		ports := c.absent[name]
		if ports.Empty() || c.deliberate(name) {
			continue
		}
		var files []string
		for _, d := range c.inv.ByName[name] {
			files = append(files, d.File.Name)
		}
		k := key{strings.Join(files, "\x00"), ports}
		if groups[k] == nil {
			order = append(order, k)
		}
		groups[k] = append(groups[k], name)
	}
	if len(order) == 0 {
		return
	}
	broken := c.broken()
	for _, k := range order {
		if ports := k.ports.Minus(broken); !ports.Empty() {
			c.reportMissing(groups[k], ports)
		}
	}
}

// deliberate reports whether a name looks as if it were meant to be missing
// where it is: because it is for one system or one architecture, or because its
// name or documentation says that it is not for all.
func (c *checker) deliberate(name string) bool {
	if c.mentioned(name) {
		return true
	}
	decls := c.inv.ByName[name]
	exists := c.inv.Exists(name, false)
	if len(systems(exists)) > 1 && len(architectures(exists)) > 1 {
		return false
	}
	for _, d := range decls {
		if c.forgotten(d, name) {
			return false
		}
	}
	return true
}

// mentioned reports whether a name or its documentation mentions a system.
func (c *checker) mentioned(name string) bool {
	return mentions(name) || slices.ContainsFunc(c.inv.ByName[name], func(d inventory.Declaration) bool {
		return !d.File.Header.Test && mentions(commentOf(d.File.Syntax, d.Ident))
	})
}

// forgotten reports whether a name of a file looks like the one that was
// forgotten in a file for the other ports: that declares most of what the file
// of d does, and nothing else.
func (c *checker) forgotten(d inventory.Declaration, name string) bool {
	for _, other := range c.files {
		if other == d.File || other.Built.Overlaps(d.File.Built) || !other.Built.Overlaps(c.absent[name]) ||
			!c.absent[name].SubsetOf(other.Built) {
			continue
		}
		var both, mine, theirs int
		for _, n := range c.api {
			here, there := c.declares(d.File, n), c.declares(other, n)
			switch {
			case here && there:
				both++
			case here && !c.absent[n].Empty():
				mine++
			case there && !c.absent[n].Empty():
				theirs++
			}
		}
		if theirs == 0 && both >= 2*mine {
			return true
		}
	}
	return false
}

func (c *checker) declares(f *sources.File, name string) bool {
	for _, d := range c.inv.ByName[name] {
		if d.File == f {
			return true
		}
	}
	return false
}

// broken returns the targets on which the package does not compile, so far as
// is known: there it is not only its users who do not.
func (c *checker) broken() platform.Set {
	broken := c.inv.Broken()
	for _, f := range c.files {
		for _, u := range c.avail.Uses(f) {
			broken = broken.Union(f.Built.Minus(u.Exists))
		}
	}
	return broken
}

func (c *checker) reportMissing(list []string, ports platform.Set) {
	first := c.inv.ByName[list[0]][0]
	var infos []analysis.RelatedInformation
	for i, name := range list {
		for j, d := range c.inv.ByName[name] {
			if i+j > 0 && len(infos) < maxRelated {
				infos = append(infos, related(d.Ident, name+" is declared here, in "+filepath.Base(d.File.Name)))
			}
		}
	}
	n := len(list)
	exists := platform.All()
	for _, name := range list {
		exists = exists.Intersect(c.inv.Exists(name, false))
	}
	msg := words.Enumerate(list) + words.Choose(n, " is", " are") + " not declared on " + ports.Text(c.sc.Targets) +
		", where the package builds without " + words.Choose(n, "it", "them") + ", but what uses " + words.Choose(n, "it", "them") + " does not"
	missing := exists.Complement()
	if expr := constraintText(missing, ports, missing); expr != "" {
		msg += "; declare " + words.Choose(n, "it", "them") + " in a file with //go:build " + expr + " too"
	}
	c.sc.Report(c.pass, analysis.Diagnostic{
		Pos:     first.Ident.Pos(),
		End:     first.Ident.End(),
		Message: msg,
		Related: infos,
	}, scope.Claim{Severity: finding.Warning, Ports: ports})
}

// maxRelated is how many other places a diagnostic names at most.
const maxRelated = 20

// constraintText returns the shortest constraint that holds on every port of
// lo, or else of less, and on none outside of hi; "" if it is too long to be
// what anyone would write.
func constraintText(lo, less, hi platform.Set) string {
	for _, s := range []platform.Set{lo, less} {
		if expr, ok := platform.ConstraintBetween(s, hi); ok && expr != "" && strings.Count(expr, "&&")+strings.Count(expr, "||") <= maxOperators {
			return expr
		}
	}
	return ""
}

const maxOperators = 5

func related(n ast.Node, message string) analysis.RelatedInformation {
	return analysis.RelatedInformation{Pos: n.Pos(), End: n.End(), Message: message}
}
