package tzdata

import (
	_ "embed"
	"fmt"
	"go/ast"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/doc"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/passes/fact"
	"github.com/xplatvet/xplatvet/passes/reach"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

//go:embed doc.go
var docgo string

// Analyzer reports programs that load time zones where they have no data.
var Analyzer = &analysis.Analyzer{
	Name:             "tzdata",
	Doc:              doc.Of(docgo, "tzdata"),
	URL:              doc.URL("tzdata"),
	Run:              run,
	RunDespiteErrors: true,
	Requires:         []*analysis.Analyzer{scope.Analyzer, sources.Analyzer, reach.Analyzer},
	FactTypes:        []analysis.Fact{new(Fact)},
}

// without is the option of that name.
var without *scope.Ports

func init() {
	without = scope.NewPorts(Analyzer, "without", "more `ports` whose systems have no zone data, such as linux for images made from scratch")
}

// A Fact says what a package and those that it imports do with time zones.
type Fact struct {
	Embeds string // ports on which time/tzdata is imported, or ""
	Loads  []Load // of packages of the same module
}

func (*Fact) AFact()           {}
func (f *Fact) String() string { return "tzdata" }

// A Load says that a package loads time zones.
type Load struct {
	Module, Package string
	Ports           string // on which it does
}

// lacking returns the ports whose systems have no zone data: those for which
// GOROOT/src/time has no platformZoneSources, but ios, where it lies in the
// application. A test compares.
func lacking() platform.Set {
	return platform.OS("windows").Union(platform.OS("plan9")).Union(platform.OS("wasip1"))
}

const (
	timePath = "time"
	dataPath = "time/tzdata"
	dataTag  = "timetzdata" // GOROOT/src/time/embed.go
)

func run(pass *analysis.Pass) (any, error) {
	sc := pass.ResultOf[scope.Analyzer].(*scope.Scope)
	if sc.Skips(pass.Pkg.Path()) || slices.Contains(sc.Context.Tags, dataTag) {
		return nil, nil
	}
	p := &program{
		pass:  pass,
		scope: sc,
		files: pass.ResultOf[sources.Analyzer].(*sources.Package).Files,
		flow:  pass.ResultOf[reach.Analyzer].(*reach.Result),
	}
	p.collect()
	if pass.Pkg.Name() == "main" {
		p.check(lacking().Union(without.In(sc)).Intersect(sc.Targets).Minus(p.embeds))
		return nil, nil
	}
	fact.Export(pass, p.fact)
	return nil, nil
}

// A program is a package, and what it imports, as far as time zones go.
type program struct {
	pass  *analysis.Pass
	scope *scope.Scope
	files []*sources.File
	flow  *reach.Result

	embeds platform.Set      // ports on which the zone data is in the program
	loads  []load            // calls of this package
	deps   map[string][]Load // of packages of the module, by the import that leads there
}

// A load is a call of time.LoadLocation that needs data and expects none to be
// missing.
type load struct {
	file  *sources.File
	call  *ast.CallExpr
	ports platform.Set
}

// collect fills p from the files and the facts about imported packages.
func (p *program) collect() {
	p.deps = make(map[string][]Load)
	imported := make(map[string]platform.Set)
	for _, f := range p.files {
		if f.Header.Test {
			continue
		}
		for _, spec := range f.Syntax.Imports {
			path := importPath(spec)
			imported[path] = imported[path].Union(f.Built)
			if path == timePath {
				p.loads = append(p.loads, p.loadsOf(f, spec)...)
			}
		}
	}
	p.embeds = imported[dataPath]
	module := ""
	asked := false
	for _, dep := range p.pass.Pkg.Imports() {
		var f Fact
		ports := imported[dep.Path()]
		if ports.Empty() || !p.pass.ImportPackageFact(dep, &f) {
			continue
		}
		p.embeds = p.embeds.Union(parse(f.Embeds).Intersect(ports))
		for _, l := range f.Loads {
			if !asked {
				module, asked = modulePath(p.scope.Root), true
			}
			if s := parse(l.Ports).Intersect(ports); l.Module == module && !s.Empty() {
				l.Ports = s.String()
				p.deps[dep.Path()] = append(p.deps[dep.Path()], l)
			}
		}
	}
}

// fact returns the fact about the package, or nil if there is nothing to say.
func (p *program) fact() *Fact {
	var f Fact
	if !p.embeds.Empty() {
		f.Embeds = p.embeds.String()
	}
	byPackage := make(map[string]Load)
	add := func(l Load) {
		if old, ok := byPackage[l.Package]; ok {
			l.Ports = parse(old.Ports).Union(parse(l.Ports)).String()
		}
		byPackage[l.Package] = l
	}
	for _, l := range p.loads {
		add(Load{modulePath(p.scope.Root), p.pass.Pkg.Path(), l.ports.String()})
	}
	for _, list := range p.deps {
		for _, l := range list {
			add(l)
		}
	}
	for _, l := range byPackage {
		f.Loads = append(f.Loads, l)
	}
	if f.Embeds == "" && len(f.Loads) == 0 {
		return nil
	}
	slices.SortFunc(f.Loads, func(a, b Load) int { return strings.Compare(a.Package, b.Package) })
	return &f
}

// check reports what loads time zones on the ports of missing: calls in the
// program itself, and imports that lead to others.
func (p *program) check(missing platform.Set) {
	fixed := false
	report := func(f *sources.File, n ast.Node, what string, ports platform.Set) {
		d := analysis.Diagnostic{
			Pos: n.Pos(),
			End: n.End(),
			Message: fmt.Sprintf("%s finds no zone data on %s, unless Go is installed there; import _ %q in package main",
				what, ports.Text(f.Built.Intersect(p.scope.Targets)), dataPath),
		}
		if f.Checked && !fixed {
			if fix, ok := importFix(f.Syntax); ok {
				d.SuggestedFixes = []analysis.SuggestedFix{fix}
				fixed = true // once will do
			}
		}
		p.scope.Report(p.pass, d, scope.Claim{Severity: finding.Warning, Ports: ports})
	}
	for _, l := range p.loads {
		if ports := l.ports.Intersect(missing); !ports.Empty() {
			report(l.file, l.call, "time.LoadLocation", ports)
		}
	}
	told := make(map[string]bool)
	for _, f := range p.files {
		if f.Header.Test {
			continue
		}
		for _, spec := range f.Syntax.Imports {
			for _, l := range p.deps[importPath(spec)] {
				ports := parse(l.Ports).Intersect(missing).Intersect(f.Built)
				if !ports.Empty() && !told[l.Package] {
					told[l.Package] = true
					report(f, spec, "time.LoadLocation in "+l.Package, ports)
				}
			}
		}
	}
}

func importPath(spec *ast.ImportSpec) string {
	p, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return ""
	}
	return p
}

// parse reads ports as a Fact has them.
func parse(text string) platform.Set {
	s, err := platform.Parse(text)
	if err != nil { // of an older version: nothing is known
		return platform.Set{}
	}
	return s
}

// modulePath returns the path of the module at root, or "".
func modulePath(root string) string {
	if root == "" {
		return ""
	}
	data, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return ""
	}
	return modfile.ModulePath(data)
}
