package apiparity

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// checkVanished reports targets on which nothing is left of the package but
// files without declarations, and takes them from what is absent. It lets be
// what somebody must have thought of: a file that is there for these ports only
// and keeps ./... going, a package for one system, and one that says so.
func (c *checker) checkVanished() {
	var full, some platform.Set // the ports with declarations, and with some of the API
	for _, f := range c.files {
		if slices.ContainsFunc(f.Syntax.Decls, isDeclaration) {
			full = full.Union(f.Built)
		}
	}
	for _, name := range c.api {
		some = some.Union(c.inv.Exists(name, false))
	}
	ports := c.builds.Minus(full)
	for name, absent := range c.absent {
		c.absent[name] = absent.Minus(ports)
	}
	if ports.Empty() || len(systems(some)) < 2 || !slices.ContainsFunc(c.api, func(name string) bool { return !c.mentioned(name) }) {
		return
	}
	for _, f := range c.files {
		if !f.Built.Overlaps(full) {
			ports = ports.Minus(f.Built)
		}
	}
	// Without cgo nothing may be left either, which is cgoguard's.
	for _, name := range c.api {
		ports = ports.Minus(c.inv.Lost(name))
	}
	i := slices.IndexFunc(c.files, func(f *sources.File) bool { return f.Built.Overlaps(ports) })
	if i < 0 {
		return
	}
	f := c.files[i]
	if told(f.Syntax) {
		return
	}
	msg := "the package builds on " + ports.Text(c.sc.Targets) + ", where it declares nothing of what it exports elsewhere"
	if expr := constraintText(f.Built.Intersect(full), ports.Complement().Intersect(f.Built), f.Built.Complement().Union(full)); expr != "" {
		msg += "; constrain this file with //go:build " + expr + ", so that importing it fails rather than every use"
	}
	c.sc.Report(c.pass, analysis.Diagnostic{
		Pos:     f.Syntax.Name.Pos(),
		End:     f.Syntax.Name.End(),
		Message: msg,
	}, scope.Claim{Severity: finding.Warning, Ports: ports.Intersect(f.Built), Builds: true})
}

func isDeclaration(d ast.Decl) bool {
	g, ok := d.(*ast.GenDecl)
	return !ok || g.Tok != token.IMPORT
}
