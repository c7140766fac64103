package matrix

import (
	"context"
	"fmt"
	"go/ast"
	"go/types"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"github.com/xplatvet/xplatvet/internal/classes"
	"github.com/xplatvet/xplatvet/internal/modgraph"
	"github.com/xplatvet/xplatvet/internal/platform"
)

// shared is what type-checking each class of ports once came to.
type shared struct {
	once    sync.Once
	err     error
	engine  *classes.Engine
	ports   []platform.Port
	index   map[platform.Port]int
	results map[classKey]*result // of classes
	single  map[portKey]*result  // of ports whose errors may differ from those of their class
	shown   map[string]*result   // by package and files: what analyzers look at

	naive     bool // every port is checked by itself after all
	universes atomic.Int32
}

type classKey struct {
	path   string
	class  int
	narrow bool // where int has 32 bits, if that is a difference
}

type portKey struct {
	path string
	port int
}

// A result is what came of the check of one package on one port.
type result struct {
	*Package // Files, Types, Info, Sizes, TypeErrors; Errors holds those of syntax only
	bodies   []Error

	// The errors may be others where int has 32 bits.
	wordy bool
}

// checkClasses checks every class of ports, the first time that it is called.
func (c *Checker) checkClasses(ctx context.Context) error {
	c.shared.once.Do(func() { c.shared.err = c.shareChecks(ctx) })
	return c.shared.err
}

func (c *Checker) shareChecks(ctx context.Context) error {
	s := &c.shared
	s.index = make(map[platform.Port]int)
	for port := range c.Ports.Ports() {
		s.index[port] = len(s.ports)
		s.ports = append(s.ports, port)
	}
	c.parseAll(ctx, s.ports)
	if err := ctx.Err(); err != nil {
		return err
	}
	s.engine = classes.New(classes.Config{
		Ports: s.ports,
		List:  c.graph.List,
		Parse: func(dir, name string, std bool) *ast.File {
			f, _ := c.parseFile(filepath.Join(dir, name), std)
			return f
		},
		Key: func(p platform.Port, l *modgraph.Package) string {
			return fmt.Sprint(l.DepOnly, l.ForTest, l.Name, goVersion(l.Module), mayHaveBodies(l), len(l.CgoFiles) > 0, p.GOARCH == "wasm" && c.usesWasmImport(l))
		},
	})
	s.results = make(map[classKey]*result)
	cover := s.engine.Cover()
	if err := c.inUniverses(ctx, cover, false, s.take(false)); err != nil {
		return err
	}
	if err := c.checkNarrow(ctx, cover); err != nil {
		return err
	}
	for _, r := range s.results {
		if slices.ContainsFunc(r.TypeErrors, isCycle) {
			s.naive = true
			return nil
		}
	}
	s.single = make(map[portKey]*result)
	err := c.inUniverses(ctx, c.doubtful(), true, func(i int, r *result) {
		s.single[portKey{r.Path, i}] = r
	})
	c.choose()
	return err
}

// take returns a function that keeps the result for a class.
func (s *shared) take(narrow bool) func(int, *result) {
	return func(i int, r *result) {
		if class, ok := s.engine.Class(r.Path, i); ok {
			s.results[classKey{r.Path, class, narrow}] = r
		}
	}
}

// of returns the result for the class of a package on the i-th port, or nil.
func (s *shared) of(path string, i int) *result {
	class, ok := s.engine.Class(path, i)
	if !ok {
		return nil
	}
	if is32Bit(s.ports[i]) {
		if r := s.results[classKey{path, class, true}]; r != nil {
			return r
		}
	}
	return s.results[classKey{path, class, false}]
}

func is32Bit(port platform.Port) bool { return platform.Is32Bit(port.GOARCH) }

// choose decides what the analyzers look at: of the classes with the same
// files that with the fewest errors. The rest is forgotten.
func (c *Checker) choose() {
	s := &c.shared
	s.shown = make(map[string]*result)
	for i, port := range s.ports {
		for _, l := range c.graph.List(port) {
			r := s.of(l.ImportPath, i)
			if r == nil {
				continue
			}
			key := r.key()
			if old := s.shown[key]; old == nil || len(r.TypeErrors) < len(old.TypeErrors) {
				s.shown[key] = r
			}
		}
	}
	for _, r := range s.results {
		if s.shown[r.key()] != r {
			r.Info, r.Types = nil, nil
		}
	}
	for _, r := range s.single {
		r.Info, r.Types = nil, nil
	}
}

// key is the same for packages with the same files.
func (p *Package) key() string { return p.Path + "\x00" + strings.Join(p.FileNames(), "\x00") }

// inUniverses checks packages with their function bodies, each on the port, an
// index, that it is listed under. With whole, nothing of what they need is
// left out.
func (c *Checker) inUniverses(ctx context.Context, work map[int][]string, whole bool, take func(int, *result)) error {
	var mu sync.Mutex
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	needed := make(map[int]*classes.Slice)
	for i, paths := range work {
		needed[i] = c.shared.engine.Slice(i, paths, func(string) bool { return whole })
	}
	for i, paths := range work {
		g.Go(func() error {
			return c.inUniverse(ctx, i, paths, needed[i], whole, func(r *result) {
				mu.Lock()
				defer mu.Unlock()
				take(i, r)
			})
		})
	}
	return g.Wait()
}

func (c *Checker) inUniverse(ctx context.Context, i int, paths []string, slice *classes.Slice, whole bool, take func(*result)) error {
	c.shared.universes.Add(1)
	port := c.shared.ports[i]
	pkgs := c.graph.List(port)
	u := c.universe(port, pkgs)
	checked := make(map[string]bool)
	for _, path := range paths {
		checked[path] = true
	}
	for _, l := range pkgs {
		if err := ctx.Err(); err != nil {
			return err
		}
		p := u.newPackage(l)
		switch {
		case l.ImportPath == "unsafe":
			p.Types = types.Unsafe
		case len(l.GoFiles)+len(l.CgoFiles) == 0:
		case checked[l.ImportPath]:
			u.constants = !whole && c.shared.engine.Narrow(p.Path, i) >= 0
			u.parse(p)
			u.typecheck(p)
			r := &result{Package: p, wordy: u.constants && isWordy(p)}
			if !p.Matched || p.Tested {
				p.Info = new(types.Info)
			}
			bare := *p
			bare.Errors = nil
			u.missingBodies(&bare)
			r.bodies = bare.Errors
			take(r)
		default:
			if files := slice.Files(l.ImportPath); files != nil {
				u.typecheckFiles(p, files, true)
			} else {
				path, _, _ := strings.Cut(l.ImportPath, " ")
				p.Types = types.NewPackage(path, l.Name)
				p.Types.MarkComplete()
				p.Types.SetImports(u.imported(l))
			}
		}
		u.pkgs[l.ImportPath] = p
	}
	return nil
}

// imported returns the packages that l imports.
func (u *universe) imported(l *modgraph.Package) []*types.Package {
	var list []*types.Package
	for _, path := range l.Imports {
		if p, err := (importer{u, l}).Import(path); err == nil {
			list = append(list, p)
		}
	}
	return list
}

// doubtful returns, by port, the packages with errors whose texts may depend
// on the port.
func (c *Checker) doubtful() map[int][]string {
	s := &c.shared
	work := make(map[int][]string)
	for i, port := range s.ports {
		for _, l := range c.graph.List(port) {
			if r := s.of(l.ImportPath, i); r != nil && slices.ContainsFunc(r.TypeErrors, isDoubtful) {
				work[i] = append(work[i], l.ImportPath)
			}
		}
	}
	return work
}

// isDoubtful reports whether the text of an error may show more than the
// source of its line and what is observed of other packages.
func isDoubtful(e types.Error) bool {
	for _, prefix := range []string{"undefined: ", "could not import ", "declared and not used: ", "missing return"} {
		if strings.HasPrefix(e.Msg, prefix) {
			return false
		}
	}
	return !strings.HasSuffix(e.Msg, " imported and not used")
}

// isCycle reports whether an error is about declarations that refer to
// themselves: those are all that go/types makes.
func isCycle(e types.Error) bool {
	for _, prefix := range []string{
		"illegal cycle in ", "initialization cycle", "instantiation cycle", "invalid cycle in ", "invalid recursive type",
	} {
		if strings.HasPrefix(e.Msg, prefix) {
			return true
		}
	}
	return false
}

// recall fills in what the check of the class of a package came to.
func (u *universe) recall(p *Package) {
	s := &u.checker.shared
	i := s.index[u.port]
	if p.Standard {
		if p.Matched {
			u.parse(p)
		}
		u.imports(p)
		return
	}
	r := s.single[portKey{p.Path, i}]
	if r == nil {
		r = s.of(p.Path, i)
	}
	p.Errors, p.Unread = append(p.Errors, r.Errors...), p.Unread || r.Unread
	p.Files, p.TypeErrors = r.Files, r.TypeErrors
	u.imports(p)
	u.typeErrors(p)
	if len(p.Errors) == 0 {
		p.Errors = append(p.Errors, r.bodies...)
	}
	shown := s.shown[p.key()]
	p.Types, p.Info, p.Sizes, p.TypeErrors = shown.Types, shown.Info, shown.Sizes, shown.TypeErrors
}
