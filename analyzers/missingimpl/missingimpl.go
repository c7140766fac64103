package missingimpl

import (
	_ "embed"
	"go/ast"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/doc"
	"github.com/xplatvet/xplatvet/passes/availability"
	"github.com/xplatvet/xplatvet/passes/inventory"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

//go:embed doc.go
var docgo string

// Analyzer reports what the files of a package lack for each other on a
// target port.
var Analyzer = &analysis.Analyzer{
	Name:             "missingimpl",
	Doc:              doc.Of(docgo, "missingimpl"),
	URL:              doc.URL("missingimpl"),
	Run:              run,
	RunDespiteErrors: true,
	Requires:         []*analysis.Analyzer{scope.Analyzer, sources.Analyzer, inventory.Analyzer, availability.Analyzer},
}

func run(pass *analysis.Pass) (any, error) {
	sc := pass.ResultOf[scope.Analyzer].(*scope.Scope)
	if sc.Skips(pass.Pkg.Path()) {
		return nil, nil
	}
	c := &checker{pass: pass, sc: sc, pkg: pass.ResultOf[sources.Analyzer].(*sources.Package)}
	p := pass.ResultOf[inventory.Analyzer].(*inventory.Package)
	c.targets = p.Targets
	c.checkBodies()
	c.checkUses(p)
	c.checkNowhere(p)
	c.checkTwice(p)
	if len(p.Names) > 0 {
		c.checkMembers(p, pass.ResultOf[availability.Analyzer].(*availability.Result))
	}
	return nil, nil
}

type checker struct {
	pass    *analysis.Pass
	sc      *scope.Scope
	pkg     *sources.Package
	targets platform.Set // those of which all declarations are known
}

// where describes the ports of s among the targets, or, if they are none of
// those, all of them.
func (c *checker) where(s platform.Set) string {
	if s.Overlaps(c.sc.Targets) {
		return s.Text(c.sc.Targets)
	}
	return s.Text(platform.All())
}

// constraintText returns the shortest constraint that holds on every port of
// lo, or else of less, and on none outside of hi; "" if it is too long to be
// what anyone would write.
func constraintText(lo, less, hi platform.Set) string {
	for _, s := range []platform.Set{lo, less} {
		if s.Empty() {
			continue
		}
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
