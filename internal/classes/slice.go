package classes

import (
	"go/ast"
	"go/token"
	"slices"

	xdecl "github.com/xplatvet/xplatvet/internal/decl"
)

// A Slice is the declarations that some packages need on one port.
type Slice struct {
	e     *Engine
	port  int
	need  map[*pkg]map[string]mode
	tasks map[string]*Task
	kept  map[ast.Decl]part // by the task that files are made for; else nil

	last  *pkg // that mentioned was called for
	found []place
}

// A place is where a declaration is: the numbers of its file and of itself in
// that. Places sort as declarations do.
type place uint64

func placeOf(f *file, index int) place { return place(f.number)<<32 | place(index) }

func (at place) index() int { return int(at & (1<<32 - 1)) }

// Slice returns what tasks on the i-th port need of other packages, and of
// their own if they are about units. With all, nothing of a type is left
// out that is needed.
func (e *Engine) Slice(i int, tasks map[string]*Task, all bool) *Slice {
	s := &Slice{e: e, port: i, need: make(map[*pkg]map[string]mode), tasks: tasks}
	seen := make(map[int32]bool)
	var stack []int32
	visit := func(n *node) {
		e.build(n)
		for _, ed := range n.edges {
			if ed.on.has(i) && !seen[ed.to] {
				seen[ed.to] = true
				stack = append(stack, ed.to)
			}
		}
	}
	for path, t := range tasks {
		p := e.pkgs[path]
		switch {
		case t.Whole && all:
			visit(e.nodes[e.node(nodeKey{pkg: p, mode: sizes})])
		case t.Whole:
			visit(e.nodes[e.node(nodeKey{pkg: p})])
		}
		for _, g := range t.groups {
			for _, u := range g.units {
				visit(u.node)
			}
		}
	}
	for len(stack) > 0 {
		n := e.nodes[stack[len(stack)-1]]
		stack = stack[:len(stack)-1]
		names := s.need[n.pkg]
		if names == nil {
			names = make(map[string]mode)
			s.need[n.pkg] = names
		}
		if old, ok := names[n.name]; !ok || old < n.mode {
			names[n.name] = n.mode
		}
		visit(n)
	}
	return s
}

// TaskFiles returns the files of a package for its task, which is not to check
// it whole. An error counts if counts says so of its place: elsewhere, things
// are missing that were checked on another port. An unused import may be used
// in a declaration that was left out.
func (s *Slice) TaskFiles(path string) (files []*ast.File, counts func(at token.Pos, unused bool) bool) {
	p, t := s.e.pkgs[path], s.tasks[path]
	s.kept, s.last = make(map[ast.Decl]part), nil
	done := make(map[*file]int)
	var parts []part
	for _, g := range t.groups {
		for _, u := range g.units {
			for _, x := range u.parts {
				if !x.file.on.has(s.port) {
					continue
				}
				if x.decl != nil {
					s.kept[x.decl] = x
				}
				if !u.twins {
					done[x.file]++
				}
				parts = append(parts, x)
			}
		}
	}
	defer func() { s.kept, s.last = nil, nil }()
	completed := make(map[*ast.File]map[string]bool) // with the import paths that are mentioned in what is left out
	for _, f := range p.files {
		switch {
		case !f.on.has(s.port):
		case done[f] == p.units.parts[f]:
			files = append(files, s.complete(p, f))
			completed[f.ast] = s.mentionedByTwins(p, f)
		default:
			files = append(files, s.cut(p, f))
		}
	}
	return files, func(at token.Pos, unused bool) bool {
		for _, x := range parts {
			if x.holds(at) {
				elsewhere, ok := completed[x.file.ast]
				return !unused || ok && !elsewhere[importAt(x.file.ast, at)]
			}
		}
		return false
	}
}

// complete returns a file with all declarations but those that have no errors,
// or twins, unless they are needed.
func (s *Slice) complete(p *pkg, f *file) *ast.File {
	lean := *f.ast
	lean.Decls = make([]ast.Decl, 0, len(f.ast.Decls))
	for i, d := range f.ast.Decls {
		if p.isPlain(f, i) || f.hasTwin(i) {
			d = s.decl(p, f, d)
		}
		if d != nil {
			lean.Decls = append(lean.Decls, d)
		}
	}
	return &lean
}

// Files returns the files of a package with the declarations that are needed,
// those that have some.
func (s *Slice) Files(path string) []*ast.File {
	p := s.e.pkgs[path]
	if p == nil || len(s.need[p]) == 0 {
		return nil
	}
	var files []*ast.File
	for _, f := range p.files {
		if f.ast == nil || !f.on.has(s.port) {
			continue
		}
		if cut := s.cut(p, f); slices.ContainsFunc(cut.Decls, func(d ast.Decl) bool { return !isImport(d) }) {
			files = append(files, cut)
		}
	}
	return files
}

// cut returns a file with the declarations that are needed.
func (s *Slice) cut(p *pkg, f *file) *ast.File {
	cut := &ast.File{
		Package: f.ast.Package, Name: f.ast.Name, Imports: f.ast.Imports,
		FileStart: f.ast.FileStart, FileEnd: f.ast.FileEnd, GoVersion: f.ast.GoVersion,
	}
	for _, d := range f.ast.Decls {
		if !isImport(d) {
			break // they come first
		}
		cut.Decls = append(cut.Decls, d)
	}
	found := s.mentioned(p)
	first, _ := slices.BinarySearch(found, placeOf(f, 0))
	for _, at := range found[first:] {
		if at >= placeOf(f, len(f.ast.Decls)) {
			break
		}
		if d := s.decl(p, f, f.ast.Decls[at.index()]); d != nil {
			cut.Decls = append(cut.Decls, d)
		}
	}
	return cut
}

// mentioned returns where the declarations of a package are of which something
// may be needed, few of many, in their order.
func (s *Slice) mentioned(p *pkg) []place {
	if p == s.last {
		return s.found
	}
	s.last, s.found = p, s.found[:0]
	for name := range s.need[p] {
		for _, d := range p.decls[name] {
			if d.file.on.has(s.port) {
				s.found = append(s.found, placeOf(d.file, d.at))
			}
		}
	}
	for _, x := range s.kept {
		s.found = append(s.found, placeOf(x.file, x.index))
	}
	slices.Sort(s.found)
	s.found = slices.Compact(s.found)
	return s.found
}

func (s *Slice) decl(p *pkg, f *file, d ast.Decl) ast.Decl {
	need := s.need[p]
	if _, ok := s.kept[d]; ok {
		return d
	}
	switch d := d.(type) {
	case *ast.FuncDecl:
		name := d.Name.Name
		if d.Recv != nil {
			name = xdecl.Receiver(d)
		}
		m, ok := need[name]
		if !ok || d.Recv == nil && name == "init" || !p.observed(&decl{fn: d}, m) {
			return nil
		}
		if s.kept != nil && d.Body != nil {
			return withoutBody(d)
		}
		return d
	case *ast.GenDecl:
		cut := &ast.GenDecl{TokPos: d.TokPos, Tok: d.Tok, Lparen: d.Lparen, Rparen: d.Rparen}
		switch d.Tok {
		case token.IMPORT:
			return d
		case token.TYPE:
			for _, spec := range d.Specs {
				if spec, ok := spec.(*ast.TypeSpec); ok {
					if m, ok := need[spec.Name.Name]; ok {
						cut.Specs = append(cut.Specs, s.typeSpec(p, f, spec, m))
					}
				}
			}
		case token.VAR:
			for _, spec := range d.Specs {
				if spec, ok := spec.(*ast.ValueSpec); ok {
					cut.Specs = append(cut.Specs, variables(spec, need)...)
				}
			}
		case token.CONST:
			cut.Specs = constants(d, need)
		}
		if len(cut.Specs) == 0 {
			return nil
		}
		return cut
	}
	return nil
}

// typeSpec returns a type declaration, with what is not observed of a struct
// replaced by fields that can be compared or not, as those.
func (s *Slice) typeSpec(p *pkg, f *file, spec *ast.TypeSpec, m mode) *ast.TypeSpec {
	t, ok := p.prunes(spec, m)
	if !ok {
		return spec
	}
	fields := make([]*ast.Field, 0, len(t.Fields.List))
	for _, field := range t.Fields.List {
		var kept, cut []*ast.Ident
		var on mask
		if len(field.Names) == 0 && !p.promoting(field.Type, s.e.all).has(s.port) {
			if got, certain := s.e.comparable(p, f, field.Type); certain {
				on = got
				cut = append(cut, &ast.Ident{NamePos: field.Type.Pos(), Name: embeddedName(field.Type)})
			}
		}
		for _, name := range field.Names {
			certain := false
			if !name.IsExported() {
				on, certain = s.e.comparable(p, f, field.Type)
			}
			if certain {
				cut = append(cut, name)
			} else {
				kept = append(kept, name)
			}
		}
		if len(cut) == 0 {
			fields = append(fields, field)
			continue
		}
		if len(kept) > 0 {
			fields = append(fields, &ast.Field{Names: kept, Type: field.Type, Tag: field.Tag})
		}
		fields = append(fields, &ast.Field{Names: cut, Type: opaque(field.Type.Pos(), on.has(s.port))})
	}
	c := *spec
	c.Type = &ast.StructType{Struct: t.Struct, Fields: &ast.FieldList{Opening: t.Fields.Opening, List: fields, Closing: t.Fields.Closing}}
	return &c
}

// opaque returns struct{} or, for a type without ==, [0]func().
func opaque(pos token.Pos, comparable bool) ast.Expr {
	if comparable {
		return &ast.StructType{Struct: pos, Fields: &ast.FieldList{Opening: pos, Closing: pos}}
	}
	return &ast.ArrayType{
		Lbrack: pos,
		Len:    &ast.BasicLit{ValuePos: pos, Kind: token.INT, Value: "0"},
		Elt:    &ast.FuncType{Func: pos, Params: &ast.FieldList{Opening: pos, Closing: pos}},
	}
}

// variables returns the needed variables of a declaration, without what does
// not decide on their types.
func variables(spec *ast.ValueSpec, need map[string]mode) []ast.Spec {
	var names []*ast.Ident
	var values []ast.Expr
	pairs := len(spec.Names) == len(spec.Values)
	for i, name := range spec.Names {
		if _, ok := need[name.Name]; ok {
			names = append(names, name)
			if pairs {
				values = append(values, bare(spec.Values[i]))
			}
		}
	}
	switch {
	case len(names) == 0:
		return nil
	case spec.Type != nil:
		return []ast.Spec{&ast.ValueSpec{Names: names, Type: spec.Type}}
	case pairs:
		return []ast.Spec{&ast.ValueSpec{Names: names, Values: values}}
	}
	return []ast.Spec{spec}
}

// bare returns an initialiser without the elements of a literal.
func bare(x ast.Expr) ast.Expr {
	switch x := x.(type) {
	case *ast.ParenExpr:
		return &ast.ParenExpr{Lparen: x.Lparen, X: bare(x.X), Rparen: x.Rparen}
	case *ast.UnaryExpr:
		if x.Op == token.AND {
			return &ast.UnaryExpr{OpPos: x.OpPos, Op: x.Op, X: bare(x.X)}
		}
	case *ast.CompositeLit:
		if !elements(x) {
			return &ast.CompositeLit{Type: x.Type, Lbrace: x.Lbrace, Rbrace: x.Rbrace}
		}
	}
	return x
}

// constants returns the needed constants of a declaration with their values;
// iota counts the others too.
func constants(d *ast.GenDecl, need map[string]mode) []ast.Spec {
	var specs []ast.Spec
	var last *ast.ValueSpec
	usesIota, end := false, 0
	for _, spec := range d.Specs {
		s, ok := spec.(*ast.ValueSpec)
		if !ok {
			continue
		}
		if last == nil || s.Type != nil || len(s.Values) > 0 {
			last = s
		}
		needed := false
		for _, name := range s.Names {
			_, ok := need[name.Name]
			needed = needed || ok
		}
		if !needed {
			specs = append(specs, nil)
			continue
		}
		for _, x := range last.Values {
			usesIota = usesIota || mentions(x, "iota")
		}
		specs = append(specs, &ast.ValueSpec{Names: s.Names, Type: last.Type, Values: last.Values})
		end = len(specs)
	}
	specs = specs[:end]
	var cut []ast.Spec
	skipped := &ast.ValueSpec{
		Names:  []*ast.Ident{{NamePos: d.TokPos, Name: "_"}},
		Values: []ast.Expr{&ast.BasicLit{ValuePos: d.TokPos, Kind: token.INT, Value: "0"}},
	}
	for _, spec := range specs {
		switch {
		case spec != nil:
			cut = append(cut, spec)
		case usesIota:
			cut = append(cut, skipped)
		}
	}
	return cut
}
