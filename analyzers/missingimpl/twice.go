package missingimpl

import (
	"go/ast"
	"go/token"
	"path/filepath"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/words"
	"github.com/xplatvet/xplatvet/passes/inventory"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// An overlap is two files that some target builds both, and what both declare.
type overlap struct {
	wide, other *sources.File // wide is the one to narrow
	ports       platform.Set  // targets that build both
	names       []string
	at, first   []inventory.Declaration // of the names, in wide and in other
}

// checkTwice reports names that two files for the same port declare. Files
// without any constraint do so everywhere, which every build tells.
func (c *checker) checkTwice(p *inventory.Package) {
	var list []*overlap
	find := func(f, g *sources.File, ports platform.Set) *overlap {
		for _, o := range list {
			if o.wide == f && o.other == g && o.ports == ports {
				return o
			}
		}
		o := &overlap{wide: f, other: g, ports: ports}
		list = append(list, o)
		return o
	}
	for _, name := range p.Names {
		decls := p.ByName[name]
		for i, d := range decls {
			for _, e := range decls[:i] {
				ports := p.Twice(d, e)
				if d.File == e.File || ports.Empty() ||
					d.File.Built == platform.All() && e.File.Built == platform.All() {
					continue
				}
				wide, other := d, e
				if e.File.Built.Len() > d.File.Built.Len() && d.File.Built.SubsetOf(e.File.Built) {
					wide, other = e, d
				}
				o := find(wide.File, other.File, ports)
				o.names = append(o.names, name)
				o.at = append(o.at, wide)
				o.first = append(o.first, other)
			}
		}
	}
	for _, o := range list {
		c.reportTwice(p, o)
	}
}

func (c *checker) reportTwice(p *inventory.Package, o *overlap) {
	var infos []analysis.RelatedInformation
	for i, d := range o.at {
		if i > 0 {
			infos = append(infos, related(d.Ident, d.Name+" is declared here"))
		}
		infos = append(infos, related(o.first[i].Ident, d.Name+" is declared here too"))
	}
	n := len(o.names)
	msg := words.Enumerate(o.names) + words.Choose(n, " is", " are") + " declared in " + filepath.Base(o.wide.Name) + " and in " +
		filepath.Base(o.other.Name) + ", which are both built on " + c.where(o.ports)
	d := analysis.Diagnostic{Pos: o.at[0].Ident.Pos(), End: o.at[0].Ident.End(), Related: infos}
	// What the constraint of the file leaves out need not be left out again.
	keep := o.wide.Built.Minus(o.other.Built)
	expr := constraintText(keep, platform.Set{}, o.wide.Built.Complement().Union(keep))
	switch {
	case keep.Empty():
		msg += "; remove one of them"
	case expr == "":
		msg += "; leave these ports out of one"
	default:
		msg += "; add " + expr + " to the constraint of " + filepath.Base(o.wide.Name)
		d.SuggestedFixes = c.narrow(p, o, expr)
	}
	d.Message = msg
	c.sc.Report(c.pass, d, scope.Claim{Severity: finding.Error, Ports: o.ports})
}

// narrow returns the fix that adds expr to the constraint of the wide file, if
// the build of the pass has it and the other files declare all that it
// declares on the ports that it loses.
func (c *checker) narrow(p *inventory.Package, o *overlap, expr string) []analysis.SuggestedFix {
	if !o.wide.Checked || hasInit(o.wide.Syntax) {
		return nil
	}
	lost := o.wide.Built.Intersect(o.other.Built)
	for _, decls := range p.ByName {
		var elsewhere platform.Set
		own := false
		for _, d := range decls {
			if d.File == o.wide {
				own = true
			} else {
				elsewhere = elsewhere.Union(d.File.Built)
			}
		}
		if own && !lost.SubsetOf(elsewhere) {
			return nil
		}
	}
	src, err := sources.ReadFile(c.pass, o.wide.Name)
	if err != nil {
		return nil
	}
	start, end, text, err := constraint.AddConstraint(src, expr)
	tok := c.pass.Fset.File(o.wide.Syntax.FileStart)
	if err != nil || tok == nil || tok.Size() != len(src) {
		return nil
	}
	return []analysis.SuggestedFix{{
		Message:   "Add " + expr + " to the build constraint",
		TextEdits: []analysis.TextEdit{{Pos: tok.Pos(start), End: tok.Pos(end), NewText: []byte(text)}},
	}}
}

// hasInit reports whether a file does something on its own: by an init function
// or by a declaration of _.
func hasInit(f *ast.File) bool {
	return slices.ContainsFunc(f.Decls, func(d ast.Decl) bool {
		switch d := d.(type) {
		case *ast.FuncDecl:
			return d.Recv == nil && d.Name.Name == "init"
		case *ast.GenDecl:
			return d.Tok == token.VAR && slices.ContainsFunc(d.Specs, func(s ast.Spec) bool {
				v, ok := s.(*ast.ValueSpec)
				return ok && slices.ContainsFunc(v.Names, func(id *ast.Ident) bool { return id.Name == "_" })
			})
		}
		return false
	})
}
