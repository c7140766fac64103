// Package sources defines an Analyzer that lists every Go file of the package
// directory, whatever ports build it: the files of the pass and those that the
// build of the pass left out.
//
// Drivers differ in what they put in Pass.IgnoredFiles, and some leave it
// empty, so the directory itself is read.
package sources

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/closure"
	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/internal/syntax"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/platform"
)

// Analyzer lists the files.
var Analyzer = &analysis.Analyzer{
	Name:             "sources",
	Doc:              "list the Go files of the package directory for all ports",
	Run:              run,
	Requires:         []*analysis.Analyzer{scope.Analyzer},
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Package](),
}

// A File is one Go file of the directory.
type File struct {
	Name    string           // path, as in the FileSet of the pass
	Syntax  *ast.File        // with comments; positions are in the FileSet of the pass
	Header  *constraint.File // what its name and header say
	Built   platform.Set     // ports on which it is built: Header.Built
	WithCgo platform.Set     // ports that would build the file if cgo were on on every port
	Checked bool             // it is among Pass.Files, so Pass.TypesInfo knows it

	// Elsewhere is true if the driver has the file checked in another pass too,
	// for which it is false: what there is to say of the file, and of nothing
	// else, is said there.
	Elsewhere bool

	// Processed is what cmd/cgo made of a file that imports "C", if that is
	// what the pass has type-checked. Its positions point to the lines of the
	// original by line directives; an edit in it would go nowhere. Syntax is
	// then the original, of which Pass.TypesInfo knows nothing.
	Processed *ast.File
}

// A Package is the files of a directory that belong to the package of the
// pass on some port, sorted by name.
type Package struct {
	Files []*File

	// Unknown is the ports on which more may be declared than Files tell, since
	// a file could not be read, does not parse or has another package clause
	// than it should.
	Unknown platform.Set

	// Tested is the ports on which there is anything but tests, for the tests of
	// this package or in another one of the directory: every port if there is
	// nothing but tests.
	Tested platform.Set

	// Seen is what an external test sees of the package that it tests: its files,
	// those of its own tests included, which may export more.
	Seen []*File

	// Later is true if the driver shows other files of the directory, of the same
	// package, in another pass: there an analyzer that asks nothing of types says
	// all that it has to say.
	Later bool

	imports map[string]string // import path → name of the package, as far as the pass knows
	closure func() map[string]*types.Package
	name    func(path string) string // see Cache.Name; may be nil
	common  *common
}

// NameOf returns the name of the package at an import path, or "" if neither the
// driver nor the pass knows it.
func (p *Package) NameOf(path string) string {
	if name := p.driverName(path); name != "" {
		return name
	}
	if pkg := p.Closure()[path]; pkg != nil {
		return pkg.Name()
	}
	return ""
}

// Knows reports whether the driver has facts about a package although the pass
// may not import it.
func (p *Package) Knows(path string) bool { return p.driverName(path) != "" }

func (p *Package) driverName(path string) string {
	if p.name == nil {
		return ""
	}
	return p.name(path)
}

// Closure returns the package and those that it imports, directly or not, as far
// as the types of the pass know them, by path, without the suffix that some
// drivers give to test variants.
func (p *Package) Closure() map[string]*types.Package {
	if p.closure == nil {
		return nil
	}
	return p.closure()
}

// FileOf returns the file whose Syntax or Processed tree is f, or nil: cgo
// makes files that are in no directory.
func (p *Package) FileOf(f *ast.File) *File {
	for _, file := range p.Files {
		if file.Syntax == f || file.Processed == f {
			return file
		}
	}
	return nil
}

func run(pass *analysis.Pass) (any, error) { return new(Cache).run(pass, nil, false) }

// Run returns a function to be the Run of the Analyzer. Of the files that a pass
// leaves out it takes what the driver, or another one that shares the Cache, has
// made of them. Elsewhere has the base names of files that are to be marked so;
// later is for Later.
func (c *Cache) Run(elsewhere map[string]bool, later bool) func(*analysis.Pass) (any, error) {
	return func(pass *analysis.Pass) (any, error) { return c.run(pass, elsewhere, later) }
}

func (c *Cache) run(pass *analysis.Pass, elsewhere map[string]bool, later bool) (any, error) {
	sc := pass.ResultOf[scope.Analyzer].(*scope.Scope)
	p := &Package{
		Later:   later,
		name:    c.Name,
		imports: make(map[string]string),
		closure: sync.OnceValue(func() map[string]*types.Package {
			m := make(map[string]*types.Package)
			for path, pkg := range closure.Of(pass.Pkg) {
				path, _, _ = strings.Cut(path, " ")
				m[path] = pkg
			}
			return m
		}),
	}
	for _, imp := range pass.Pkg.Imports() {
		p.imports[imp.Path()] = imp.Name()
	}
	dirs := make(map[string]bool)
	known := make(map[string]bool)
	for _, f := range pass.Files {
		// Line directives lead from what cgo made to the original; in other
		// generated files (yacc) they lead to no Go file.
		tok := pass.Fset.File(f.FileStart)
		if tok == nil {
			continue
		}
		name, processed := tok.Name(), false
		if adjusted := pass.Fset.PositionFor(f.Package, true).Filename; adjusted != name && strings.HasSuffix(adjusted, ".go") && isCgoOutput(name) {
			name, processed = adjusted, true
		}
		if strings.HasPrefix(filepath.Base(name), "_cgo_") {
			continue
		}
		dirs[filepath.Dir(name)] = true
		known[name] = true
		header, err := c.header(pass, &sc.Context, name)
		if err != nil { // a file of a driver's own making
			p.Unknown = platform.All()
			continue
		}
		file := &File{Name: name, Syntax: f, Checked: true, Header: header}
		file.Built, file.WithCgo = file.Header.Built, WithCgo(sc.Context, file.Header)
		if processed {
			src, err := ReadFile(pass, name)
			if err != nil {
				continue
			}
			orig, _ := parser.ParseFile(pass.Fset, name, src, parser.ParseComments|parser.SkipObjectResolution)
			if orig == nil {
				continue
			}
			file.Syntax, file.Processed, file.Checked = orig, f, false
		}
		p.Files = append(p.Files, file)
	}

	// The driver of a test variant gives all files of the package, that of an
	// external test the test files only: the package name decides which of
	// the other files belong.
	if len(pass.Files) == 0 {
		return p, nil
	}
	pkgName := pass.Files[0].Name.Name
	tested := strings.TrimSuffix(pkgName, "_test")
	for _, f := range p.Files {
		p.addTested(f)
	}
	tests := slices.ContainsFunc(p.Files, func(f *File) bool { return f.Header.Test })
	for dir := range dirs {
		entries, err := os.ReadDir(dir)
		if err != nil {
			continue // a sandbox: the files of the pass are all there is
		}
		for _, e := range entries {
			name := filepath.Join(dir, e.Name())
			if e.IsDir() || !strings.HasSuffix(name, ".go") || known[name] {
				continue
			}
			if strings.HasSuffix(name, "_test.go") && !tests {
				continue
			}
			f, unknown := c.parse(pass.Fset, &sc.Context, name)
			if f != nil && f.Syntax.Name.Name == tested {
				p.addTested(f)
				if tested != pkgName {
					p.Seen = append(p.Seen, f)
				}
			}
			switch {
			case f != nil && f.Syntax.Name.Name == pkgName:
				p.Files = append(p.Files, f)
			case f == nil:
				p.Unknown = p.Unknown.Union(unknown)
			case !f.Header.Test && f.Syntax.Name.Name != tested:
				p.Unknown = p.Unknown.Union(f.Built)
			}
		}
	}
	if p.Tested.Empty() {
		p.Tested = platform.All()
	}
	slices.SortFunc(p.Files, func(a, b *File) int { return strings.Compare(a.Name, b.Name) })
	p.common = c.commonOf(p)
	for _, f := range p.Files {
		f.Elsewhere = elsewhere[filepath.Base(f.Name)]
	}
	return p, nil
}

func (p *Package) addTested(f *File) {
	if !f.Header.Test {
		p.Tested = p.Tested.Union(f.Built)
	}
}

// isCgoOutput reports whether name is what cmd/cgo calls its output for a file.
func isCgoOutput(name string) bool {
	return strings.HasSuffix(name, ".cgo1.go") || !strings.HasSuffix(name, ".go")
}

// read reads a file that the pass left out, or returns nil and the ports that
// it may be built for: a file that does not parse says nothing, and must not
// hide the others.
func (c *Cache) read(fset *token.FileSet, ctx *constraint.Context, name string) (f *File, unknown platform.Set) {
	h, err := readHeader(ctx, name)
	switch {
	case err != nil:
		return nil, platform.All()
	case h == nil || h.Built.Empty():
		return nil, platform.Set{}
	}
	var tree *ast.File
	parsed := false
	if c.Tree != nil {
		tree, err, parsed = c.Tree(name)
	}
	if !parsed {
		src, unread := os.ReadFile(name)
		if unread != nil {
			return nil, platform.All()
		}
		mode := parser.ParseComments
		if c.NoComments && !syntax.HasDirectives(src) {
			mode = 0
		}
		tree, err = syntax.ParseFile(fset, name, src, mode)
	}
	if err != nil {
		return nil, h.Built
	}
	return &File{Name: name, Syntax: tree, Header: h, Built: h.Built, WithCgo: WithCgo(*ctx, h)}, platform.Set{}
}

// WithCgo returns the ports that would build a file if cgo were on on each.
func WithCgo(ctx constraint.Context, h *constraint.File) platform.Set {
	if h.Expr == nil {
		return h.ByName
	}
	if !slices.Contains(ctx.Tags, "cgo") {
		ctx.Tags = append(slices.Clone(ctx.Tags), "cgo")
	}
	return h.ByName.Intersect(ctx.Expr(h.Expr))
}

// ReadFile returns the contents of a file of the package as the driver sees it.
func ReadFile(pass *analysis.Pass, name string) ([]byte, error) {
	if pass.ReadFile != nil {
		if src, err := pass.ReadFile(name); err == nil {
			return src, nil
		}
	}
	return os.ReadFile(name)
}
