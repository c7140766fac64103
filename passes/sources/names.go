package sources

import (
	"cmp"
	"go/ast"
	"go/types"
	"strconv"
	"strings"

	"github.com/xplatvet/xplatvet/internal/resolve"
)

// Uses calls visit for each identifier of f that must be declared by the
// package for f to compile, so far as syntax tells, in no particular order:
// neither local nor predeclared, nor what an import may stand for.
//
// There is nothing to visit if f has a dot import, which may stand for any
// name.
func (p *Package) Uses(f *File, visit func(*ast.Ident)) {
	imported := make(map[string]bool)
	var guesses []string
	for _, spec := range f.Syntax.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		switch {
		case err != nil:
		case spec.Name != nil && spec.Name.Name == ".":
			return
		case spec.Name != nil:
			imported[spec.Name.Name] = true
		default:
			if name := cmp.Or(p.imports[path], p.driverName(path)); name != "" {
				imported[name] = true
			} else {
				guesses = append(guesses, path)
			}
		}
	}
	mayBeImport := func(name string) bool {
		if imported[name] {
			return true
		}
		for _, path := range guesses { // as gopkg.in/yaml.v3 is yaml
			if strings.Contains(path, name) {
				return true
			}
		}
		return false
	}
	free := Once(p, freeKey{f.Syntax}, func() []*ast.Ident {
		var list []*ast.Ident
		resolve.Free(f.Syntax, func(id *ast.Ident) {
			if types.Universe.Lookup(id.Name) == nil {
				list = append(list, id)
			}
		})
		return list
	})
	for _, id := range free {
		if !mayBeImport(id.Name) {
			visit(id)
		}
	}
}

type freeKey struct{ tree *ast.File }
