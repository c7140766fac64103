// Package only reads the annotation with which an author says where code is
// meant to run:
//
//	// Free returns the free bytes of a file system.
//	//
//	//xplatvet:only linux,darwin // statfs
//	func Free(path string) (int64, error)
//
// It belongs to the documentation of a function, a method, a type or, for all
// of the package, its package clause. The list is that of platform.Parse, with
// cgo on and off: "linux" is not android. What another declaration of the same
// name says, in a file for other ports, is not affected.
package only

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/internal/decl"
	"github.com/xplatvet/xplatvet/platform"
)

const (
	prefix    = "//xplatvet:"
	directive = prefix + "only"
)

// A Mistake is an annotation without effect.
type Mistake struct {
	Comment *ast.Comment
	Message string
}

// A File is one of a package.
type File struct {
	Syntax *ast.File // with comments
	Built  platform.Set
	Test   bool
}

// A Package is what the annotations of a package say.
type Package struct {
	Mistakes map[*ast.File][]Mistake

	whole  platform.Set            // on which the package is meant to be
	unfit  map[string]platform.Set // ports of declarations that are not meant for them, by "F", "T" or "T.Method"
	bodies map[body]platform.Set
}

// A body is a function in a file.
type body struct {
	file *ast.File
	name string
}

// Of reads the annotations of the files of a package, all ports together. It
// returns nil if there is none.
func Of(files []File) *Package {
	var p *Package
	for _, f := range files {
		if !mentions(f.Syntax) {
			continue
		}
		if p == nil {
			p = &Package{
				Mistakes: make(map[*ast.File][]Mistake), whole: platform.All(),
				unfit: make(map[string]platform.Set), bodies: make(map[body]platform.Set),
			}
		}
		p.file(f)
	}
	return p
}

func mentions(f *ast.File) bool {
	return slices.ContainsFunc(f.Comments, func(g *ast.CommentGroup) bool {
		return slices.ContainsFunc(g.List, func(c *ast.Comment) bool { return isMention(c) })
	})
}

// isMention reports whether c is a directive of ours, or looks like one.
func isMention(c *ast.Comment) bool {
	return strings.HasPrefix(c.Text, prefix) || isSpaced(c)
}

// isSpaced reports whether c is an annotation but for the space before it,
// which makes it prose.
func isSpaced(c *ast.Comment) bool {
	text, ok := strings.CutPrefix(c.Text, "// ")
	if !ok {
		return false
	}
	text, ok = strings.CutPrefix(strings.TrimLeft(text, " "), "xplatvet:only")
	return ok && (text == "" || text[0] == ' ')
}

// An annotated declaration.
type annotated struct {
	name    string // as in Package.unfit; "" for the package
	decl    *ast.FuncDecl
	mistake string // why it cannot be annotated, or ""
}

func (p *Package) file(f File) {
	owners := ownersOf(f)
	for _, g := range f.Syntax.Comments {
		for _, c := range g.List {
			if !isMention(c) {
				continue
			}
			targets, ok := owners[g]
			ports, message := parse(c)
			if message == "" && !ok {
				message = directive + " has no effect here: it belongs to the documentation of a function, a type or the package clause"
			}
			for _, t := range targets {
				if message == "" {
					message = t.mistake
				}
			}
			if message != "" {
				p.Mistakes[f.Syntax] = append(p.Mistakes[f.Syntax], Mistake{c, message})
				continue
			}
			for _, t := range targets {
				p.annotate(f, t, ports)
			}
		}
	}
}

// annotate notes that t is meant for ports.
func (p *Package) annotate(f File, t annotated, ports platform.Set) {
	unfit := f.Built.Minus(ports)
	switch {
	case t.name == "":
		p.whole = p.whole.Intersect(ports)
		return
	case t.decl != nil:
		p.bodies[body{f.Syntax, t.name}] = p.bodies[body{f.Syntax, t.name}].Union(unfit)
	}
	p.unfit[t.name] = p.unfit[t.name].Union(unfit)
}

// parse returns the ports of an annotation, or what is wrong with it.
func parse(c *ast.Comment) (platform.Set, string) {
	if isSpaced(c) {
		return platform.Set{}, "a directive has no space after //: write " + directive
	}
	text, ok := strings.CutPrefix(c.Text, directive)
	if !ok || text != "" && text[0] != ' ' && text[0] != '\t' {
		name, _, _ := strings.Cut(strings.TrimPrefix(c.Text, prefix), " ")
		return platform.Set{}, fmt.Sprintf("unknown directive %s%s; there is %s", prefix, name, directive)
	}
	text, _, _ = strings.Cut(text, "//") // a reason
	if text = strings.TrimSpace(text); text == "" {
		return platform.Set{}, directive + " names no ports; write " + directive + " linux,darwin"
	}
	ports, err := platform.Parse(text)
	if err != nil {
		return platform.Set{}, fmt.Sprintf("%s: %v", directive, err)
	}
	return ports, ""
}

// ownersOf returns what the comment groups of a file document.
func ownersOf(f File) map[*ast.CommentGroup][]annotated {
	m := make(map[*ast.CommentGroup][]annotated)
	add := func(g *ast.CommentGroup, a annotated) {
		if g != nil {
			m[g] = append(m[g], a)
		}
	}
	whole := annotated{}
	if f.Test {
		whole.mistake = directive + " has no effect on the package clause of a test"
	}
	add(f.Syntax.Doc, whole)
	for _, d := range f.Syntax.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			a := annotated{name: nameOf(d), decl: d}
			if d.Recv == nil && (d.Name.Name == "init" || d.Name.Name == "_") {
				a.mistake = fmt.Sprintf("%s has no effect: %s runs wherever it is built; constrain the file with //go:build", directive, d.Name.Name)
			}
			add(d.Doc, a)
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				if spec, ok := spec.(*ast.TypeSpec); ok {
					add(d.Doc, annotated{name: spec.Name.Name})
					add(spec.Doc, annotated{name: spec.Name.Name})
				}
			}
		}
	}
	return m
}

func nameOf(d *ast.FuncDecl) string {
	if d.Recv == nil {
		return d.Name.Name
	}
	return decl.Receiver(d) + "." + d.Name.Name
}

// Whole returns the ports that the package as a whole is meant for.
func (p *Package) Whole() platform.Set {
	if p == nil {
		return platform.All()
	}
	return p.whole
}

// Unfit returns the ports that package-level names and methods are declared on
// without being meant for them. The map must not be changed.
func (p *Package) Unfit() map[string]platform.Set {
	if p == nil {
		return nil
	}
	return p.unfit
}

// Body returns the ports that the body of a function is meant for, whose
// declaration in a file has the name and receiver of d.
func (p *Package) Body(file *ast.File, d *ast.FuncDecl) platform.Set {
	if p == nil {
		return platform.All()
	}
	unfit := p.bodies[body{file, nameOf(d)}]
	if d.Recv != nil {
		unfit = unfit.Union(p.unfit[decl.Receiver(d)])
	}
	return p.whole.Minus(unfit)
}
