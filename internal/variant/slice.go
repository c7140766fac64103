package variant

import (
	"go/ast"
	"go/token"
	"hash/maphash"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/internal/decl"
	"github.com/xplatvet/xplatvet/platform"
)

// isUniform reports whether nothing can differ between ports, as in most packages:
// all that build any of the files build all of them, and these say nothing that
// depends on the size of words, or that is not the same in another package. All
// ports are then of one class.
func isUniform(files []decl.File, ports platform.Set, imports Imports) bool {
	var built platform.Set
	for _, f := range files {
		built = built.Union(f.Built.Intersect(ports))
	}
	for _, f := range files {
		if f.Built.Overlaps(ports) && !built.SubsetOf(f.Built) {
			return false
		}
	}
	type name struct{ path, name string }
	same := make(map[name]bool)
	uniform := true
	for _, f := range files {
		if !f.Built.Overlaps(ports) {
			continue
		}
		paths := importsOf(f.Syntax)
		if paths["."] != "" {
			return false // any name may be of another package
		}
		outsideBodies(f.Syntax, func(n ast.Node) {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				if mentionsSize(n) {
					uniform = false
				}
				if id, ok := n.X.(*ast.Ident); ok && paths[id.Name] != "" {
					of := name{paths[id.Name], n.Sel.Name}
					ok, known := same[of]
					if !known {
						ok = !imports.vary(of.path, of.name, built)
						same[of] = ok
					}
					uniform = uniform && ok
				}
			case *ast.UnaryExpr:
				if n.Op == token.XOR {
					uniform = false
				}
			}
		})
		if !uniform {
			return false
		}
	}
	return true
}

// mentionsSize reports whether sel may be a function of unsafe that tells a size.
func mentionsSize(sel *ast.SelectorExpr) bool { return isSize(sel.Sel.Name) }

func isSize(name string) bool { return name == "Sizeof" || name == "Alignof" || name == "Offsetof" }

// An item is one declaration: a function, a method, the names of one
// specification, or a group of constants that depend on each other.
type item struct {
	file  *decl.File
	names []string // of a method "Type.Method"
	decl  ast.Decl // of which it is a part if spec is not nil
	spec  ast.Spec
	ids   []string // identifiers that it mentions, outside of function bodies
	hash  uint64   // the same for items that say the same of their names

	wordy   bool // it may depend on the size of words
	foreign bool // it mentions something of another package that is not the same everywhere
}

// part returns the declaration that the item is, or that its part of one would be
// by itself.
func (it *item) part() ast.Decl {
	d, ok := it.decl.(*ast.GenDecl)
	if !ok || it.spec == nil || len(d.Specs) == 1 {
		return it.decl
	}
	return &ast.GenDecl{TokPos: d.TokPos, Tok: d.Tok, Lparen: d.Lparen, Specs: []ast.Spec{it.spec}, Rparen: d.Rparen}
}

// slicer finds the items of a slice.
type slicer struct {
	imports Imports
	ports   platform.Set
	items   []*item
	byName  map[string][]*item
	methods map[string][]*item // by type
	built   map[string]platform.Set
	seed    maphash.Seed
	room    room
}

// A room is allocated at once for what there is thousands of.
type room struct {
	items []item
	lists []*item
	names []string
}

// item returns a copy of it.
func (r *room) item(it item) *item {
	if len(r.items) == 0 {
		r.items = make([]item, 64)
	}
	p := &r.items[0]
	r.items = r.items[1:]
	*p = it
	return p
}

// add appends an item to a list.
func (r *room) add(list []*item, it *item) []*item {
	if list != nil {
		return append(list, it)
	}
	if len(r.lists) == 0 {
		r.lists = make([]*item, 64)
	}
	list = r.lists[:1:1]
	r.lists = r.lists[1:]
	list[0] = it
	return list
}

// name returns a list of one name.
func (r *room) name(name string) []string {
	if len(r.names) == 0 {
		r.names = make([]string, 64)
	}
	list := r.names[:1:1]
	r.names = r.names[1:]
	list[0] = name
	return list
}

// sliceOf returns the files of a package with what tells what differs between
// ports: the declarations that may, and those that they need to be understood.
// To check the others would be to find out that they are the same everywhere.
// Files without any are left out. It also reports whether some may depend on the
// size of words.
func sliceOf(files []decl.File, ports platform.Set, imports Imports) (sliced []decl.File, wordy bool) {
	s := &slicer{
		imports: imports, ports: ports,
		byName:  make(map[string][]*item),
		methods: make(map[string][]*item),
		built:   make(map[string]platform.Set),
		seed:    maphash.MakeSeed(),
	}
	whole := false
	for i := range files {
		if files[i].Built.Overlaps(ports) {
			whole = s.file(&files[i]) || whole
		}
	}
	chosen := make(map[*item]bool)
	var work []*item
	add := func(list []*item) {
		for _, it := range list {
			if !chosen[it] {
				chosen[it] = true
				work = append(work, it)
			}
		}
	}
	if whole {
		add(s.items)
	} else {
		add(s.varying())
	}
	for len(work) > 0 {
		it := work[len(work)-1]
		work = work[:len(work)-1]
		for _, name := range it.names {
			add(s.byName[name])
			add(s.methods[name])
			if typ, _, ok := strings.Cut(name, "."); ok {
				add(s.byName[typ])
			}
		}
		for _, id := range it.ids {
			add(s.byName[id])
		}
	}
	var last *decl.File
	for _, it := range s.items { // in the order of the files
		if !chosen[it] {
			continue
		}
		wordy = wordy || it.wordy
		if it.file != last {
			last = it.file
			tree := *last.Syntax
			tree.Decls = nil
			for _, d := range last.Syntax.Decls {
				if gen, ok := d.(*ast.GenDecl); ok && gen.Tok == token.IMPORT {
					tree.Decls = append(tree.Decls, d)
				}
			}
			sliced = append(sliced, decl.File{Syntax: &tree, Built: last.Built})
		}
		tree := sliced[len(sliced)-1].Syntax
		tree.Decls = append(tree.Decls, it.part())
	}
	return sliced, wordy
}

// file takes the items of a file. It reports whether any of them may mean
// anything, because of a dot import.
func (s *slicer) file(f *decl.File) (whole bool) {
	imports := importsOf(f.Syntax)
	for _, spec := range f.Syntax.Imports {
		whole = whole || spec.Name != nil && spec.Name.Name == "."
	}
	for _, d := range f.Syntax.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			name := d.Name.Name
			if d.Recv != nil {
				name = decl.Receiver(d) + "." + name
			}
			s.item(f, imports, d, nil, s.room.name(name))
		case *ast.GenDecl:
			switch {
			case d.Tok == token.IMPORT:
			case d.Tok == token.CONST && hasImplicit(d):
				var names []string
				for _, spec := range d.Specs {
					for _, id := range spec.(*ast.ValueSpec).Names {
						names = append(names, id.Name)
					}
				}
				s.item(f, imports, d, nil, names)
			default:
				for _, spec := range d.Specs {
					var names []string
					switch spec := spec.(type) {
					case *ast.TypeSpec:
						names = s.room.name(spec.Name.Name)
					case *ast.ValueSpec:
						names = s.room.name(spec.Names[0].Name)
						for _, id := range spec.Names[1:] {
							names = append(names, id.Name)
						}
					}
					s.item(f, imports, d, spec, names)
				}
			}
		}
	}
	return whole
}

// item adds an item: the declaration, or if spec is not nil that part of it.
func (s *slicer) item(f *decl.File, imports map[string]string, d ast.Decl, spec ast.Spec, names []string) {
	it := s.room.item(item{file: f, names: names, decl: d, spec: spec})
	if lit := literalOf(spec); lit != nil {
		it.hash = maphash.String(s.seed, lit.Value)
	} else if pkg, name, lit := madeOf(spec); pkg != nil && imports[pkg.Name] != "" && !isSize(name.Name) {
		var h maphash.Hash
		h.SetSeed(s.seed)
		for _, text := range []string{imports[pkg.Name], name.Name, lit.Value} {
			h.WriteString(text)
			h.WriteByte('(')
		}
		it.hash = h.Sum64()
		it.ids = s.room.name(pkg.Name)
		it.foreign = s.imports.vary(imports[pkg.Name], name.Name, s.ports.Intersect(f.Built))
	} else {
		var h maphash.Hash
		h.SetSeed(s.seed)
		if spec != nil {
			s.scan(it, imports, &h, spec)
		} else {
			s.scan(it, imports, &h, d)
		}
		it.hash = h.Sum64()
	}
	s.items = append(s.items, it)
	for i, name := range names {
		if typ, _, ok := strings.Cut(name, "."); ok {
			s.methods[typ] = s.room.add(s.methods[typ], it)
		}
		if i == 0 || name != names[i-1] {
			s.byName[name] = s.room.add(s.byName[name], it)
		}
		s.built[name] = s.built[name].Union(f.Built)
	}
}

// literalOf returns what a specification such as "X = 1" gives to its only name, or
// nil if it is another one.
func literalOf(spec ast.Spec) *ast.BasicLit {
	v, ok := spec.(*ast.ValueSpec)
	if !ok || v.Type != nil || len(v.Names) != 1 || len(v.Values) != 1 {
		return nil
	}
	lit, _ := v.Values[0].(*ast.BasicLit)
	return lit
}

// madeOf takes a specification such as "X = p.T(1)" apart; pkg is nil if it is
// another one.
func madeOf(spec ast.Spec) (pkg, name *ast.Ident, lit *ast.BasicLit) {
	v, ok := spec.(*ast.ValueSpec)
	if !ok || v.Type != nil || len(v.Names) != 1 || len(v.Values) != 1 {
		return nil, nil, nil
	}
	call, ok := v.Values[0].(*ast.CallExpr)
	if !ok || len(call.Args) != 1 {
		return nil, nil, nil
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return nil, nil, nil
	}
	lit, ok = call.Args[0].(*ast.BasicLit)
	if !ok {
		return nil, nil, nil
	}
	pkg, _ = sel.X.(*ast.Ident)
	return pkg, sel.Sel, lit
}

// scan fills in what an item is made of. The names of parameters, and what is in
// function bodies, make no difference.
func (s *slicer) scan(it *item, imports map[string]string, h *maphash.Hash, n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case nil:
			h.WriteByte(')')
			return false
		case *ast.BlockStmt, *ast.CommentGroup:
			return false
		case *ast.FuncDecl:
			if n.Recv != nil {
				for _, f := range n.Recv.List {
					s.scan(it, imports, h, f.Type)
				}
			}
			s.scan(it, imports, h, n.Type)
			return false
		case *ast.FuncType:
			if n.TypeParams != nil {
				break
			}
			for _, list := range []*ast.FieldList{n.Params, n.Results} {
				h.WriteByte('(')
				if list == nil {
					continue
				}
				for _, f := range list.List {
					for range max(1, len(f.Names)) {
						h.WriteByte(',')
						s.scan(it, imports, h, f.Type)
					}
				}
			}
			return false
		case *ast.SelectorExpr:
			it.wordy = it.wordy || mentionsSize(n)
			id, ok := n.X.(*ast.Ident)
			path := ""
			if ok {
				path = imports[id.Name]
			}
			if path == "" {
				break
			}
			h.WriteString(path + "." + n.Sel.Name)
			it.ids = append(it.ids, id.Name) // it may be something else after all
			it.foreign = it.foreign || s.imports.vary(path, n.Sel.Name, s.ports.Intersect(it.file.Built))
			return false
		case *ast.Ident:
			h.WriteString(n.Name)
			it.ids = append(it.ids, n.Name)
		case *ast.BasicLit:
			h.WriteString(n.Value)
		case *ast.UnaryExpr:
			it.wordy = it.wordy || n.Op == token.XOR
			h.WriteByte(byte(n.Op))
		case *ast.BinaryExpr:
			h.WriteByte(byte(n.Op))
		case *ast.GenDecl:
			h.WriteByte(byte(n.Tok))
		case *ast.ChanType:
			h.WriteByte(byte(n.Dir))
		case *ast.TypeSpec:
			if n.Assign.IsValid() {
				h.WriteByte('=')
			}
		}
		// The kind of node, and where it begins and ends.
		h.WriteByte(kindOf(n))
		h.WriteByte('(')
		return true
	})
}

// kindOf tells the nodes apart that types and values are made of.
func kindOf(n ast.Node) byte {
	switch n.(type) {
	case *ast.StarExpr:
		return '*'
	case *ast.ArrayType:
		return '['
	case *ast.MapType:
		return 'm'
	case *ast.StructType:
		return 's'
	case *ast.InterfaceType:
		return 'i'
	case *ast.Ellipsis:
		return '.'
	case *ast.CompositeLit:
		return '{'
	case *ast.CallExpr:
		return 'c'
	case *ast.FuncLit, *ast.FuncType:
		return 'f'
	case *ast.ValueSpec:
		return 'v'
	case *ast.TypeSpec:
		return 't'
	}
	return ' '
}

// varying returns the items whose names may not have the same type on all
// ports, or the same value.
func (s *slicer) varying() []*item {
	varies := make(map[string]bool)
	var list []*item
	seen := make(map[*item]bool)
	var work []string
	var vary func(it *item)
	name := func(name string) {
		if !varies[name] {
			varies[name] = true
			work = append(work, name)
		}
	}
	vary = func(it *item) {
		if seen[it] {
			return
		}
		seen[it] = true
		list = append(list, it)
		for _, n := range it.names {
			name(n)
			if _, method, ok := strings.Cut(n, "."); ok {
				name(method) // of what is said to be the result of a call
			}
		}
	}
	for _, it := range s.items {
		on := it.file.Built.Intersect(s.ports)
		if it.wordy || it.foreign || slices.ContainsFunc(it.ids, func(id string) bool {
			built, ok := s.built[id]
			return ok && !on.SubsetOf(built)
		}) {
			vary(it)
		}
	}
	for n, items := range s.byName {
		for _, it := range items[1:] {
			if it.hash != items[0].hash {
				for _, it := range items {
					vary(it)
				}
				break
			}
		}
		if typ, method, ok := strings.Cut(n, "."); ok && !s.built[typ].Intersect(s.ports).SubsetOf(s.built[n]) {
			name(method)
		}
	}
	var users map[string][]*item
	if len(work) > 0 {
		users = s.users()
	}
	for len(work) > 0 {
		n := work[len(work)-1]
		work = work[:len(work)-1]
		for _, it := range s.byName[n] {
			vary(it)
		}
		for _, it := range users[n] {
			vary(it)
		}
	}
	return list
}

// users returns the items that mention a name that may vary, by that.
func (s *slicer) users() map[string][]*item {
	users := make(map[string][]*item, len(s.byName))
	for name := range s.byName {
		users[name] = nil
		if _, method, ok := strings.Cut(name, "."); ok {
			users[method] = nil
		}
	}
	for _, it := range s.items {
		for _, id := range it.ids {
			if list, ok := users[id]; ok && (len(list) == 0 || list[len(list)-1] != it) {
				users[id] = s.room.add(list, it)
			}
		}
	}
	return users
}
