package apiparity

import (
	_ "embed"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/decl"
	"github.com/xplatvet/xplatvet/internal/doc"
	"github.com/xplatvet/xplatvet/passes/availability"
	"github.com/xplatvet/xplatvet/passes/inventory"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

//go:embed doc.go
var docgo string

// Analyzer reports API that a library has on some targets only.
var Analyzer = &analysis.Analyzer{
	Name:             "apiparity",
	Doc:              doc.Of(docgo, "apiparity"),
	URL:              doc.URL("apiparity"),
	Run:              run,
	RunDespiteErrors: true,
	Requires:         []*analysis.Analyzer{scope.Analyzer, sources.Analyzer, inventory.Analyzer, availability.Analyzer},
}

func run(pass *analysis.Pass) (any, error) {
	sc := pass.ResultOf[scope.Analyzer].(*scope.Scope)
	path, _, _ := strings.Cut(pass.Pkg.Path(), " ")
	if sc.Skips(path) || pass.Pkg.Name() == "main" || isInternal(path) {
		return nil, nil
	}
	c := &checker{
		pass:  pass,
		sc:    sc,
		avail: pass.ResultOf[availability.Analyzer].(*availability.Result),
		inv:   pass.ResultOf[inventory.Analyzer].(*inventory.Package),
	}
	var files []decl.File
	for _, f := range pass.ResultOf[sources.Analyzer].(*sources.Package).Files {
		if !f.Header.Test {
			c.files = append(c.files, f)
			files = append(files, decl.File{Syntax: f.Syntax, Built: f.Built})
		}
	}
	if len(c.inv.Names) == 0 || !slices.ContainsFunc(c.files, func(f *sources.File) bool { return len(systems(f.Built)) > 1 }) {
		return nil, nil // the same everywhere, or nothing but files for one system
	}
	c.decls = decl.Of(files)
	c.survey()
	if c.perPort() {
		return nil, nil
	}
	c.checkVanished()
	c.checkMissing()
	c.checkSignatures()
	return nil, nil
}

// isInternal reports whether only packages of the module at hand can import
// the one at path: then its users are checked with it.
func isInternal(path string) bool {
	return slices.Contains(strings.Split(path, "/"), "internal")
}

type checker struct {
	pass  *analysis.Pass
	sc    *scope.Scope
	avail *availability.Result
	inv   *inventory.Package
	files []*sources.File // without tests
	decls *decl.Package

	api    []string                // the exported names and methods, in the order of files and source
	builds platform.Set            // the targets that have a file
	absent map[string]platform.Set // name → the targets that have a file, and the type of a method, but not this name
}

// survey fills in api, builds and absent.
func (c *checker) survey() {
	c.absent = make(map[string]platform.Set)
	for _, f := range c.files {
		c.builds = c.builds.Union(f.Built)
	}
	c.builds = c.builds.Intersect(c.inv.Targets)
	for _, name := range c.inv.Names {
		list := c.inv.ByName[name]
		if !list[0].API() || list[0].File.Header.Test {
			continue
		}
		c.api = append(c.api, name)
		lost := c.inv.Lost(name) // which cgoguard reports
		exists := c.inv.Exists(name, false)
		on := c.builds
		if typ := list[0].Owner(); typ != "" {
			exists = c.decls.Exists(name)
			on = on.Intersect(c.inv.Exists(typ, false))
		}
		if missing := on.Minus(exists).Minus(lost); !missing.Empty() && exists.Overlaps(c.builds) {
			c.absent[name] = missing
		}
	}
}

// perPort reports whether the package is meant to be another one on each port,
// as a package of system calls is: most of its names are not the same
// everywhere.
func (c *checker) perPort() bool {
	return len(c.absent) > minNames && 2*len(c.absent) > len(c.api)
}

// minNames is how many names may be missing somewhere in any package.
const minNames = 40

// systems returns the operating systems of the ports of s. One that is built
// with the files of another one is not counted besides that: android has those
// of linux, and so on.
func systems(s platform.Set) []string {
	var list []string
	for p := range s.Ports() {
		if !slices.Contains(list, p.GOOS) {
			list = append(list, p.GOOS)
		}
	}
	return slices.DeleteFunc(list, func(goos string) bool {
		base, ok := variants[goos]
		return ok && slices.Contains(list, base)
	})
}

// variants are the systems on which the tag of another one holds too:
// go/build.Context.matchTag.
var variants = map[string]string{"android": "linux", "ios": "darwin", "illumos": "solaris"}

// architectures returns the architectures of the ports of s.
func architectures(s platform.Set) map[string]bool {
	m := make(map[string]bool)
	for p := range s.Ports() {
		m[p.GOARCH] = true
	}
	return m
}
