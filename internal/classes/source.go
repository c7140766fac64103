package classes

import (
	"cmp"
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"

	xdecl "github.com/xplatvet/xplatvet/internal/decl"

	"github.com/xplatvet/xplatvet/internal/modgraph"
)

// A pkg is a package on all ports.
type pkg struct {
	path   string
	work   bool                // its errors are asked for
	number int                 // among those
	bodies bool                // those of function bodies too
	listed []*modgraph.Package // by port, nil where it is not listed

	indexed   bool
	files     []*file
	decls     map[string][]*decl // package-level names; methods are with their receiver's base type
	targets   map[string][]target
	importing map[string]mask // ports on which a file imports the path
	base      partition       // ports that resolve all imports alike

	asked, ignores bool // ignoresTarget
	keyed          bool
	keys           partition
	units          *units

	marks  map[string]int // names of its own by the last declaration that is known to mention them
	marked int            // the number of the declaration that is looked at

	clashing map[string]bool // see clashes; nil while nobody has asked

	folded map[string][]string // exported names by what is left of them without case
	seen   visibility
}

// A file is a source file of a package.
type file struct {
	name    string
	number  int // in the files of the package
	ast     *ast.File
	on      mask
	imports map[string][]string // written import paths by local name
	dots    []string            // written paths of dot imports

	mentioned []mention // by its declarations; nil while nobody has asked
	plain     []bool    // which of its declarations are plain; likewise
	texts     []Text    // of its declarations
	twins     []bool    // which of them have twins; nil if none has
	repeats   bool      // it imports a path twice, or "C"
}

// A target is a package that an import path stands for on some ports.
type target struct {
	pkg *pkg
	on  mask
}

// A decl is one declaration of a name, or of a method of it.
type decl struct {
	file *file
	at   int // number of the ast.Decl in the file

	fn *ast.FuncDecl

	typ *ast.TypeSpec

	group  *ast.GenDecl
	value  *ast.ValueSpec
	values *ast.ValueSpec // the spec that has type and values: value, or for constants an earlier one
	iota   int
	index  int // of the name in value
}

func (d *decl) isConst() bool { return d.value != nil && d.group.Tok == token.CONST }

// index reads the files of a package and records its declarations.
func (e *Engine) index(p *pkg) {
	if p.indexed {
		return
	}
	p.indexed = true
	p.targets = make(map[string][]target)
	p.importing = make(map[string]mask)
	p.marks = make(map[string]int)
	type list struct {
		first *string
		n     int
	}
	masks := make(map[list]*mask)
	var lists [][]string
	var order []*mask
	cgo := make(map[string]int)
	for i, l := range p.listed {
		if l == nil {
			continue
		}
		for k, names := range [][]string{l.GoFiles, l.CgoFiles} {
			if len(names) == 0 {
				continue
			}
			key := list{&names[0], len(names)}
			if masks[key] == nil {
				masks[key] = new(mask)
				lists, order = append(lists, names), append(order, masks[key])
				for _, name := range names {
					cgo[name] = k
				}
			}
			masks[key].add(i)
		}
	}
	byName := make(map[string]*file)
	for i, names := range lists {
		for _, name := range names {
			f := byName[name]
			if f == nil {
				f = &file{name: name}
				byName[name] = f
				p.files = append(p.files, f)
			}
			f.on = f.on.or(*order[i])
		}
	}
	slices.SortFunc(p.files, func(a, b *file) int { // as they are listed
		return cmp.Or(cgo[a.name]-cgo[b.name], strings.Compare(a.name, b.name))
	})
	for i, f := range p.files {
		f.number = i
		f.ast = e.cfg.Parse(e.anyListed(p), f.name)
		if f.ast != nil {
			e.readImports(p, f)
			if p.bodies && e.cfg.Texts != nil {
				f.texts = e.cfg.Texts(e.anyListed(p), f.name)
			}
		}
	}
	p.declare()
	p.methodsOfAliases()
	p.base = e.resolutions(p)
}

// listedOn returns the ports on which the package has Go files.
func (p *pkg) listedOn() mask {
	var on mask
	for i, l := range p.listed {
		if l != nil && len(l.GoFiles)+len(l.CgoFiles) > 0 {
			on.add(i)
		}
	}
	return on
}

func (e *Engine) anyListed(p *pkg) *modgraph.Package {
	for _, l := range p.listed {
		if l != nil {
			return l
		}
	}
	return nil
}

// readImports records the imports of a file.
func (e *Engine) readImports(p *pkg, f *file) {
	f.imports = make(map[string][]string)
	for i, spec := range f.ast.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue
		}
		f.repeats = f.repeats || path == "C" ||
			slices.ContainsFunc(f.ast.Imports[:i], func(other *ast.ImportSpec) bool { return other.Path.Value == spec.Path.Value })
		e.resolve(p, path)
		p.importing[path] = p.importing[path].or(f.on)
		switch {
		case spec.Name == nil:
			for _, name := range e.namesOf(p, path) {
				f.imports[name] = append(f.imports[name], path)
			}
		case spec.Name.Name == ".":
			f.dots = append(f.dots, path)
		case spec.Name.Name != "_":
			f.imports[spec.Name.Name] = append(f.imports[spec.Name.Name], path)
		}
	}
}

// resolve records the packages that an import path of p stands for.
func (e *Engine) resolve(p *pkg, path string) {
	if _, ok := p.targets[path]; ok || path == "C" {
		return
	}
	var list []target
	for i, l := range p.listed {
		if l == nil {
			continue
		}
		to := e.pkgs[l.Imported(path)]
		if to == nil || !e.importable(to, p, i) {
			continue
		}
		k := 0
		for k < len(list) && list[k].pkg != to {
			k++
		}
		if k == len(list) {
			list = append(list, target{pkg: to})
		}
		list[k].on.add(i)
	}
	p.targets[path] = list
}

// importable reports whether there is something of a package to be imported
// when p is checked: it has files, and comes before p, as it does unless there
// is an import cycle.
func (e *Engine) importable(to, p *pkg, i int) bool {
	l := to.listed[i]
	return l != nil && (len(l.GoFiles)+len(l.CgoFiles) > 0 || to.path == "unsafe") && e.pos[i][to] < e.pos[i][p]
}

// namesOf returns the names of the package clauses of what path stands for.
func (e *Engine) namesOf(p *pkg, path string) []string {
	if path == "C" || path == "unsafe" {
		return []string{path}
	}
	seen := make(map[string]bool)
	var names []string
	for _, t := range p.targets[path] {
		for i, l := range t.pkg.listed {
			if l != nil && t.on.has(i) && !seen[l.Name] {
				seen[l.Name] = true
				names = append(names, l.Name)
			}
		}
	}
	return names
}

// resolutions divides the ports by what the imports of p stand for.
func (e *Engine) resolutions(p *pkg) partition {
	base := coarsest
	for path, list := range p.targets {
		on := p.importing[path]
		if len(list) == 1 && on.within(list[0].on) && len(e.namesOf(p, path)) < 2 {
			continue
		}
		base = e.parts.meet(base, by(e.parts, func(i int) string {
			for _, t := range list {
				if on.has(i) && t.on.has(i) {
					return t.pkg.path + " " + t.pkg.listed[i].Name
				}
			}
			return ""
		}))
	}
	return base
}

// declare records the declarations of the files. There are many, so they are
// allocated together.
func (p *pkg) declare() {
	n := 0
	for _, f := range p.files {
		f.declare(func(string, decl) { n++ })
	}
	all, lists := make([]decl, n), make([]*decl, n)
	p.decls = make(map[string][]*decl, n)
	for _, f := range p.files {
		f.declare(func(name string, d decl) {
			n--
			all[n], lists[n] = d, &all[n]
			if known := p.decls[name]; known != nil {
				p.decls[name] = append(known, lists[n])
			} else {
				p.decls[name] = lists[n : n+1 : n+1]
			}
		})
	}
}

// declare calls add for each name that the file declares.
func (f *file) declare(add func(name string, d decl)) {
	if f.ast == nil {
		return
	}
	named := func(name *ast.Ident, d decl) {
		if name.Name != "_" {
			d.file = f
			add(name.Name, d)
		}
	}
	for at, d := range f.ast.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			switch {
			case d.Recv != nil:
				if name := xdecl.Receiver(d); name != "" && name != "_" {
					add(name, decl{file: f, at: at, fn: d})
				}
			case d.Name.Name != "init":
				named(d.Name, decl{at: at, fn: d})
			}
		case *ast.GenDecl:
			var last *ast.ValueSpec
			for i, s := range d.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					named(s.Name, decl{at: at, group: d, typ: s})
				case *ast.ValueSpec:
					if last == nil || d.Tok != token.CONST || s.Type != nil || len(s.Values) > 0 {
						last = s
					}
					for k, name := range s.Names {
						named(name, decl{at: at, group: d, value: s, values: last, iota: i, index: k})
					}
				}
			}
		}
	}
}

// exportedLike returns the exported names of the package that differ from name
// in case only.
func (p *pkg) exportedLike(name string) []string {
	fold := func(s string) string { return strings.ToLower(strings.ToUpper(s)) }
	if p.folded == nil {
		p.folded = make(map[string][]string)
		for s := range p.decls {
			if ast.IsExported(s) {
				key := fold(s)
				p.folded[key] = append(p.folded[key], s)
			}
		}
	}
	var list []string
	for _, s := range p.folded[fold(name)] {
		if s != name {
			list = append(list, s)
		}
	}
	return list
}

// methodsOfAliases gives methods that are declared with an alias as receiver
// to every type of the package that the alias mentions.
func (p *pkg) methodsOfAliases() {
	for changed := true; changed; {
		changed = false
		for name, list := range p.decls {
			for _, a := range list {
				if a.typ == nil || !a.typ.Assign.IsValid() {
					continue
				}
				for _, m := range list {
					if m.fn == nil || m.fn.Recv == nil {
						continue
					}
					ast.Inspect(a.typ.Type, func(n ast.Node) bool {
						id, ok := n.(*ast.Ident)
						if ok && id.Name != name && !holds(p.decls[id.Name], m) && len(p.decls[id.Name]) > 0 {
							p.decls[id.Name] = append(p.decls[id.Name], m)
							changed = true
						}
						return true
					})
				}
			}
		}
	}
}

func holds(list []*decl, d *decl) bool {
	for _, x := range list {
		if x == d {
			return true
		}
	}
	return false
}
