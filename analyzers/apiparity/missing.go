package apiparity

import (
	"go/ast"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/words"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/platform"
)

// checkMissing reports the names that the package lacks on some targets, those
// that are there on the same ports together.
func (c *checker) checkMissing() {
	type key struct{ exists, ports platform.Set }
	var order []key
	groups := make(map[key][]string)
	for _, name := range c.api {
		ports := c.absent[name]
		if !ports.Empty() {
			ports = ports.Minus(c.told(name))
		}
		if ports.Empty() || c.deliberate(name) {
			continue
		}
		k := key{c.inv.Exists(name, false), ports}
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
	}, scope.Claim{Severity: finding.Warning, Ports: ports, Builds: true})
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
