package retype

import (
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/internal/platform"
	"github.com/xplatvet/xplatvet/internal/variant"
	"github.com/xplatvet/xplatvet/passes/sources"
)

// A View is the package as a group of target ports sees it: which build the
// same files, and on which everything that the package uses has the same types.
type View struct {
	Ports platform.Set // none for the View of the pass itself
	Info  *types.Info
	Pkg   *types.Package

	port   platform.Port // one of them
	source *source       // what was checked; nil for the View of the pass
	narrow bool          // words have 32 bits
	errors map[token.Pos]types.Error
}

// compute returns the problems of the package.
func (r *Result) compute() []*Problem {
	m := r.mentions()
	if m == nil {
		return nil
	}
	r.reasons = m
	own := &View{Info: r.pass.TypesInfo, Pkg: r.pass.Pkg, narrow: r.isNarrow(), errors: errorsAt(r.pass.TypeErrors)}
	views := []*View{own}
	groups := r.groups(m)
	if len(groups) == 0 {
		return nil
	}
	for _, g := range groups {
		same := (!m.wide || g.narrow == own.narrow) && r.sameAsPass(m, g.port)
		switch {
		case same && len(r.unknown(m, g.port)) > 0:
		case same && r.sameFiles(g.port):
			own.Ports, own.port = own.Ports.Union(g.Ports), g.port
		case same && len(own.errors) == 0:
			// Other files may make for other types, but that is not what
			// this is about.
		default:
			if r.world == nil { // costly, and not often needed
				r.world = r.newWorld(m, r.sourceWithout(m, nil).names)
			}
			if r.world.doubt {
				return nil
			}
			g.source = r.sourceFor(m, g.port)
			if g.source.kept > 0 {
				g.source.check(g, r.world)
				views = append(views, g)
			}
		}
	}
	return r.problemsOf(views)
}

// groups divides the target ports that build a file of the pass. Ports on which
// a package that is imported has no files are left out: there it is the import
// that fails.
func (r *Result) groups(m *mentions) []*View {
	var built platform.Set
	for _, f := range r.pkg.Files {
		if treeOf(f) != nil {
			built = built.Union(f.Built)
		}
	}
	built = built.Intersect(r.scope.Targets)
	for _, imp := range r.pass.Pkg.Imports() {
		path, _, _ := strings.Cut(imp.Path(), " ")
		if r.scope.Std.Covers(path) && !r.scope.Std.Has(path) && path != "unsafe" {
			return nil // the table has no internal packages of the standard library
		}
		if p := r.avail.Package(path); p != nil {
			built = built.Intersect(p.Files)
		}
	}
	for _, v := range r.known {
		if v != nil {
			built = built.Intersect(v.Ports)
		}
	}
	byKey := make(map[string]*View)
	var list []*View
	for port := range built.Ports() {
		var key strings.Builder
		for _, f := range r.pkg.Files {
			if f.Built.Contains(port) {
				key.WriteByte('1')
			} else {
				key.WriteByte('0')
			}
		}
		narrow := platform.Is32Bit(port.GOARCH)
		fmt.Fprint(&key, m.wide && narrow)
		for _, obj := range m.used {
			i := slices.IndexFunc(m.varying[obj].list, func(v variant.Variant) bool { return v.Ports.Contains(port) })
			fmt.Fprint(&key, " ", i)
		}
		v := byKey[key.String()]
		if v == nil {
			v = &View{port: port, narrow: narrow}
			byKey[key.String()] = v
			list = append(list, v)
		}
		v.Ports = v.Ports.Union(platform.Of(port))
	}
	return list
}

// sameAsPass reports whether all that the package uses is declared on a port, and
// the same as in the pass, as far as it is known.
func (r *Result) sameAsPass(m *mentions, port platform.Port) bool {
	for _, obj := range m.used {
		declared := false
		for _, v := range m.varying[obj].list {
			if !v.Ports.Contains(port) {
				continue
			}
			declared = true
			if same, known := m.sameHere(obj, v); known && !same {
				return false
			}
		}
		if !declared {
			return false
		}
	}
	return true
}

// sameFiles reports whether a port builds the package from the files of the pass.
func (r *Result) sameFiles(port platform.Port) bool {
	for _, f := range r.pkg.Files {
		if f.Built.Contains(port) != (treeOf(f) != nil) {
			return false
		}
	}
	return true
}

func errorsAt(list []types.Error) map[token.Pos]types.Error {
	m := make(map[token.Pos]types.Error)
	for _, e := range list {
		if _, ok := m[e.Pos]; !ok {
			m[e.Pos] = e
		}
	}
	return m
}

// A source holds the files of the package for checking: function bodies that
// have nothing to do with what differs are left out.
type source struct {
	r     *Result
	m     *mentions
	files map[*sources.File]*ast.File
	extra []*ast.File // made by cgo
	kept  int         // bodies and initialisers

	tainted map[string]bool // see Result.tainted
	unknown map[string]bool // likewise, of what is not known on the port
	names   map[string]bool // all identifiers that are left
}

// unknown returns the objects that are used and are not known on a port.
func (r *Result) unknown(m *mentions, port platform.Port) []types.Object {
	var list []types.Object
	for _, obj := range m.used {
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
		r: r, m: m, files: make(map[*sources.File]*ast.File), names: make(map[string]bool),
		tainted: r.tainted(m.used),
		unknown: r.tainted(unknown),
	}
	for _, f := range r.pkg.Files {
		tree := treeOf(f)
		if tree != nil {
			s.files[f] = s.strip(tree, s.tainted)
		} else {
			s.files[f] = s.strip(f.Syntax, nil)
		}
	}
	for _, f := range r.pass.Files {
		if r.pkg.FileOf(f) == nil {
			s.extra = append(s.extra, s.strip(f, nil))
		}
	}
	return s
}

// strip returns f with only the bodies that are wanted, without any if names is
// nil. It collects all identifiers that are left.
func (s *source) strip(f *ast.File, names map[string]bool) *ast.File {
	stripped := *f
	stripped.Decls = make([]ast.Decl, len(f.Decls))
	for i, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil {
			if names != nil && s.wanted(fn.Body, names) {
				s.kept++
			} else {
				lean := *fn
				lean.Body = nil
				if fn.Recv == nil && fn.Name.Name == "init" || fn.Type.TypeParams != nil {
					lean.Body = &ast.BlockStmt{Lbrace: fn.Body.Lbrace, Rbrace: fn.Body.Rbrace}
				}
				d = &lean
			}
		} else if gen, ok := d.(*ast.GenDecl); ok && gen.Tok != token.IMPORT && names != nil && s.wanted(gen, names) {
			s.kept++
		}
		stripped.Decls[i] = d
		ast.Inspect(d, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				s.names[id.Name] = true
			}
			return true
		})
	}
	return &stripped
}

// wanted reports whether a function body, or a declaration, is to be checked:
// one of names is mentioned, or something there may not compile where words
// have 32 bits.
func (s *source) wanted(n ast.Node, names map[string]bool) bool {
	if len(s.unknown) > 0 && holds(n, s.unknown) {
		return false // it cannot be judged
	}
	i, _ := slices.BinarySearch(s.m.wideAt, n.Pos())
	return i < len(s.m.wideAt) && s.m.wideAt[i] < n.End() || holds(n, names)
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
