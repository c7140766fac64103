package matrix

import (
	"context"
	"fmt"
	"go/ast"
	"go/types"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/xplatvet/xplatvet/internal/classes"
	"github.com/xplatvet/xplatvet/internal/diskcache"
	"github.com/xplatvet/xplatvet/internal/modgraph"
	"github.com/xplatvet/xplatvet/platform"
)

// shared is what type-checking each class of ports once came to.
type shared struct {
	once    sync.Once
	err     error
	engine  *classes.Engine
	ports   []platform.Port
	index   map[platform.Port]int
	results map[classKey]*Package // of classes; a class without one has none, or those of certain
	certain map[string][]certain  // by package: errors that units have, unless there are results
	single  map[portKey]*Package  // of ports whose errors may differ from those of their class, nil where there is none
	settled map[portKey]*Package  // in the end: all that there are
	counts  []classes.Count
	shown   map[string]*Package   // by package and files: what analyzers look at
	sets    map[string][]*Package // the same, by package

	tables   map[*modgraph.Module]*diskcache.Table
	named    map[string]*diskcache.Table // the same, by version of the module
	news     bool                        // there are verdicts to keep
	verdicts map[portKey]verdict         // that were kept, those without errors left out
	known    map[string]bool             // packages whose verdicts were kept

	phases []Phase
	began  time.Time // the last of them

	done, tasks int        // see Progress
	finished    []finished // of the plan for units
	cyclic      bool       // there is an error about a cycle

	cut     bool              // the checks were interrupted
	covered *classes.Coverage // then, what is finished
	open    map[string][]int  // and packages with errors that are not certain, with their ports

	whole     bool // what is checked now are packages with errors
	universes atomic.Int32
}

type classKey struct {
	path   string
	class  int
	narrow bool // int has 32 bits
}

type portKey struct {
	path string
	port int
}

// checkClasses checks every class of ports, the first time that it is called.
func (c *Checker) checkClasses(ctx context.Context) error {
	c.shared.once.Do(func() { c.shared.err = c.shareChecks(ctx) })
	return c.shared.err
}

func (c *Checker) shareChecks(ctx context.Context) error {
	s := &c.shared
	if err := c.divide(ctx); err != nil {
		return err
	}
	s.results = make(map[classKey]*Package)
	s.single = make(map[portKey]*Package)
	s.shown = make(map[string]*Package)

	c.phase("check each class")
	suspects, err := c.checkUnits(ctx)
	c.phase("check packages with errors")
	s.whole = true
	if err == nil {
		err = c.checkSuspects(ctx, suspects)
	}
	if err != nil {
		s.interrupt(suspects)
		return err
	}
	alone := c.doubtful()
	c.addCyclic(alone)
	err = c.inUniverses(ctx, alone, true, func(i int, o outcome) {
		if r := o.result; r != nil {
			r.Info, r.Types = nil, nil // what is shown is that of the class
		}
		s.single[portKey{o.task.Path, i}] = o.result
	})
	if err != nil {
		open := make(map[string][]int)
		for i, tasks := range alone {
			for path := range tasks {
				if _, ok := s.single[portKey{path, i}]; !ok {
					open[path] = append(open[path], i)
				}
			}
		}
		s.interrupt(open)
		return err
	}
	c.choose()
	c.phase("keep verdicts")
	c.keepVerdicts()
	c.settle()
	c.phase("look at each port")
	return nil
}

// finished is a task that is done on a port.
type finished struct {
	port int
	task *classes.Task
}

// interrupt finds out what is known although not everything was checked: what is
// finished, but for open packages, which have errors that are not certain.
func (s *shared) interrupt(open map[string][]int) {
	s.cut, s.open = true, open
	s.covered = s.engine.NewCoverage()
	for _, f := range s.finished {
		s.covered.Add(f.port, f.task)
	}
}

// isKnown reports whether all errors of a package on the i-th port are known.
func (s *shared) isKnown(path string, i int) bool {
	return !s.cut || !s.cyclic && s.covered.Has(path, i) && !slices.Contains(s.open[path], i)
}

// settle forgets how the ports were divided once there is a result for each, and
// what was read for the checks alone.
func (c *Checker) settle() {
	s := &c.shared
	s.settled = make(map[portKey]*Package)
	for i, port := range s.ports {
		for _, l := range c.List(port) {
			if r := s.at(l.ImportPath, i); r != nil {
				s.settled[portKey{l.ImportPath, i}] = r
			}
		}
	}
	s.counts = s.engine.Count()
	s.engine, s.results, s.finished = nil, nil, nil
	for _, p := range c.spent {
		c.drop(p)
	}
	c.spent = nil
	maps.DeleteFunc(c.files, func(key fileKey, _ *parsedFile) bool { return key.detail == bare })
}

// divide divides the ports into classes.
func (c *Checker) divide(ctx context.Context) error {
	s := &c.shared
	s.index = make(map[platform.Port]int)
	for port := range c.Ports.Ports() {
		s.index[port] = len(s.ports)
		s.ports = append(s.ports, port)
	}
	if !c.NoDeps {
		c.phase("read verdicts")
		c.recallVerdicts()
	}
	c.phase("parse")
	c.parseAll(ctx, s.ports)
	if err := ctx.Err(); err != nil {
		return err
	}
	if c.Derive != nil {
		c.phase("derive facts")
		c.Derive(ctx)
	}
	c.phase("divide into classes")
	s.engine = classes.New(classes.Config{
		Ports: s.ports,
		List:  c.List,
		Wants: func(l *modgraph.Package) (errors, bodies bool) { return c.wants(l), !isRecompiled(l) },
		Parse: func(l *modgraph.Package, name string) *ast.File {
			f, _ := c.parseFile(filepath.Join(l.Dir, name), c.detailOf(l))
			return f
		},
		Texts: func(l *modgraph.Package, name string) []classes.Text {
			return c.parsedFile(filepath.Join(l.Dir, name), c.detailOf(l)).texts
		},
		Key: func(_ platform.Port, l *modgraph.Package) string {
			return fmt.Sprint(l.DepOnly, l.ForTest, l.Name, goVersion(l.Module), len(l.CgoFiles) > 0)
		},
		ListKey: func(p platform.Port, l *modgraph.Package) string {
			key := "-"
			if mayHaveBodies(l) {
				key = "+"
			}
			if p.GOARCH == "wasm" && c.usesWasmImport(l) {
				key += "wasm"
			}
			return key
		},
	})
	return ctx.Err()
}

// wants reports whether a package is to be checked.
func (c *Checker) wants(l *modgraph.Package) bool {
	switch {
	case l.Standard || c.shared.known[l.ImportPath]:
		return false
	case c.NoDeps:
		return !l.DepOnly || l.Module != nil && l.Module.Main
	}
	return true
}

// keep keeps the result, if there is one, for the class of a package on the
// i-th port.
func (s *shared) keep(i int, o outcome) {
	if class, ok := s.engine.Class(o.task.Path, i); ok && o.result != nil {
		s.results[classKey{o.task.Path, class, is32Bit(s.ports[i])}] = o.result
	}
}

// of returns the result for the class of a package on the i-th port, or nil if
// it has no errors.
func (s *shared) of(path string, i int) *Package {
	class, ok := s.engine.Class(path, i)
	if !ok {
		return nil
	}
	return s.results[classKey{path, class, is32Bit(s.ports[i])}]
}

// at returns the result for a package on the i-th port, or nil if it has no
// errors.
func (s *shared) at(path string, i int) *Package {
	if s.engine == nil {
		return s.settled[portKey{path, i}]
	}
	if r, ok := s.single[portKey{path, i}]; ok {
		return r
	}
	return s.of(path, i)
}

func is32Bit(port platform.Port) bool { return platform.Is32Bit(port.GOARCH) }

// key is the same for packages with the same files.
func (p *Package) key() string { return p.Path + "\x00" + strings.Join(p.FileNames(), "\x00") }

// isRecompiled reports whether a package is compiled anew only because a test
// has another variant of what it imports: it has the errors that it has anyway.
func isRecompiled(l *modgraph.Package) bool {
	base, _, _ := strings.Cut(l.ImportPath, " ")
	return l.ForTest != "" && base != l.ForTest && base != l.ForTest+"_test"
}

// doubtful plans to check packages with errors whose texts may depend on the
// port on each port.
func (c *Checker) doubtful() classes.Plan {
	s := &c.shared
	plan := make(classes.Plan)
	for i, port := range s.ports {
		for _, l := range c.List(port) {
			if r := s.of(l.ImportPath, i); r != nil && slices.ContainsFunc(r.TypeErrors, isDoubtful) {
				plan.AddWhole(i, l.ImportPath)
			}
		}
	}
	return plan
}

// isDoubtful reports whether the text of an error may show more than what is
// observed of the declarations that it is about: the value of a constant, the
// fields of a type without a name, or, for a cycle, all of them. Types with a
// name go by that.
func isDoubtful(e types.Error) bool {
	if isUnused(e) || strings.HasPrefix(e.Msg, "declared and not used: ") {
		return false
	}
	for _, word := range []string{"constant", "overflow", "truncated", "out of bounds", "out of range", "duplicate", "struct{", "interface{", "array", "[", "size", "cycle", "refers to"} {
		if strings.Contains(e.Msg, word) {
			return true
		}
	}
	return false
}

// isMissing reports whether an error is that there is no such name, or package.
func isMissing(e types.Error) bool {
	return importErrorOf(e) != nil || strings.HasPrefix(e.Msg, "undefined: ") || strings.Contains(e.Msg, " undefined (type ") || strings.HasPrefix(e.Msg, "declared and not used: ")
}

// isCycle reports whether an error is about declarations that refer to
// themselves: those are all that go/types makes.
func isCycle(e types.Error) bool { return tellsOfCycle(e.Msg) }

func tellsOfCycle(message string) bool {
	for _, prefix := range []string{
		"illegal cycle in ", "initialization cycle", "instantiation cycle", "invalid cycle in ", "invalid recursive type",
	} {
		if strings.HasPrefix(message, prefix) {
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
	if !u.checker.wants(p.listed) {
		v := s.verdicts[portKey{p.Path, i}]
		if !unloadable(p.listed) {
			p.Errors = append(p.Errors, v.Syntax...)
		}
		u.imports(p)
		p.typeErrors(func() []Error { return v.Types })
		if len(p.Errors) == 0 {
			p.Errors = append(p.Errors, v.Late...)
		}
	} else {
		var late []Error
		u.parse(p)
		p.TypeErrors, late = s.errorsAt(p.Path, i)
		p.Unknown = !s.isKnown(p.Path, i)
		u.imports(p)
		p.typeErrors(func() []Error { return u.listTypeErrors(p) })
		if len(p.Errors) == 0 {
			p.Errors = append(p.Errors, late...)
		}
	}
	p.Types, p.Info, p.TypeErrors = nil, nil, nil
	if !p.Matched || p.Tested {
		p.Types, p.Info = u.checker.facade(p.Path).Package, new(types.Info)
		return
	}
	p.Shown = s.sets[p.Path]
	if shown := s.shown[p.key()]; shown != nil {
		u.checker.mu.Lock()
		p.Types, p.Info, p.Sizes, p.TypeErrors = shown.Types, shown.Info, shown.Sizes, shown.TypeErrors
		u.checker.mu.Unlock()
	}
}
