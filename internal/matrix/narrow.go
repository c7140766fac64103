package matrix

import (
	"context"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"math"
	"slices"
)

// checkNarrow checks packages once more where int has 32 bits, if that may be
// a difference to where it has 64 and they were checked.
//
// The value of a constant is a difference only if it is computed with ^ or
// sizes, which classes knows, or, on the way or in the end, needs more than 32
// bits: that is looked for. A package that has other errors then may have other
// types, so that all that import it are checked too.
func (c *Checker) checkNarrow(ctx context.Context, cover map[int][]string) error {
	s := &c.shared
	done := make(map[classKey]bool)
	run := func(affected func(string, *result) bool) error {
		work := make(map[int][]string)
		for i, paths := range cover {
			for _, path := range paths {
				class, _ := s.engine.Class(path, i)
				key := classKey{path, class, true}
				k := s.engine.Narrow(path, i)
				if r := s.results[classKey{path, class, false}]; k >= 0 && r != nil && !done[key] && affected(path, r) {
					done[key] = true
					work[k] = append(work[k], path)
				}
			}
		}
		return c.inUniverses(ctx, work, false, s.take(true))
	}
	err := run(func(_ string, r *result) bool { return r.wordy || len(r.TypeErrors) > 0 })
	if err != nil {
		return err
	}
	differ := make(map[string]bool)
	for key, r := range s.results {
		if key.narrow && !sameErrors(r, s.results[classKey{key.path, key.class, false}]) {
			differ[key.path] = true
		}
	}
	if len(differ) == 0 {
		return nil
	}
	for _, port := range s.ports {
		for _, l := range c.graph.List(port) {
			for _, path := range l.Imports {
				if mapped, ok := l.ImportMap[path]; ok {
					path = mapped
				}
				if differ[path] {
					differ[l.ImportPath] = true
				}
			}
		}
	}
	return run(func(path string, _ *result) bool { return differ[path] })
}

func sameErrors(a, b *result) bool {
	return slices.EqualFunc(a.TypeErrors, b.TypeErrors, func(x, y types.Error) bool { return x.Pos == y.Pos && x.Msg == y.Msg })
}

// isWordy reports whether constants of a package, or of expressions in it,
// may be other ones, or be invalid, where int has 32 bits.
func isWordy(p *Package) bool {
	for _, tv := range p.Info.Types {
		if tv.Value != nil && isLong(tv.Type, tv.Value) {
			return true
		}
	}
	for _, obj := range p.Info.Defs {
		if c, ok := obj.(*types.Const); ok && isLong(c.Type(), c.Val()) {
			return true
		}
	}
	// Of an expression that is repeated for several constants go/types records
	// the last value.
	return slices.ContainsFunc(p.Files, repeatsTyped)
}

// isLong reports whether the value of a constant does not fit in 32 bits
// though its type may have no more.
func isLong(t types.Type, v constant.Value) bool {
	unsigned := false
	if b, ok := t.Underlying().(*types.Basic); ok {
		switch b.Kind() {
		case types.Int64, types.Uint64, types.Float32, types.Float64, types.Complex64, types.Complex128, types.String, types.Bool:
			return false
		case types.Uint, types.Uintptr:
			unsigned = true
		}
	}
	if v.Kind() != constant.Int && v.Kind() != constant.Float && v.Kind() != constant.Complex {
		return false
	}
	v = constant.ToInt(v)
	if v.Kind() != constant.Int {
		return false
	}
	n, exact := constant.Int64Val(v)
	if unsigned {
		return !exact || n < 0 || n > math.MaxUint32
	}
	return !exact || n < math.MinInt32 || n > math.MaxInt32
}

// repeatsTyped reports whether a file has a group of constants that repeats an
// expression of which a part may have a type.
func repeatsTyped(f *ast.File) bool {
	found := false
	ast.Inspect(f, func(n ast.Node) bool {
		d, ok := n.(*ast.GenDecl)
		if !ok || d.Tok != token.CONST {
			return !found
		}
		var last *ast.ValueSpec
		for _, spec := range d.Specs {
			s, ok := spec.(*ast.ValueSpec)
			if !ok {
				continue
			}
			if len(s.Values) > 0 || s.Type != nil {
				last = s
			} else if last != nil && slices.ContainsFunc(last.Values, hasName) {
				found = true
			}
		}
		return !found
	})
	return found
}

// hasName reports whether an expression has a name other than iota.
func hasName(x ast.Expr) bool {
	found := false
	ast.Inspect(x, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Name != "iota" {
			found = true
		}
		return !found
	})
	return found
}
