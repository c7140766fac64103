// Package matrix type-checks packages for many ports.
//
// It loads the package graph of all ports at once and checks it from source,
// each package once for each class of ports on which it has the same errors
// (see internal/classes); or, if paranoid, every port in a universe of types of
// its own, which shares the parsed files only.
package matrix

import (
	"context"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"
	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/classes"
	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/modgraph"
	"github.com/xplatvet/xplatvet/platform"
)

// A Checker type-checks packages for one port after another. The parsed files
// are kept for all ports.
type Checker struct {
	Go       *gocmd.Runner
	Tags     []string
	Tests    bool // _test.go files too
	Patterns []string
	Ports    platform.Set // those that Check may be asked for

	// Paranoid has every port checked by itself: the same results at many
	// times the price.
	Paranoid bool

	// NoDeps leaves out the errors of packages that are not in a main module
	// and that no pattern names.
	NoDeps bool

	// Toolchain is the release of Go, as of go env GOVERSION. With it, verdicts
	// on packages from the module cache are kept on disk.
	Toolchain string

	// ShowAll has analyzers look at every set of files that is built somewhere
	// rather than at enough of them to see each file.
	ShowAll bool

	Fset *token.FileSet

	// Progress is told how many of how many checks of a package, or of parts of
	// one, are done; there may turn out to be more. It may be nil.
	Progress func(done, total int)

	// Derive, if it is not nil, is called once the packages are parsed, before they
	// are checked, unless the Checker is Paranoid: there is less in memory then than
	// there is later on.
	Derive func(context.Context)

	lists map[platform.Port][]*modgraph.Package

	parsed   sync.Once
	facing   sync.Once
	facades  map[string]*facade
	digested sync.Once
	digests  []map[string]digest // by port

	mu    sync.Mutex
	files map[fileKey]*parsedFile
	sets  map[setKey]*fileSet
	spent []*Package // to be forgotten once all is checked

	shownOn map[string]platform.Port // what is shown to analyzers, by Package.key
	inOrder map[string][]string      // the same by package, in order; none if all is shown

	shared shared
}

type parsedFile struct {
	once  sync.Once
	file  *ast.File
	err   error
	texts []classes.Text // nil if the file is built on every port
}

// A Package is the outcome for one package on one port.
type Package struct {
	Path     string // import path; test variants have the suffix that go list gives them
	Name     string
	Dir      string
	ForTest  string // import path of the package that this is a test variant of
	Orphan   bool   // a test variant of a package that has no files of its own for the port, though it has some for others
	Matched  bool   // the patterns name it, or the package that it tests; else it is a dependency
	Tested   bool   // a test variant holds its files as well
	Standard bool
	Main     bool // belongs to the main module or workspace
	Errors   []Error
	Blocked  []string // the packages that it needs and that fail, or have no files, sorted
	Vain     []Import // its imports of packages that have no files for the port, or are not to be found

	// Unloadable is true if the go command does not come to compile the
	// package, whatever it needs: the Errors, the first at least, say why.
	Unloadable bool

	// Unread is true if a file cannot be read: that is no fault of the code.
	Unread bool

	// Unknown is true if the check was interrupted before all of the package and
	// of what it needs was checked. It may have more Errors.
	Unknown bool

	// Shown is the sets of files of a matched package that analyzers are to
	// look at, whatever the port: the same packages on all ports that have the
	// package. Paranoid, it is the package itself, if its files are one of them.
	Shown []*Package

	// What analyzers need; nil if the package could not be type-checked at all.
	Files []*ast.File
	Types *types.Package
	Info  *types.Info
	Sizes types.Sizes

	TypeErrors []types.Error

	// NoFiles is why the package has no Go file for the port, or "": most
	// often "build constraints exclude all Go files in DIR". It is an error of
	// those who import the package only: the go command passes over such a
	// directory in silence if a pattern such as ./... matches it.
	NoFiles string

	// Missing is true if NoFiles and the package could not be found at all, or
	// its directory holds no Go files for any port.
	Missing bool

	// TestsOnly is true if NoFiles because all its files are tests.
	TestsOnly bool

	Match []string // the patterns that name it

	listed     *modgraph.Package
	late       []Error // what the compiler complains of if there are no other errors
	incomplete bool    // it, or a package that it needs, cannot be loaded or parsed
}

// Fails reports whether a build fails because of the package itself: it has
// errors, and the go command comes to see them.
func (p *Package) Fails() bool {
	return len(p.Errors) > 0 && (p.Unloadable || len(p.Blocked) == 0)
}

// FileNames returns the base names of its Go files for the port.
func (p *Package) FileNames() []string { return slices.Concat(p.listed.GoFiles, p.listed.CgoFiles) }

// Module is the module that the package belongs to, or nil.
func (p *Package) Module() *analysis.Module {
	m := p.listed.Module
	if m == nil {
		return nil
	}
	return &analysis.Module{Path: m.Path, Version: m.Version, GoVersion: m.GoVersion}
}

// ErrorPos is where the package was asked for, if NoFiles.
func (p *Package) ErrorPos() token.Position {
	if p.listed.Error == nil {
		return token.Position{}
	}
	return listedError(p.listed.Error).Pos
}

// An Import is the first import of a package in another one.
type Import struct {
	Pos     token.Position
	Package *Package
}

// An Error is why a package does not compile on a port.
type Error struct {
	Pos     token.Position // may have no file
	Message string
}

// Load loads the packages for all ports of c. It must succeed before Check is
// called.
func (c *Checker) Load(ctx context.Context) error {
	c.phase("load")
	g, err := modgraph.Load(ctx, modgraph.Config{Go: c.Go, Patterns: c.Patterns, Tags: c.Tags, Tests: c.Tests, Ports: c.Ports})
	if err != nil {
		return fmt.Errorf("load packages: %w", err)
	}
	var mu sync.Mutex
	var all errgroup.Group
	all.SetLimit(runtime.GOMAXPROCS(0))
	c.lists = make(map[platform.Port][]*modgraph.Package)
	for port := range c.Ports.Ports() {
		all.Go(func() error {
			pkgs := g.List(port)
			mu.Lock()
			defer mu.Unlock()
			c.lists[port] = pkgs
			return nil
		})
	}
	all.Wait() // no function fails
	c.show()
	return nil
}

// List returns the packages for a port, dependencies first, as go list would.
// They must not be changed.
func (c *Checker) List(port platform.Port) []*modgraph.Package { return c.lists[port] }

// Check type-checks the packages for the ports of one GOOS/GOARCH pair and
// calls visit for each package, dependencies first, the standard library left
// out unless it is matched, with the ports that it holds for: both if cgo
// makes no difference. The error is that of ctx, or of visit. A check that is
// interrupted calls visit all the same once the classes are known, with packages
// that may be Unknown; if Paranoid it ends.
func (c *Checker) Check(ctx context.Context, pair platform.Set, visit func(platform.Set, *Package) error) error {
	if c.Paranoid {
		c.parsed.Do(func() { c.parseAll(ctx, slices.Collect(c.Ports.Ports())) })
	} else if err := c.checkClasses(ctx); err != nil && !c.shared.cut {
		return err
	} else {
		ctx = context.WithoutCancel(ctx) // what is left is to tell of it
	}
	for !pair.Empty() {
		port, _ := first(pair)
		pkgs := c.List(port)
		same := platform.Of(port)
		if other, ok := first(pair.Minus(same)); ok && c.sameFiles(port, other) {
			same = pair
		}
		if err := c.check(ctx, port, pkgs, func(p *Package) error { return visit(same, p) }); err != nil {
			return err
		}
		pair = pair.Minus(same)
	}
	return nil
}

// first returns the first port of a set.
func first(s platform.Set) (platform.Port, bool) {
	for p := range s.Ports() {
		return p, true
	}
	return platform.Port{}, false
}

// sameFiles reports whether the packages outside of the standard library are
// the same on two ports and have the same files.
func (c *Checker) sameFiles(a, b platform.Port) bool {
	next := func(list []*modgraph.Package) (*modgraph.Package, []*modgraph.Package) {
		for len(list) > 0 && list[0].Standard {
			list = list[1:]
		}
		if len(list) == 0 {
			return nil, nil
		}
		return list[0], list[1:]
	}
	x, y := c.List(a), c.List(b)
	for {
		var p, q *modgraph.Package
		p, x = next(x)
		q, y = next(y)
		if p == nil || q == nil {
			return p == q
		}
		if p.ImportPath != q.ImportPath || !slices.Equal(p.GoFiles, q.GoFiles) || !slices.Equal(p.CgoFiles, q.CgoFiles) ||
			!slices.Equal(p.SFiles, q.SFiles) || (p.Error == nil) != (q.Error == nil) || p.Error != nil && p.Error.Err != q.Error.Err {
			return false
		}
	}
}

func (c *Checker) check(ctx context.Context, port platform.Port, pkgs []*modgraph.Package, visit func(*Package) error) error {
	u := c.universe(port, pkgs)
	for _, l := range pkgs {
		if err := ctx.Err(); err != nil {
			return err
		}
		if strings.HasSuffix(l.ImportPath, ".test") && l.Name == "main" {
			continue // the generated main package of a test
		}
		p := u.load(l)
		if tested := u.pkgs[l.ForTest]; tested != nil {
			p.Orphan = tested.NoFiles != "" && !tested.TestsOnly
		}
		u.pkgs[l.ImportPath] = p
		if !p.Standard || p.Matched {
			if err := visit(p); err != nil {
				return err
			}
		}
		p.Info, p.Files = nil, nil // only its types are needed from here on
	}
	return nil
}

// universe returns a universe without packages yet.
func (c *Checker) universe(port platform.Port, pkgs []*modgraph.Package) *universe {
	u := &universe{
		checker: c,
		listed:  pkgs,
		port:    port,
		sizes:   types.SizesFor("gc", port.GOARCH),
		pkgs:    make(map[string]*Package),
		main:    make(map[string]bool),
		tested:  make(map[string]bool),
	}
	for _, l := range pkgs {
		if base, _, ok := strings.Cut(l.ImportPath, " "); ok && base == l.ForTest {
			u.tested[base] = true
		}
		if l.Module != nil && l.Module.Main {
			u.main[l.Module.Path] = true
		}
	}
	return u
}

// A universe is the packages of one port.
type universe struct {
	checker *Checker
	listed  []*modgraph.Package
	port    platform.Port
	sizes   types.Sizes
	pkgs    map[string]*Package
	main    map[string]bool // paths of the main modules
	tested  map[string]bool // packages that are there once more with their test files
}

// newPackage returns the package that is listed, not checked yet.
func (u *universe) newPackage(l *modgraph.Package) *Package {
	p := &Package{
		Path: l.ImportPath, Name: l.Name, Dir: l.Dir, ForTest: l.ForTest, Sizes: u.sizes,
		Matched: !l.DepOnly, Standard: l.Standard, Match: l.Match, listed: l,
		Main: l.Module != nil && l.Module.Main, Tested: u.tested[l.ImportPath],
	}
	if l.ForTest != "" {
		base, _, _ := strings.Cut(l.ImportPath, " ")
		p.Matched = base == l.ForTest || base == l.ForTest+"_test" // else recompiled only because it imports that
	}
	return p
}

func (u *universe) load(l *modgraph.Package) *Package {
	p := u.newPackage(l)
	if l.ImportPath == "unsafe" {
		p.Types = types.Unsafe
		return p
	}
	if len(l.GoFiles)+len(l.CgoFiles) == 0 {
		if p.Matched && !p.Tested {
			p.Shown = u.checker.shared.sets[p.Path]
		}
		switch {
		case l.Error != nil:
			p.NoFiles = strings.TrimSpace(l.Error.Err)
			p.Missing = l.Dir == "" || !holdsGo(l.Dir)
		case u.elsewhere(l): // with tests the go command does not complain
			p.NoFiles = "build constraints exclude all Go files in " + l.Dir
		default:
			p.NoFiles = "no non-test Go files in " + l.Dir
			p.TestsOnly = true
		}
		return p
	}
	if l.Error != nil { // an import cycle, mixed package names, ...
		p.Unloadable = true
		err := listedError(l.Error)
		switch file, reason := unreadable(l); {
		case reason != "":
			p.Unread = true
			err = Error{token.Position{Filename: file}, "cannot be read: " + reason}
		case gocmd.NeedsExternalLinking(err.Message):
			err.Message = gocmd.ExternalLinking
		case err.Pos.Filename == "" && len(l.InvalidGoFiles) > 0:
			err.Pos.Filename = filepath.Join(l.Dir, l.InvalidGoFiles[0])
		}
		p.Errors = append(p.Errors, err)
	}
	if u.checker.Paranoid {
		if !u.checker.wants(l) && !p.Standard {
			u.imports(p)
			u.declare(p)
			return p
		}
		u.parse(p)
		u.imports(p)
		u.typecheck(p, p.Matched && !p.Tested)
		if u.checker.isShown(p, u.port) {
			p.Shown = []*Package{p}
		}
		if p.Info == nil && (!p.Matched || p.Tested) {
			p.Info = new(types.Info) // only facts are asked of it, and they come from syntax
		}
		p.typeErrors(func() []Error { return u.listTypeErrors(p) })
		u.missingBodies(p)
		return p
	}
	u.recall(p)
	return p
}

// holdsGo reports whether there are Go files in a directory.
func holdsGo(dir string) bool {
	entries, _ := os.ReadDir(dir)
	return slices.ContainsFunc(entries, func(e os.DirEntry) bool {
		name := e.Name()
		return strings.HasSuffix(name, ".go") && name[0] != '_' && name[0] != '.'
	})
}

// elsewhere reports whether a package that has no files for the port has some,
// tests aside, for another one.
func (u *universe) elsewhere(l *modgraph.Package) bool {
	ctx := constraint.Context{Tags: u.checker.Tags}
	return slices.ContainsFunc(l.IgnoredGoFiles, func(name string) bool {
		h, err := ctx.ReadFile(filepath.Join(l.Dir, name))
		return err == nil && !h.Test && !h.Built.Empty()
	})
}

// listedError makes an Error of what go list says, with "file:line:col" in Pos.
func listedError(e *modgraph.Error) Error {
	err := Error{Message: strings.TrimSpace(e.Err)}
	if m := positionRx.FindStringSubmatch(e.Pos); m != nil {
		err.Pos.Filename = m[1]
		err.Pos.Line, _ = strconv.Atoi(m[2])
		err.Pos.Column, _ = strconv.Atoi(m[3])
	}
	return err
}

var positionRx = regexp.MustCompile(`^(.*?):(\d+)(?::(\d+))?$`)
