package stdlib

import (
	"go/ast"

	"github.com/xplatvet/xplatvet/internal/decl"
	"github.com/xplatvet/xplatvet/internal/platform"
)

// cgoDependent returns the exported functions and methods of a package whose
// behaviour depends on cgo, and on which ports, or nil if there are none.
//
// On a port pair, what a file declares depends on cgo if the pair builds the
// file with cgo on or with cgo off, but not both. A function depends on cgo if
// it mentions a name that does, on the ports that build the function. Methods
// are told apart by their name only, so a function may be counted that calls
// another method of that name; what is counted for net and os/user is tested
// against what their documentation says.
func cgoDependent(files []decl.File) *decl.Package {
	depends := make(map[string]platform.Set) // unqualified name of a function, method, variable or constant → ports
	type body struct {
		name, recv string
		built      platform.Set
		uses       map[string]bool
	}
	var bodies []body
	for _, f := range files {
		// Ports of pairs that build f with exactly one setting of cgo.
		differs := f.Built.AnyCgo().Minus(f.Built.BothCgo()).Intersect(bothExist)
		for _, d := range f.Syntax.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				b := body{name: d.Name.Name, built: f.Built.AnyCgo(), uses: uses(d)}
				if d.Recv != nil && len(d.Recv.List) == 1 {
					b.recv = receiver(d.Recv.List[0].Type)
				}
				bodies = append(bodies, b)
				if !differs.Empty() {
					depends[b.name] = depends[b.name].Union(differs)
				}
			case *ast.GenDecl:
				if differs.Empty() {
					continue
				}
				for _, spec := range d.Specs {
					if spec, ok := spec.(*ast.ValueSpec); ok {
						for _, n := range spec.Names {
							depends[n.Name] = depends[n.Name].Union(differs)
						}
					}
				}
			}
		}
	}
	if len(depends) == 0 {
		return nil
	}
	delete(depends, "_")
	delete(depends, "init")

	for changed := true; changed; {
		changed = false
		for _, b := range bodies {
			if b.name == "_" || b.name == "init" {
				continue
			}
			old := depends[b.name]
			set := old
			for u := range b.uses {
				set = set.Union(depends[u].Intersect(b.built))
			}
			if set != old {
				depends[b.name] = set
				changed = true
			}
		}
	}

	p := &decl.Package{Names: make(map[string]platform.Set)}
	for _, b := range bodies {
		if s := depends[b.name].Intersect(b.built); !s.Empty() && ast.IsExported(b.name) {
			name := b.name
			if b.recv != "" {
				if !ast.IsExported(b.recv) {
					continue
				}
				name = b.recv + "." + b.name
			}
			p.Names[name] = p.Names[name].Union(s)
		}
	}
	if len(p.Names) == 0 {
		return nil
	}
	return p
}

// bothExist is the ports of the pairs that can be built with cgo on and off.
var bothExist = platform.All().BothCgo()

// uses returns the names that a function mentions.
func uses(d *ast.FuncDecl) map[string]bool {
	names := make(map[string]bool)
	if d.Body != nil {
		ast.Inspect(d.Body, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				names[id.Name] = true
			}
			return true
		})
	}
	return names
}

// receiver returns the name of the type under a receiver's pointer.
func receiver(x ast.Expr) string {
	if star, ok := x.(*ast.StarExpr); ok {
		x = star.X
	}
	if id, ok := x.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}
