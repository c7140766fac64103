package stdlib

import (
	"go/ast"
	"strings"

	"github.com/xplatvet/xplatvet/internal/decl"
	"github.com/xplatvet/xplatvet/platform"
)

// cgoDependent returns the exported functions and methods of a package whose
// behaviour depends on cgo, and on which ports, or nil if there are none.
//
// On a port pair, what a file declares depends on cgo if the pair builds the
// file with cgo on or with cgo off, but not both. A function depends on cgo if
// it mentions something that does, on the ports that build the function.
// A method is identified by its type if it is called on the receiver of the
// method at hand, else by its name, if only one type has a method of that
// name. What is found for net and os/user is tested against their documentation.
func cgoDependent(files []decl.File) *decl.Package {
	g := cgoGraph{
		depends: make(map[string]platform.Set),
		common:  make(map[string]bool),
		owner:   make(map[string]string),
	}
	for _, f := range files {
		g.survey(f)
	}
	for _, f := range files {
		g.add(f)
	}
	if len(g.depends) == 0 {
		return nil
	}
	g.propagate()

	p := &decl.Package{Names: make(map[string]platform.Set)}
	for _, fn := range g.funcs {
		recv, _, isMethod := strings.Cut(fn.name, ".")
		if isMethod && !ast.IsExported(recv) || !ast.IsExported(fn.name[strings.LastIndexByte(fn.name, '.')+1:]) {
			continue
		}
		if s := g.depends[fn.name].Intersect(fn.built); !s.Empty() {
			p.Names[fn.name] = p.Names[fn.name].Union(s)
		}
	}
	if len(p.Names) == 0 {
		return nil
	}
	return p
}

// A cgoGraph holds the functions of a package and what depends on cgo so far.
type cgoGraph struct {
	funcs   []function
	depends map[string]platform.Set // function, "Type.method", variable or constant → ports
	common  map[string]bool         // types declared in files that do not depend on cgo
	owner   map[string]string       // method → the type that has it, "" if several do
}

type function struct {
	name  string // "f" or "Type.method"
	built platform.Set
	uses  map[string]bool // keys of depends
}

// bothExist is the ports of the pairs that can be built with cgo on and off.
var bothExist = platform.All().BothCgo()

// differs returns the ports of the pairs that build f with exactly one
// setting of cgo.
func (g *cgoGraph) differs(f decl.File) platform.Set {
	return f.Built.AnyCgo().Minus(f.Built.BothCgo()).Intersect(bothExist)
}

// survey records the types and methods of a file.
func (g *cgoGraph) survey(f decl.File) {
	differs := !g.differs(f).Empty()
	for _, d := range f.Syntax.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			_, typ := receiver(d)
			if typ == "" {
				continue
			}
			if old, ok := g.owner[d.Name.Name]; ok && old != typ {
				typ = ""
			}
			g.owner[d.Name.Name] = typ
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				if spec, ok := spec.(*ast.TypeSpec); ok && !differs {
					g.common[spec.Name.Name] = true
				}
			}
		}
	}
}

func (g *cgoGraph) add(f decl.File) {
	differs := g.differs(f)
	for _, d := range f.Syntax.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			fn := function{name: d.Name.Name, built: f.Built.AnyCgo()}
			recvName, recvType := receiver(d)
			if d.Recv != nil {
				fn.name = recvType + "." + d.Name.Name
			}
			if fn.name == "init" || fn.name == "_" {
				continue
			}
			if recvType != "" && !g.common[recvType] {
				continue // reached through what makes values of the type
			}
			fn.uses = g.uses(d, recvName, recvType)
			g.funcs = append(g.funcs, fn)
			if !differs.Empty() {
				g.mark(fn.name, differs)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				if spec, ok := spec.(*ast.ValueSpec); ok && !differs.Empty() {
					for _, n := range spec.Names {
						g.mark(n.Name, differs)
					}
				}
			}
		}
	}
}

// mark adds ports to what depends on cgo, and reports whether that is news.
func (g *cgoGraph) mark(name string, ports platform.Set) bool {
	if name == "_" || ports.SubsetOf(g.depends[name]) {
		return false
	}
	g.depends[name] = g.depends[name].Union(ports)
	return true
}

func (g *cgoGraph) propagate() {
	for changed := true; changed; {
		changed = false
		for _, fn := range g.funcs {
			for u := range fn.uses {
				if g.mark(fn.name, g.depends[u].Intersect(fn.built)) {
					changed = true
				}
			}
		}
	}
}

// uses returns what a function mentions, as keys of depends.
func (g *cgoGraph) uses(d *ast.FuncDecl, recvName, recvType string) map[string]bool {
	names := make(map[string]bool)
	if d.Body == nil {
		return names
	}
	ast.Inspect(d.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && x.Name == recvName {
				names[recvType+"."+n.Sel.Name] = true
				return false
			}
			if typ := g.owner[n.Sel.Name]; typ != "" && (!connects(n.Sel.Name) || connects(d.Name.Name)) {
				names[typ+"."+n.Sel.Name] = true
			}
			ast.Inspect(n.X, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok {
					names[id.Name] = true
				}
				return true
			})
		case *ast.Ident:
			names[n.Name] = true
		}
		return true
	})
	return names
}

// connects reports whether a method of this name looks up its argument only if
// it is not a literal address. Where a package calls one for its own ends, as
// the resolver does to reach a DNS server, it is; so the callers do not depend
// on cgo because of it, unless they hand on an argument of their own.
func connects(method string) bool {
	return strings.HasPrefix(method, "Dial") || strings.HasPrefix(method, "Listen")
}

// receiver returns the names of a method's receiver and its type.
func receiver(d *ast.FuncDecl) (name, typ string) {
	typ = decl.Receiver(d)
	if typ != "" && len(d.Recv.List[0].Names) == 1 {
		name = d.Recv.List[0].Names[0].Name
	}
	return name, typ
}
