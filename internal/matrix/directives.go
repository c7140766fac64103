package matrix

import (
	"go/ast"
	"go/token"
	"go/types"
	"go/version"
	"strings"
)

// A directive is a comment for the compiler.
type directive struct {
	pos  token.Pos // after the "//", like the compiler's
	args []string
}

// directives returns the directives of a name, such as "go:embed", in comments.
func directives(groups []*ast.CommentGroup, name string) []directive {
	var list []directive
	prefix := "//" + name + " "
	for _, g := range groups {
		for _, c := range g.List {
			if rest, ok := strings.CutPrefix(c.Text, prefix); ok {
				list = append(list, directive{c.Slash + 2, strings.Fields(rest)})
			}
		}
	}
	return list
}

func hasDirective(g *ast.CommentGroup, name string) bool {
	return g != nil && len(directives([]*ast.CommentGroup{g}, name)) > 0
}

// linknames reports misused go:linkname directives, and returns the local names
// of the others.
func (u *universe) linknames(p *Package) map[string]bool {
	names := make(map[string]bool)
	// A file that cgo makes imports unsafe, and declares more.
	cgo := len(p.listed.CgoFiles) > 0
	old := p.listed.Module != nil && version.Compare(goVersion(p.listed.Module), "go1.18") < 0
	for _, f := range p.Files {
		for _, d := range directives(f.Comments, "go:linkname") {
			switch {
			case len(d.args) == 0 || len(d.args) > 2:
				u.errorf(p, d.pos, "usage: //go:linkname localname [linkname]")
				continue
			case !imports(f, "unsafe") && !imports(f, "C"):
				u.errorf(p, d.pos, `//go:linkname only allowed in Go files that import "unsafe"`)
				continue
			case names[d.args[0]]:
				u.errorf(p, d.pos, "duplicate //go:linkname for "+d.args[0])
				continue
			}
			if p.Types != nil && !cgo && !old {
				switch p.Types.Scope().Lookup(d.args[0]).(type) {
				case *types.Func, *types.Var:
				default:
					u.errorf(p, d.pos, "//go:linkname must refer to declared function or variable")
					continue
				}
			}
			names[d.args[0]] = true
		}
	}
	return names
}

func imports(f *ast.File, path string) bool {
	for _, spec := range f.Imports {
		if spec.Path.Value == `"`+path+`"` || spec.Path.Value == "`"+path+"`" {
			return true
		}
	}
	return false
}

// strayEmbeds reports go:embed directives that no declaration follows. The
// compiler's parser does, before all else.
func (u *universe) strayEmbeds(p *Package, f *ast.File) {
	for _, d := range directives(f.Comments, "go:embed") {
		if !embedded(f, d.pos).taken {
			u.errorf(p, d.pos, "misplaced go:embed directive")
		}
	}
}

// embeds reports other misused go:embed directives; see checkEmbed in
// cmd/compile/internal/noder.
func (u *universe) embeds(p *Package, f *ast.File) {
	seen := make(map[*ast.ValueSpec]bool) // only the first directive of a variable counts
	for _, d := range directives(f.Comments, "go:embed") {
		e := embedded(f, d.pos)
		switch v := e.variable; {
		case v == nil:
			u.errorf(p, d.pos, "misplaced go:embed directive")
		case seen[v]:
		case !imports(f, "embed"):
			u.errorf(p, d.pos, `go:embed requires import "embed" (or import _ "embed", if package is not used)`)
		case len(v.Names) > 1:
			u.errorf(p, d.pos, "go:embed cannot apply to multiple vars")
		case len(v.Values) > 0:
			u.errorf(p, d.pos, "go:embed cannot apply to var with initializer")
		case e.inFunc:
			u.errorf(p, d.pos, "go:embed cannot apply to var inside func")
		}
		seen[e.variable] = true
	}
}

// embedTypes reports variables of types that nothing can be embedded in.
func (u *universe) embedTypes(p *Package) {
	for _, f := range p.Files {
		for _, d := range directives(f.Comments, "go:embed") {
			v := embedded(f, d.pos).variable
			if v == nil || p.Types == nil {
				continue
			}
			obj := p.Types.Scope().Lookup(v.Names[0].Name)
			if obj != nil && obj.Pos() == v.Names[0].Pos() && !canEmbed(obj.Type()) {
				typ := types.TypeString(types.Unalias(obj.Type()), (*types.Package).Name)
				u.errorf(p, v.Names[0].Pos(), "go:embed cannot apply to var of type "+typ)
			}
		}
	}
}

// canEmbed is cmd/compile/internal/staticdata.embedKind.
func canEmbed(t types.Type) bool {
	if n, ok := types.Unalias(t).(*types.Named); ok && n.Obj().Name() == "FS" && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "embed" {
		return true
	}
	switch t := t.Underlying().(type) {
	case *types.Basic:
		return t.Kind() == types.String
	case *types.Slice:
		elem, ok := t.Elem().Underlying().(*types.Basic)
		return ok && elem.Kind() == types.Uint8
	}
	return false
}

// An embedding is what a go:embed directive belongs to: the declaration that
// follows it.
type embedding struct {
	taken    bool           // there is one
	variable *ast.ValueSpec // nil if it is not that of a variable
	inFunc   bool
}

func embedded(f *ast.File, pos token.Pos) embedding {
	for _, d := range f.Decls {
		if d.End() <= pos {
			continue
		}
		switch d := d.(type) {
		case *ast.GenDecl:
			return embeddingIn(d, pos)
		case *ast.FuncDecl:
			if pos < d.Pos() {
				return embedding{taken: true}
			}
			var next *ast.GenDecl
			ast.Inspect(d, func(n ast.Node) bool {
				if g, ok := n.(*ast.GenDecl); ok && next == nil && pos < g.End() {
					next = g
				}
				return next == nil
			})
			if next != nil {
				e := embeddingIn(next, pos)
				e.inFunc = true
				return e
			}
		}
		return embedding{}
	}
	return embedding{}
}

// embeddingIn returns what a directive before d, or in it, belongs to. One
// before a group belongs to no member of it.
func embeddingIn(d *ast.GenDecl, pos token.Pos) embedding {
	if d.Lparen.IsValid() && pos < d.Pos() {
		return embedding{}
	}
	for _, spec := range d.Specs {
		if pos < spec.Pos() {
			e := embedding{taken: true}
			if d.Tok == token.VAR {
				e.variable, _ = spec.(*ast.ValueSpec)
			}
			return e
		}
	}
	return embedding{}
}
