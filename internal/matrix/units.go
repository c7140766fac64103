package matrix

import (
	"context"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/internal/classes"
)

// checkUnits checks each class of each unit once, and returns the packages in
// which there is an error, with the ports, by index, on which there may be one.
func (c *Checker) checkUnits(ctx context.Context) (suspects map[string][]int, err error) {
	s := &c.shared
	suspects = make(map[string][]int)
	err = c.inUniverses(ctx, s.engine.Cover(c.portsShown()), false, func(i int, o outcome) {
		s.keep(i, o)
		on := make(map[int]bool)
		for _, e := range o.errors {
			for _, k := range s.engine.Alike(i, o.task.Path, e.Pos, strings.HasSuffix(e.Msg, unused)) {
				on[k] = true
			}
		}
		if o.late {
			for _, k := range s.engine.Alike(i, o.task.Path, token.NoPos, false) {
				on[k] = true
			}
		}
		if len(on) > 0 {
			suspects[o.task.Path] = append(suspects[o.task.Path], slices.Collect(maps.Keys(on))...)
		}
	})
	return suspects, err
}

// checkSuspects checks packages as a whole on the ports given, once for each
// class.
//
// A package that has other errors where int has 32 bits than where it has 64
// may have other types there, so that all that import it are then checked on
// both, too.
func (c *Checker) checkSuspects(ctx context.Context, suspects map[string][]int) error {
	s := &c.shared
	check := func(plan classes.Plan) error { return c.inUniverses(ctx, s.without(plan), false, s.keep) }
	if len(suspects) == 0 {
		return nil
	}
	if err := check(s.engine.CoverWhole(suspects)); err != nil {
		return err
	}
	differ := make(map[string]bool)
	for key, r := range s.results {
		if key.narrow {
			continue
		}
		if other := s.results[classKey{key.path, key.class, true}]; other != nil && !sameErrors(r, other) {
			differ[key.path] = true
		}
	}
	if len(differ) == 0 {
		return nil
	}
	importers := make(map[string][]int)
	for i, port := range s.ports {
		for _, l := range c.graph.List(port) {
			for _, path := range l.Imports {
				if mapped, ok := l.ImportMap[path]; ok {
					path = mapped
				}
				if differ[path] {
					differ[l.ImportPath] = true
				}
			}
			if differ[l.ImportPath] {
				importers[l.ImportPath] = append(importers[l.ImportPath], i)
			}
		}
	}
	return check(s.engine.CoverWhole(importers))
}

// without returns a plan for whole packages without what there are results for.
func (s *shared) without(plan classes.Plan) classes.Plan {
	rest := make(classes.Plan)
	for i, tasks := range plan {
		for path := range tasks {
			if s.of(path, i) == nil {
				rest.AddWhole(i, path)
			}
		}
	}
	return rest
}

func sameErrors(a, b *Package) bool {
	return slices.EqualFunc(a.TypeErrors, b.TypeErrors, func(x, y types.Error) bool { return x.Pos == y.Pos && x.Msg == y.Msg })
}
