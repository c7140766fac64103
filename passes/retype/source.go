package retype

import (
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/internal/decl"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// A source holds the files of the package for checking: of the function bodies
// only those that have to do with what differs, and of the declarations only what
// these need.
type source struct {
	r     *Result
	m     *mentions
	trees map[*sources.File]*ast.File // as they are
	files map[*sources.File]*ast.File
	wants map[*ast.File]map[string]bool // the parts of a tree that are wanted, by key
	extra []*ast.File                   // made by cgo
	kept  int                           // bodies and initialisers

	tainted map[string]bool // see Result.tainted
	unknown map[string]bool // likewise, of what is not known on the port
	names   map[string]bool // all identifiers that are left
}

// unknown returns the objects that are used in files that a port builds, and are
// not known there.
func (r *Result) unknown(m *mentions, port platform.Port) []types.Object {
	var list []types.Object
	for _, obj := range m.used {
		if !m.usedOn[obj].Contains(port) {
			continue
		}
		for _, v := range m.varying[obj].list {
			if v.Ports.Contains(port) {
				if _, known := m.sameHere(obj, v); !known {
					list = append(list, obj)
				}
			}
		}
	}
	return list
}

// sourceFor returns the source for a port.
func (r *Result) sourceFor(m *mentions, port platform.Port) *source {
	return r.sourceWithout(m, r.unknown(m, port))
}

// sourceWithout returns the source without what depends on unknown.
func (r *Result) sourceWithout(m *mentions, unknown []types.Object) *source {
	var key strings.Builder
	for _, obj := range unknown {
		fmt.Fprintln(&key, obj)
	}
	s := r.sources[key.String()]
	if s == nil {
		s = r.newSource(m, unknown)
		if r.sources == nil {
			r.sources = make(map[string]*source)
		}
		r.sources[key.String()] = s
	}
	return s
}

func (r *Result) newSource(m *mentions, unknown []types.Object) *source {
	s := &source{
		r: r, m: m, trees: make(map[*sources.File]*ast.File), wants: make(map[*ast.File]map[string]bool),
		tainted: r.tainted(m.used),
		unknown: r.tainted(unknown),
	}
	for _, f := range r.pkg.Files {
		s.trees[f] = f.Syntax
		if tree := treeOf(f); tree != nil {
			s.trees[f] = tree
		}
	}
	s.slice()
	return s
}

// with returns s with another tree in place of that of f, of which the same parts
// are wanted: the pass has no types for it.
func (s *source) with(f *sources.File, tree *ast.File) *source {
	now := *s
	now.trees = maps.Clone(s.trees)
	now.trees[f] = tree
	now.wants = maps.Clone(s.wants)
	now.wants[tree] = s.wants[s.trees[f]]
	now.slice()
	return &now
}

// A part is a declaration, or one specification of several.
type part struct {
	decl   ast.Decl
	names  []string // that it declares; none of a method
	method string   // the type of a method, or ""
	needed bool
}

// slice fills in the files, with what is kept and with what that mentions.
// All goes by name alone.
func (s *source) slice() {
	s.kept, s.extra = 0, nil
	s.names = make(map[string]bool)
	s.files = make(map[*sources.File]*ast.File)
	byName := make(map[string][]*part)
	byType := make(map[string][]*part)
	var work []*part
	need := func(p *part) {
		if !p.needed {
			p.needed = true
			work = append(work, p)
		}
	}
	take := func(tree *ast.File, names map[string]bool) []*part {
		parts := s.parts(tree, names, need)
		for _, p := range parts {
			for _, name := range p.names {
				byName[name] = append(byName[name], p)
			}
			if p.method != "" {
				byType[p.method] = append(byType[p.method], p)
			}
		}
		return parts
	}
	parts := make(map[*ast.File][]*part)
	for _, f := range s.r.pkg.Files {
		var names map[string]bool
		if s.r.isOurs(f) {
			names = s.tainted
		}
		parts[s.trees[f]] = take(s.trees[f], names)
	}
	for _, f := range s.r.pass.Files {
		if s.r.pkg.FileOf(f) == nil {
			parts[f] = take(f, nil)
		}
	}
	for len(work) > 0 {
		p := work[len(work)-1]
		work = work[:len(work)-1]
		ast.Inspect(p.decl, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if !ok || s.names[id.Name] {
				return true
			}
			s.names[id.Name] = true
			for _, p := range byName[id.Name] {
				need(p)
			}
			for _, p := range byType[id.Name] {
				need(p)
			}
			return true
		})
	}
	for _, f := range s.r.pkg.Files {
		s.files[f] = assemble(s.trees[f], parts[s.trees[f]])
	}
	for _, f := range s.r.pass.Files {
		if s.r.pkg.FileOf(f) == nil {
			s.extra = append(s.extra, assemble(f, parts[f]))
		}
	}
}

// assemble returns a file with the parts that are needed.
func assemble(f *ast.File, parts []*part) *ast.File {
	tree := *f
	tree.Decls = nil
	for _, d := range f.Decls {
		if gen, ok := d.(*ast.GenDecl); ok && gen.Tok == token.IMPORT {
			tree.Decls = append(tree.Decls, d)
		}
	}
	for _, p := range parts {
		if p.needed {
			tree.Decls = append(tree.Decls, p.decl)
		}
	}
	return &tree
}

// parts returns the declarations of a file, with only the bodies that are wanted,
// without any if names is nil. It calls need for those with anything that is.
func (s *source) parts(f *ast.File, names map[string]bool, need func(*part)) []*part {
	var list []*part
	known, again := s.wants[f]
	if !again {
		known = make(map[string]bool)
		s.wants[f] = known
	}
	isWanted := func(p *part, n ast.Node) bool {
		if names == nil {
			return false
		}
		if !again && s.wanted(n, names) {
			known[p.key()] = true
			return true
		}
		return again && known[p.key()]
	}
	add := func(p *part, wanted bool) {
		list = append(list, p)
		if wanted {
			s.kept++
			need(p)
		}
	}
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			p := &part{decl: d}
			if d.Recv != nil {
				p.method = decl.Receiver(d)
			} else {
				p.names = []string{d.Name.Name}
			}
			wanted := d.Body != nil && isWanted(p, d.Body)
			if d.Body != nil && !wanted {
				lean := *d
				lean.Body = nil
				if d.Recv == nil && d.Name.Name == "init" || d.Type.TypeParams != nil {
					lean.Body = &ast.BlockStmt{Lbrace: d.Body.Lbrace, Rbrace: d.Body.Rbrace}
				}
				p.decl = &lean
			}
			add(p, wanted)
		case *ast.GenDecl:
			if d.Tok == token.IMPORT {
				continue
			}
			if d.Tok == token.CONST || len(d.Specs) == 1 { // of constants, one may count those before it
				p := &part{decl: d, names: declaredBy(d.Specs...)}
				add(p, isWanted(p, d))
				continue
			}
			for _, spec := range d.Specs {
				one := &ast.GenDecl{TokPos: d.TokPos, Tok: d.Tok, Lparen: d.Lparen, Specs: []ast.Spec{spec}, Rparen: d.Rparen}
				p := &part{decl: one, names: declaredBy(spec)}
				add(p, isWanted(p, spec))
			}
		}
	}
	return list
}

// key tells a part from the others in its file, but for those that declare
// nothing that can be named.
func (p *part) key() string {
	if d, ok := p.decl.(*ast.FuncDecl); ok {
		return p.method + "." + d.Name.Name
	}
	return strings.Join(p.names, " ")
}

// declaredBy returns the names that specifications declare.
func declaredBy(specs ...ast.Spec) []string {
	var names []string
	for _, spec := range specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			names = append(names, spec.Name.Name)
		case *ast.ValueSpec:
			for _, id := range spec.Names {
				names = append(names, id.Name)
			}
		}
	}
	return names
}

// wanted reports whether a function body, or a declaration, is to be checked:
// one of names is mentioned, or something there may not compile where words
// have 32 bits.
func (s *source) wanted(n ast.Node, names map[string]bool) bool {
	if len(s.unknown) > 0 && holds(n, s.unknown) {
		return false // it cannot be judged
	}
	i, _ := slices.BinarySearch(s.m.wideAt, n.Pos())
	return i < len(s.m.wideAt) && s.m.wideAt[i] < n.End() || s.mentions(n, names)
}

// mentions reports whether n mentions one of names, and not something else with
// the same name: a package, or what another package declares and is the same
// everywhere.
func (s *source) mentions(n ast.Node, names map[string]bool) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && names[id.Name] && !found {
			found = s.mayVary(s.r.pass.TypesInfo.Uses[id])
		}
		return !found
	})
	return found
}

// mayVary reports whether an object that is used under a tainted name may be
// what the taint is about; nil is what is not known.
func (s *source) mayVary(obj types.Object) bool {
	if obj == nil {
		return true
	}
	if _, ok := obj.(*types.PkgName); ok || obj.Pkg() == nil {
		return false
	}
	_, varies := s.m.varying[obj]
	return varies || obj.Pkg() == s.r.pass.Pkg
}

// check fills g.
func (s *source) check(g *View, w *world) {
	var files []*ast.File
	for _, f := range s.r.pkg.Files {
		if f.Built.Contains(g.port) {
			files = append(files, s.files[f])
		}
	}
	files = append(files, s.extra...)
	g.Info = &types.Info{
		Types: make(map[ast.Expr]types.TypeAndValue),
		Defs:  make(map[*ast.Ident]types.Object),
		Uses:  make(map[*ast.Ident]types.Object),
	}
	g.errors = make(map[token.Pos]types.Error)
	conf := types.Config{
		Importer:                 w.universe(g.port),
		Sizes:                    types.SizesFor("gc", g.port.GOARCH),
		GoVersion:                s.r.pass.Pkg.GoVersion(),
		FakeImportC:              true,
		DisableUnusedImportCheck: true,
		Error: func(err error) {
			var te types.Error
			if errors.As(err, &te) && !strings.HasPrefix(te.Msg, "\t") { // not what adds to another one
				if _, ok := g.errors[te.Pos]; !ok {
					g.errors[te.Pos] = te
				}
			}
		},
	}
	g.Pkg, _ = conf.Check(s.r.pass.Pkg.Path(), s.r.pass.Fset, files, g.Info)
}
