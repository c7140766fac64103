// Package closure follows imports.
package closure

import "go/types"

// Of returns pkg and the packages that it imports, directly or not, by path,
// as far as the types of pkg know them.
func Of(pkg *types.Package) map[string]*types.Package {
	m := make(map[string]*types.Package)
	var add func(*types.Package)
	add = func(p *types.Package) {
		if m[p.Path()] == nil {
			m[p.Path()] = p
			for _, imp := range p.Imports() {
				add(imp)
			}
		}
	}
	add(pkg)
	return m
}
