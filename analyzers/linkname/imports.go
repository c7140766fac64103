package linkname

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/types"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/pkgdir"
	"github.com/xplatvet/xplatvet/internal/platform"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
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

// path is the import path of the package, without the suffix that some drivers
// give to test variants.
func (c *checker) path() string {
	path, _, _ := strings.Cut(c.pass.Pkg.Path(), " ")
	return path
}

// An inherited reference is one of an imported package.
type inherited struct {
	Reference
	file  *sources.File
	spec  *ast.ImportSpec
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
	if len(refs) > 0 {
		c.pass.ExportPackageFact(&Refused{refs})
	}
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
			key := place{in.spec, in.Package}
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
	known := make(map[string]*types.Package)
	for _, p := range c.pass.Pkg.Imports() {
		known[p.Path()] = p
	}
	found := make(map[[2]string]*inherited)
	for _, f := range c.pkg.Files {
		if f.Header.Test {
			continue
		}
		for _, spec := range f.Syntax.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil || known[path] == nil {
				continue
			}
			var fact Refused
			if !c.pass.ImportPackageFact(known[path], &fact) {
				continue
			}
			for _, ref := range fact.References {
				ports, err := platform.Parse(ref.Ports)
				if ports = ports.Intersect(f.Built); err != nil || ports.Empty() {
					continue
				}
				key := [2]string{ref.Package, ref.Symbol}
				in := found[key]
				if in == nil {
					ref.Chain = append([]string{path}, ref.Chain...)
					in = &inherited{Reference: ref, file: f, spec: spec}
					found[key] = in
				}
				in.ports = in.ports.Union(ports)
			}
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
	}
	d := analysis.Diagnostic{Pos: in.spec.Path.Pos(), End: in.spec.Path.End(), Message: msg}
	from := c.path()
	for _, to := range in.Chain {
		d.Related = append(d.Related, analysis.RelatedInformation{Pos: d.Pos, End: d.End, Message: from + " imports " + to})
		from = to
	}
	c.sc.Report(c.pass, d, scope.Claim{Severity: finding.Error, Ports: ports})
}
