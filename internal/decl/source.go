package decl

import (
	"go/ast"
	"go/token"
	"maps"
	"slices"
	"strconv"

	"github.com/xplatvet/xplatvet/platform"
)

// A Source is the files of a package with its tables of numbers taken out: the
// system calls and constants of each port in golang.org/x/sys/unix are a hundred
// thousand declarations, of which there is little to say but where they are.
type Source struct {
	// Files are the files without what is in Numbers. The trees of those that
	// have had any are not those of the parser, but made of their nodes.
	Files []File

	// Numbers holds the constants that are declared in tables only, at most once
	// on each port, as an untyped number from 0 to 1<<31-1.
	Numbers map[string]*Number
}

// A Number is a constant that has nothing but a value.
type Number struct {
	Built platform.Set // the ports of all declarations
	Decls []NumberDecl // in the order of the files
}

// A NumberDecl is one declaration of a Number.
type NumberDecl struct {
	File  int // index in Source.Files
	Spec  *ast.ValueSpec
	Value int32
}

// minTable is how many constants in one declaration make a table. Taking a
// smaller one out would cost more than it saves.
const minTable = 64

// SourceOf returns the Source of a package with the given files.
func SourceOf(files []File) *Source {
	s := &Source{Files: files}
	var t tables
	for i, f := range files {
		if f.Built.Empty() {
			continue
		}
		for _, d := range f.Syntax.Decls {
			if gen, ok := d.(*ast.GenDecl); ok && isTable(gen) {
				t.add(i, f, gen)
			}
		}
	}
	if len(t.found) == 0 {
		return s
	}
	next := 0
	for _, f := range files {
		next = t.dismiss(f, next)
	}
	s.Files = slices.Clone(files)
	s.Numbers = t.numbers()
	next = 0
	for i, f := range files {
		s.Files[i].Syntax, next = t.without(f.Syntax, next)
	}
	return s
}

// With returns s with some of its numbers back in the files.
func (s *Source) With(names map[string]bool) *Source {
	back := make(map[int][]ast.Spec)
	for name := range names {
		if n := s.Numbers[name]; n != nil {
			for _, d := range n.Decls {
				back[d.File] = append(back[d.File], d.Spec)
			}
		}
	}
	if len(back) == 0 {
		return s
	}
	now := &Source{Files: slices.Clone(s.Files), Numbers: maps.Clone(s.Numbers)}
	maps.DeleteFunc(now.Numbers, func(name string, _ *Number) bool { return names[name] })
	for i, specs := range back {
		slices.SortFunc(specs, func(a, b ast.Spec) int { return int(a.Pos() - b.Pos()) })
		f := *s.Files[i].Syntax
		f.Decls = append(slices.Clip(f.Decls), &ast.GenDecl{
			TokPos: specs[0].Pos(), Tok: token.CONST, Lparen: specs[0].Pos(), Specs: specs, Rparen: specs[len(specs)-1].End(),
		})
		now.Files[i].Syntax = &f
	}
	return now
}

// tables are the numbers that are found in tables.
type tables struct {
	ids    map[string]int32 // by name
	built  []platform.Set   // by id
	others []bool           // by id: it is not a Number after all
	counts []int32          // by id: how often it is declared
	found  []found
}

type found struct {
	id   int32
	decl NumberDecl
}

// isAt reports whether the n-th number that was found is that of a specification.
// They are met in order.
func (t *tables) isAt(n int, spec ast.Spec) bool {
	v, ok := spec.(*ast.ValueSpec)
	return ok && n < len(t.found) && t.found[n].decl.Spec == v
}

// isTable reports whether gen declares constants each of which stands for itself.
func isTable(gen *ast.GenDecl) bool {
	if gen.Tok != token.CONST || len(gen.Specs) < minTable {
		return false
	}
	for _, spec := range gen.Specs {
		spec := spec.(*ast.ValueSpec)
		if len(spec.Values) == 0 {
			return false // it repeats the one before
		}
		for _, x := range spec.Values {
			if mentionsIota(x) {
				return false
			}
		}
	}
	return true
}

func mentionsIota(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.BasicLit:
		return false
	case *ast.Ident:
		return x.Name == "iota"
	}
	found := false
	ast.Inspect(x, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Name == "iota" {
			found = true
		}
		return !found
	})
	return found
}

// numberOf returns the value that a specification gives to its only name.
func numberOf(spec ast.Spec) (v *ast.ValueSpec, value int32, ok bool) {
	v, ok = spec.(*ast.ValueSpec)
	if !ok || v.Type != nil || len(v.Names) != 1 || len(v.Values) != 1 || v.Names[0].Name == "_" {
		return nil, 0, false
	}
	lit, ok := v.Values[0].(*ast.BasicLit)
	if !ok || lit.Kind != token.INT {
		return nil, 0, false
	}
	n, err := strconv.ParseInt(lit.Value, 0, 32)
	return v, int32(n), err == nil
}

// add takes the numbers of a table in the i-th file.
func (t *tables) add(i int, f File, gen *ast.GenDecl) {
	if t.ids == nil {
		t.ids = make(map[string]int32)
	}
	for _, spec := range gen.Specs {
		v, value, ok := numberOf(spec)
		if !ok {
			continue
		}
		id, known := t.ids[v.Names[0].Name]
		if !known {
			id = int32(len(t.built))
			t.ids[v.Names[0].Name] = id
			t.built = append(t.built, platform.Set{})
			t.others = append(t.others, false)
			t.counts = append(t.counts, 0)
		}
		t.others[id] = t.others[id] || t.built[id].Overlaps(f.Built)
		t.built[id] = t.built[id].Union(f.Built)
		t.counts[id]++
		t.found = append(t.found, found{id, NumberDecl{i, v, value}})
	}
}

// dismiss drops the names that a file declares in another way. It is given how many
// numbers are in the files before it, and returns how many there are now.
func (t *tables) dismiss(f File, next int) int {
	other := func(id *ast.Ident) {
		if n, ok := t.ids[id.Name]; ok {
			t.others[n] = true
		}
	}
	for _, d := range f.Syntax.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				other(d.Name)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				if t.isAt(next, spec) {
					next++
					continue
				}
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					other(spec.Name)
				case *ast.ValueSpec:
					for _, id := range spec.Names {
						other(id)
					}
				}
			}
		}
	}
	return next
}

// numbers returns what is left.
func (t *tables) numbers() map[string]*Number {
	list := make([]Number, len(t.built))
	decls := make([]NumberDecl, len(t.found))
	next := 0
	for id, n := range t.counts {
		list[id] = Number{t.built[id], decls[next : next : next+int(n)]}
		next += int(n)
	}
	for _, f := range t.found {
		list[f.id].Decls = append(list[f.id].Decls, f.decl)
	}
	numbers := make(map[string]*Number, len(list))
	for name, id := range t.ids {
		if !t.others[id] {
			numbers[name] = &list[id]
		}
	}
	return numbers
}

// without returns a file without the numbers. For next see dismiss.
func (t *tables) without(f *ast.File, next int) (*ast.File, int) {
	var decls []ast.Decl
	for i, d := range f.Decls {
		gen, ok := d.(*ast.GenDecl)
		if !ok || !slices.ContainsFunc(gen.Specs, func(spec ast.Spec) bool { return t.isAt(next, spec) }) {
			if decls != nil {
				decls = append(decls, d)
			}
			continue
		}
		if decls == nil {
			decls = append(make([]ast.Decl, 0, len(f.Decls)), f.Decls[:i]...)
		}
		rest := *gen
		rest.Specs = nil
		for _, spec := range gen.Specs {
			if t.isAt(next, spec) {
				next++
				if !t.others[t.found[next-1].id] {
					continue
				}
			}
			rest.Specs = append(rest.Specs, spec)
		}
		if len(rest.Specs) > 0 {
			decls = append(decls, &rest)
		}
	}
	if decls == nil {
		return f, next
	}
	lean := *f
	lean.Decls = decls
	return &lean, next
}
