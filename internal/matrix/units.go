package matrix

import (
	"context"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"

	"github.com/xplatvet/xplatvet/internal/classes"
)

// checkUnits checks each class of each unit once. It returns the packages with
// errors that may be others elsewhere, with the ports, by index, on which there
// may be some.
func (c *Checker) checkUnits(ctx context.Context) (suspects map[string][]int, err error) {
	s := &c.shared
	s.certain = make(map[string][]certain)
	suspects = make(map[string][]int)
	err = c.inUniverses(ctx, s.engine.Cover(c.portsShown()), false, func(i int, o outcome) {
		path := o.task.Path
		s.keep(i, o)
		s.finished = append(s.finished, finished{i, o.task})
		for _, e := range o.errors {
			s.cyclic = s.cyclic || isCycle(e)
			on, elsewhere := s.engine.Alike(i, path, e.Pos, isUnused(e))
			if len(elsewhere) > 0 {
				suspects[path] = append(suspects[path], elsewhere...)
			}
			// Whether an import is used is not certain if there are errors, nor
			// is what follows from types that may be invalid where int has 32
			// bits certain where it has 64.
			narrow := is32Bit(s.ports[i]) && slices.ContainsFunc(on, func(k int) bool { return !is32Bit(s.ports[k]) })
			if isDoubtful(e) || isUnused(e) || narrow && !isMissing(e) {
				suspects[path] = append(suspects[path], on...)
			} else {
				s.certain[path] = append(s.certain[path], certain{e, on})
			}
		}
		if o.late {
			on, _ := s.engine.Alike(i, path, token.NoPos, false)
			suspects[path] = append(suspects[path], on...)
		}
	})
	for _, list := range s.engine.Lists() {
		if c.mayBeLate(list) {
			path := list.Package.ImportPath
			suspects[path] = append(suspects[path], list.On...)
		}
	}
	return suspects, err
}

// mayBeLate reports whether the compiler may complain of a list of files once
// the types are right.
func (c *Checker) mayBeLate(list classes.List) bool {
	u := &universe{checker: c, port: c.shared.ports[list.On[0]]}
	p := u.newPackage(list.Package)
	u.parse(p)
	if p.Name == "main" || slices.ContainsFunc(p.Files, func(f *ast.File) bool { return len(f.Comments) > 0 }) {
		p.Types = surface(p)
	}
	u.findLate(p)
	return len(p.late) > 0
}

// surface returns a package with the functions, variables and types that files
// declare. Of variables that certainly may hold files that are embedded it has
// the types; nothing else has one.
func surface(p *Package) *types.Package {
	pkg := types.NewPackage(p.Path, p.Name)
	type variable struct {
		*ast.ValueSpec
		file *ast.File
	}
	var variables []variable
	for _, f := range p.Files {
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil {
					pkg.Scope().Insert(types.NewFunc(d.Name.Pos(), pkg, d.Name.Name, nil))
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					switch spec := spec.(type) {
					case *ast.TypeSpec:
						pkg.Scope().Insert(types.NewTypeName(spec.Pos(), pkg, spec.Name.Name, nil))
					case *ast.ValueSpec:
						if d.Tok == token.VAR {
							variables = append(variables, variable{spec, f})
						}
					}
				}
			}
		}
	}
	for _, v := range variables {
		typ := types.Type(types.Typ[types.Invalid])
		if id, ok := v.Type.(*ast.Ident); ok && id.Name == "string" && pkg.Scope().Lookup("string") == nil {
			typ = types.Typ[types.String]
		}
		if sel, ok := v.Type.(*ast.SelectorExpr); ok && sel.Sel.Name == "FS" {
			if id, ok := sel.X.(*ast.Ident); ok && id.Name == "embed" && imports(v.file, "embed") {
				obj := types.NewTypeName(token.NoPos, types.NewPackage("embed", "embed"), "FS", nil)
				typ = types.NewNamed(obj, types.NewStruct(nil, nil), nil)
			}
		}
		for _, name := range v.Names {
			pkg.Scope().Insert(types.NewVar(name.Pos(), pkg, name.Name, typ))
		}
	}
	return pkg
}

// A certain is an error that is the same on some ports, by index.
type certain struct {
	types.Error
	on []int
}

// errorsAt returns the type errors of a package on the i-th port, and what the
// compiler finds besides if there are none.
func (s *shared) errorsAt(path string, i int) (list []types.Error, late []Error) {
	if r := s.at(path, i); r != nil {
		return r.TypeErrors, r.late
	}
	if _, alone := s.single[portKey{path, i}]; alone {
		return nil, nil
	}
	for _, e := range s.certain[path] {
		if slices.Contains(e.on, i) {
			list = append(list, e.Error)
		}
	}
	return list, nil
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
	return check(s.engine.CoverWhole(c.above(differ)))
}

// above returns some packages and those that need one of them, with the ports,
// by index, on which they are among these.
func (c *Checker) above(paths map[string]bool) map[string][]int {
	on := make(map[string][]int)
	for i, port := range c.shared.ports {
		above := maps.Clone(paths)
		for _, l := range c.List(port) {
			for _, path := range l.Imports {
				if above[l.Imported(path)] {
					above[l.ImportPath] = true
				}
			}
			if above[l.ImportPath] {
				on[l.ImportPath] = append(on[l.ImportPath], i)
			}
		}
	}
	return on
}

// addCyclic adds to a plan the check of packages with errors about cycles, and
// of those that need them, on every port. What is left out of an initialiser may
// be part of the cycle, so that their classes mean nothing.
func (c *Checker) addCyclic(plan classes.Plan) {
	s := &c.shared
	cyclic := make(map[string]bool)
	for _, r := range s.results {
		if slices.ContainsFunc(r.TypeErrors, isCycle) {
			cyclic[r.Path] = true
		}
	}
	for key, v := range s.verdicts {
		if slices.ContainsFunc(v.Types, func(e Error) bool { return tellsOfCycle(e.Message) }) {
			cyclic[key.path] = true
		}
	}
	if len(cyclic) == 0 {
		return
	}
	for path, on := range c.above(cyclic) {
		for _, i := range on {
			plan.AddWhole(i, path)
		}
	}
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
