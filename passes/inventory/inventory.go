// Package inventory defines an Analyzer that lists what the files of a package
// declare, for all ports, and which of its own names a package uses where they
// are not declared.
package inventory

import (
	"cmp"
	"go/ast"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/symbol"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// Analyzer makes the inventory.
var Analyzer = &analysis.Analyzer{
	Name:             "inventory",
	Doc:              "list what a package declares and lacks on each port",
	Run:              run,
	Requires:         []*analysis.Analyzer{scope.Analyzer, sources.Analyzer},
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Package](),
}

// A Declaration is a symbol and the file that declares it.
type Declaration struct {
	*symbol.Symbol
	File *sources.File
}

// A Use is a mention of a name on ports that do not declare it.
type Use struct {
	Ident *ast.Ident
	File  *sources.File

	// Ports is the targets that build File and have no declaration. Lost is
	// those of them that would have one if cgo were on.
	Ports, Lost platform.Set
}

// A Package is what the files of a package declare: package-level names, and
// methods as "Type.Method".
type Package struct {
	Names  []string // in the order of files and source
	ByName map[string][]Declaration

	// Targets is the targets of which all declarations are known, and All
	// those of them that build any file.
	Targets, All platform.Set

	// Undefined holds the uses of package-level names on targets where they
	// are not declared, though some file of the package declares them, in the
	// order of the source.
	Undefined map[string][]Use

	// Nowhere holds the uses, in files that not all targets build, of names
	// that no file declares at all.
	Nowhere map[string][]Use
}

func run(pass *analysis.Pass) (any, error) {
	sc := pass.ResultOf[scope.Analyzer].(*scope.Scope)
	pkg := pass.ResultOf[sources.Analyzer].(*sources.Package)
	p := &Package{
		ByName:    make(map[string][]Declaration),
		Targets:   sc.Targets.Minus(pkg.Unknown),
		Undefined: make(map[string][]Use),
		Nowhere:   make(map[string][]Use),
	}
	for _, f := range pkg.Files {
		p.All = p.All.Union(f.Built)
	}
	p.All = p.All.Intersect(p.Targets)
	if sc.Skips(pass.Pkg.Path()) || uniform(pkg, p.All) {
		return p, nil
	}
	p.survey(pkg)
	p.uses(pkg)
	return p, nil
}

// uniform reports whether each of ports builds every file.
func uniform(pkg *sources.Package, ports platform.Set) bool {
	return !slices.ContainsFunc(pkg.Files, func(f *sources.File) bool { return !ports.SubsetOf(f.Built) })
}

func (p *Package) survey(pkg *sources.Package) {
	for _, f := range pkg.Files {
		for _, s := range symbol.Of(f.Syntax) {
			if s.Owner() != "" && s.Func == nil {
				continue // a field
			}
			if p.ByName[s.Name] == nil {
				p.Names = append(p.Names, s.Name)
			}
			p.ByName[s.Name] = append(p.ByName[s.Name], Declaration{s, f})
		}
	}
}

// Exists returns the ports on which name is declared, for a test or for others.
func (p *Package) Exists(name string, test bool) platform.Set {
	var s platform.Set
	for _, d := range p.ByName[name] {
		if test || !d.File.Header.Test {
			s = s.Union(d.File.Built)
		}
	}
	return s
}

// Lost returns the ports on which name is not declared but would be if cgo
// were on.
func (p *Package) Lost(name string) platform.Set {
	var would platform.Set
	for _, d := range p.ByName[name] {
		if !d.File.Header.Test {
			would = would.Union(d.File.WithCgo)
		}
	}
	return would.Minus(p.Exists(name, false))
}

// Broken returns the targets on which the package is known not to compile
// without its tests: it uses a name that is not declared, or declares one
// twice.
func (p *Package) Broken() platform.Set {
	var broken platform.Set
	for _, uses := range []map[string][]Use{p.Undefined, p.Nowhere} {
		for _, list := range uses {
			for _, u := range list {
				if !u.File.Header.Test {
					broken = broken.Union(u.Ports)
				}
			}
		}
	}
	for _, decls := range p.ByName {
		var once, twice platform.Set
		for _, d := range decls {
			if !d.File.Header.Test {
				twice = twice.Union(once.Intersect(d.File.Built))
				once = once.Union(d.File.Built)
			}
		}
		if !twice.Empty() {
			broken = broken.Union(twice.Intersect(p.owner(decls[0])))
		}
	}
	return broken.Intersect(p.Targets)
}

// owner returns the ports that declare the type that d is a method of: no
// compiler looks at the methods of a type that is not there.
func (p *Package) owner(d Declaration) platform.Set {
	if typ := d.Owner(); typ != "" {
		return p.Exists(typ, true)
	}
	return platform.All()
}

// Twice returns the targets on which d and e are both declared, though they
// are of one name.
func (p *Package) Twice(d, e Declaration) platform.Set {
	return d.File.Built.Intersect(e.File.Built).Intersect(p.Targets).Intersect(p.owner(d))
}

func (p *Package) uses(pkg *sources.Package) {
	type lack struct{ ports, lost platform.Set }
	absent := make(map[string][2]lack) // by name, without tests and for tests
	for _, name := range p.Names {
		if strings.Contains(name, ".") {
			continue
		}
		var lacks [2]lack
		for i, test := range []bool{false, true} {
			if exists := p.Exists(name, test); !exists.Empty() {
				ports := p.All.Minus(exists)
				lacks[i] = lack{ports, ports.Intersect(p.Lost(name))}
			}
		}
		if !lacks[0].ports.Empty() || !lacks[1].ports.Empty() {
			absent[name] = lacks
		}
	}
	for _, f := range pkg.Files {
		if len(absent) == 0 && p.All.SubsetOf(f.Built) {
			continue
		}
		on, test := f.Built.Intersect(p.All), 0
		if f.Header.Test { // without anything to test they are not built
			on, test = on.Intersect(pkg.Tested), 1
		}
		if on.Empty() {
			continue
		}
		var qualifiers map[*ast.Ident]bool
		pkg.Uses(f, func(id *ast.Ident) {
			if p.ByName[id.Name] == nil {
				if p.All.SubsetOf(f.Built) {
					return // as every build tells
				}
				if qualifiers == nil {
					qualifiers = qualifiersOf(f.Syntax)
				}
				if !qualifiers[id] {
					p.Nowhere[id.Name] = append(p.Nowhere[id.Name], Use{Ident: id, File: f, Ports: on})
				}
				return
			}
			lack := absent[id.Name][test]
			if ports := on.Intersect(lack.ports); !ports.Empty() {
				p.Undefined[id.Name] = append(p.Undefined[id.Name], Use{id, f, ports, on.Intersect(lack.lost)})
			}
		})
	}
	for _, uses := range []map[string][]Use{p.Undefined, p.Nowhere} {
		for _, list := range uses {
			slices.SortStableFunc(list, func(a, b Use) int {
				return cmp.Or(strings.Compare(a.File.Name, b.File.Name), cmp.Compare(a.Ident.Pos(), b.Ident.Pos()))
			})
		}
	}
}

// qualifiersOf returns the identifiers before a dot: one that nobody declares
// may be the name of an imported package that its path does not tell.
func qualifiersOf(f *ast.File) map[*ast.Ident]bool {
	m := make(map[*ast.Ident]bool)
	ast.Inspect(f, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if id, ok := sel.X.(*ast.Ident); ok {
				m[id] = true
			}
		}
		return true
	})
	return m
}
