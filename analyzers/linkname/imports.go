package linkname

import (
	"cmp"
	"fmt"
	"go/ast"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/pkgdir"
	"github.com/xplatvet/xplatvet/passes/fact"
	"github.com/xplatvet/xplatvet/passes/imports"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/platform"
)

// Refused is what a package, or one that it imports, refers to in vain.
type Refused struct{ References []Reference }

func (*Refused) AFact()           {}
func (f *Refused) String() string { return "linkname" }

// A Reference is a symbol that the linker refuses to a package.
type Reference struct {
	Package string   // import path of the one that refers to it
	Symbol  string   // "syscall.recvmsg"
	Ports   string   // in the form that platform.Parse reads
	Chain   []string // import paths from what the package with the fact imports to Package
}

// An inherited reference is one of an imported package.
type inherited struct {
	Reference
	via   imports.Import
	ports platform.Set
}

// checkImports exports the references of the package and of what it imports,
// and reports the latter if the package is a program: that is what is linked.
func (c *checker) checkImports() {
	list := c.inherited()
	refs := c.refused
	for _, in := range list {
		refs = append(refs, in.Reference)
	}
	fact.Export(c.pass, func() *Refused {
		if len(refs) == 0 {
			return nil
		}
		return &Refused{refs}
	})
	if c.pass.Pkg.Name() != "main" {
		return
	}
	type place struct {
		spec *ast.ImportSpec
		path string
	}
	groups := make(map[place][]*inherited)
	for _, in := range list {
		if pkgdir.InMain(c.sc.Root, in.Package) {
			continue // reported at the directive
		}
		if in.ports = in.ports.Intersect(c.sc.Targets); !in.ports.Empty() {
			key := place{in.via.Spec, in.Package}
			groups[key] = append(groups[key], in)
		}
	}
	for _, group := range groups {
		c.reportImport(group)
	}
}

// inherited returns the references of imported packages, on the ports that
// import them, sorted.
func (c *checker) inherited() []*inherited {
	found := make(map[[2]string]*inherited)
	for _, im := range imports.Of(c.pass, c.pkg) {
		var f Refused
		if im.Package == nil || !c.pass.ImportPackageFact(im.Package, &f) {
			continue
		}
		for _, ref := range f.References {
			ports, err := platform.Parse(ref.Ports)
			if ports = ports.Intersect(im.File.Built); err != nil || ports.Empty() {
				continue
			}
			key := [2]string{ref.Package, ref.Symbol}
			in := found[key]
			if in == nil {
				ref.Chain = append([]string{im.Path}, ref.Chain...)
				in = &inherited{Reference: ref, via: im}
				found[key] = in
			}
			in.ports = in.ports.Union(ports)
		}
	}
	for _, in := range found {
		in.Ports = in.ports.String()
	}
	return slices.SortedFunc(maps.Values(found), func(a, b *inherited) int {
		return cmp.Or(strings.Compare(a.Package, b.Package), strings.Compare(a.Symbol, b.Symbol))
	})
}

// reportImport reports what one package that spec leads to refers to in vain.
func (c *checker) reportImport(group []*inherited) {
	var ports platform.Set
	var symbols []string
	for _, in := range group {
		ports = ports.Union(in.ports)
		symbols = append(symbols, in.Symbol)
	}
	in := group[0]
	list := symbols[0]
	if n := len(symbols) - 1; n > 0 {
		list = strings.Join(symbols[:n], ", ") + " and " + symbols[n]
	}
	var built platform.Set
	for _, f := range c.pkg.Files {
		built = built.Union(f.Built)
	}
	msg := fmt.Sprintf("this program does not link on %s: %s refers to %s, not open to go:linkname",
		ports.Text(built.Intersect(c.sc.Targets)), in.Package, list)
	if module := pkgdir.Module(c.sc.Root, in.Package); module != "" {
		msg += "; update " + module
	} else {
		msg += "; update its module"
	}
	spec := in.via.Spec
	d := analysis.Diagnostic{Pos: spec.Path.Pos(), End: spec.Path.End(), Message: msg}
	d.Related = in.via.Related(fact.Path(c.pass.Pkg), in.Chain)
	c.sc.Report(c.pass, d, scope.Claim{Severity: finding.Error, Ports: ports})
}
