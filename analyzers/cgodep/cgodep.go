package cgodep

import (
	_ "embed"
	"fmt"
	"go/ast"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/internal/decl"
	"github.com/xplatvet/xplatvet/internal/doc"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/pkgdir"
	"github.com/xplatvet/xplatvet/passes/fact"
	"github.com/xplatvet/xplatvet/passes/imports"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

//go:embed doc.go
var docgo string

// Analyzer reports imports that do not compile, or are a stub, without cgo.
var Analyzer = &analysis.Analyzer{
	Name:             "cgodep",
	Doc:              doc.Of(docgo, "cgodep"),
	URL:              doc.URL("cgodep"),
	Run:              run,
	RunDespiteErrors: true,
	Requires:         []*analysis.Analyzer{scope.Analyzer, sources.Analyzer},
	FactTypes:        []analysis.Fact{new(Fact)},
}

// A Fact is what a package, and all that it imports, needs cgo for.
type Fact struct{ Needs []Need }

func (*Fact) AFact()           {}
func (f *Fact) String() string { return "cgodep" }

// A Need is a package that is not what it should be without cgo.
type Need struct {
	Package string
	Kind    kind
	Ports   string   // without cgo, in the form that platform.Parse reads
	Text    string   // what is undefined, or what the stub says
	Chain   []string // import paths from what the package with the fact imports to Package
}

// A kind is how a package fails without cgo, the worst one first.
type kind int

const (
	empty     kind = iota // it has no files
	undefined             // its files do not compile
	stub                  // it compiles, but only fails
)

func run(pass *analysis.Pass) (any, error) {
	sc := pass.ResultOf[scope.Analyzer].(*scope.Scope)
	if sc.Std.Covers(pass.Pkg.Path()) {
		return nil, nil
	}
	c := &checker{pass: pass, sc: sc, pkg: pass.ResultOf[sources.Analyzer].(*sources.Package)}
	if c.pkg.Later {
		return nil, nil
	}
	needs := needsOf(fact.Path(pass.Pkg), c.pkg)
	needs = append(needs, c.checkImports()...)
	fact.Export(pass, func() *Fact {
		if len(needs) == 0 {
			return nil
		}
		return &Fact{needs}
	})
	return nil, nil
}

type checker struct {
	pass *analysis.Pass
	sc   *scope.Scope
	pkg  *sources.Package
}

// checkImports reports the imports of other modules that need cgo, and returns
// all that the imports of the package need.
func (c *checker) checkImports() []Need {
	type key struct {
		path string
		kind kind
	}
	found := make(map[key]*inherited)
	reported := make(map[key]platform.Set)
	for _, im := range imports.Of(c.pass, c.pkg) {
		for _, n := range c.imported(im) {
			ports, err := platform.Parse(n.Ports)
			if ports = ports.Intersect(im.File.Built); err != nil || ports.Empty() {
				continue
			}
			n.Chain = append([]string{im.Path}, n.Chain...)
			k := key{n.Package, n.Kind}
			if found[k] == nil {
				found[k] = &inherited{Need: n}
			}
			found[k].ports = found[k].ports.Union(ports)

			ports = ports.Intersect(c.sc.Targets)
			if len(n.Chain) > 1 {
				ports = ports.Minus(reported[k]) // once in a package
			}
			if ports.Empty() || pkgdir.InMain(c.sc.Root, im.Path) || n.Kind == empty && len(n.Chain) == 1 {
				continue
			}
			reported[k] = reported[k].Union(ports)
			c.report(im, n, ports)
		}
	}
	var needs []Need
	for _, in := range slices.SortedFunc(maps.Values(found), func(a, b *inherited) int {
		return strings.Compare(a.Package+strconv.Itoa(int(a.Kind)), b.Package+strconv.Itoa(int(b.Kind)))
	}) {
		in.Ports = in.ports.String()
		needs = append(needs, in.Need)
	}
	return needs
}

// imported returns what an imported package needs.
func (c *checker) imported(im imports.Import) []Need {
	if im.Package == nil || c.sc.Std.Covers(im.Path) {
		return nil
	}
	var f Fact
	if c.pass.ImportPackageFact(im.Package, &f) || im.Package.Complete() || im.Package.Name() == "" {
		return f.Needs
	}
	// The type checker made the package up, perhaps for want of files on the
	// port of the pass.
	dir := pkgdir.Find(c.sc.Root, im.Path)
	if dir == "" {
		return nil
	}
	list, _ := decl.ReadDir(&c.sc.Context, c.pass.Fset, dir) // as far as they can be read
	pkg := new(sources.Package)
	for _, f := range list {
		header := &constraint.File{ImportsC: slices.ContainsFunc(f.Syntax.Imports, func(spec *ast.ImportSpec) bool { return spec.Path.Value == `"C"` })}
		pkg.Files = append(pkg.Files, &sources.File{Syntax: f.Syntax, Built: f.Built, Header: header})
	}
	return needsOf(im.Path, pkg)
}

// An inherited need is one of an imported package, on the ports that import it.
type inherited struct {
	Need
	ports platform.Set
}

func (c *checker) report(im imports.Import, n Need, ports platform.Set) {
	where := ports.Text(im.File.Built.Intersect(c.sc.Targets))
	var b strings.Builder
	severity := finding.Error
	if len(n.Chain) > 1 {
		fmt.Fprintf(&b, "%s needs cgo: ", im.Path)
	}
	switch n.Kind {
	case empty:
		fmt.Fprintf(&b, "%s has no Go files on %s", n.Package, where)
	case undefined:
		fmt.Fprintf(&b, "%s does not compile on %s (undefined: %s)", n.Package, where, n.Text)
	case stub:
		fmt.Fprintf(&b, "%s is a stub on %s: %q", n.Package, where, n.Text)
		severity = finding.Warning
	}
	b.WriteString("; build with cgo, or constrain this file with //go:build cgo")
	d := analysis.Diagnostic{Pos: im.Spec.Path.Pos(), End: im.Spec.Path.End(), Message: b.String()}
	if len(n.Chain) > 1 {
		d.Related = im.Related(fact.Path(c.pass.Pkg), n.Chain)
	}
	c.sc.Report(c.pass, d, scope.Claim{Severity: severity, Ports: ports})
}
