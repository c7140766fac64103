package matrix

import (
	"context"
	"go/types"
	"runtime"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/xplatvet/xplatvet/internal/classes"
	"github.com/xplatvet/xplatvet/internal/modgraph"
)

// An outcome is what came of a task.
type outcome struct {
	task   *classes.Task
	result *Package      // the whole package, if it has errors or is shown
	errors []types.Error // those that are no news of other units
	late   bool          // there are errors that the compiler finds once the types are right
}

// inUniverses does what is planned for each port in a universe of its own.
// With all, nothing of what is needed for it is left out.
func (c *Checker) inUniverses(ctx context.Context, plan classes.Plan, all bool, take func(int, outcome)) error {
	var mu sync.Mutex
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	c.proceed(0, plan.Tasks())
	for i, tasks := range plan {
		g.Go(func() error {
			mu.Lock()
			slice := c.shared.engine.Slice(i, tasks, all)
			mu.Unlock()
			return c.inUniverse(ctx, i, tasks, slice, all, func(o outcome) {
				mu.Lock()
				defer mu.Unlock()
				take(i, o)
				c.proceed(1, 0)
			})
		})
	}
	return g.Wait()
}

// proceed tells of tasks that were done or are to be done besides.
func (c *Checker) proceed(done, more int) {
	s := &c.shared
	s.done += done
	s.tasks += more
	if c.Progress != nil {
		c.Progress(s.done, s.tasks)
	}
}

func (c *Checker) inUniverse(ctx context.Context, i int, tasks map[string]*classes.Task, slice *classes.Slice, all bool, take func(outcome)) error {
	c.shared.universes.Add(1)
	port := c.shared.ports[i]
	pkgs := c.List(port)
	u := c.universe(port, pkgs)
	for _, l := range pkgs {
		if err := ctx.Err(); err != nil {
			return err
		}
		p := u.newPackage(l)
		switch t := tasks[l.ImportPath]; {
		case l.ImportPath == "unsafe":
			p.Types = types.Unsafe
		case len(l.GoFiles)+len(l.CgoFiles) == 0:
		case t != nil:
			take(u.do(p, i, t, slice, all))
		default:
			if files := slice.Files(l.ImportPath); files != nil {
				u.typecheckFiles(p, files, true, nil)
				p.TypeErrors = nil
			} else {
				path, _, _ := strings.Cut(l.ImportPath, " ")
				p.Types = types.NewPackage(path, l.Name)
				p.Types.MarkComplete()
			}
			p.Types.SetImports(u.imported(l)) // those of files without declarations too
		}
		u.pkgs[l.ImportPath] = p
	}
	return nil
}

// do does a task.
func (u *universe) do(p *Package, i int, t *classes.Task, slice *classes.Slice, all bool) outcome {
	o := outcome{task: t}
	if t.Whole {
		u.parse(p)
		u.typecheck(p, u.checker.isShown(p, u.port))
		o.errors = p.TypeErrors
		u.findLate(p)
		if p.Info != nil || len(o.errors)+len(p.late) > 0 {
			kept := *p
			o.result = &kept
		}
	} else {
		files, counts := slice.TaskFiles(p.Path)
		u.typecheckFiles(p, files, false, nil)
		for _, e := range p.TypeErrors {
			if counts(e.Pos, isUnused(e)) {
				o.errors = append(o.errors, e)
			}
		}
	}
	o.late = len(p.late) > 0
	p.Info, p.Files = nil, nil
	return o
}

// findLate sets what the compiler complains of once the types are right, of
// files that are parsed.
func (u *universe) findLate(p *Package) {
	bare := *p
	bare.Errors = nil
	u.missingBodies(&bare)
	p.late = bare.Errors
}

// isUnused reports whether an error is that an import is not used.
func isUnused(e types.Error) bool {
	return strings.HasPrefix(e.Msg, `"`) && strings.HasSuffix(e.Msg, " and not used")
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
