package retype

import (
	"fmt"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/xplatvet/xplatvet/internal/variant"
	"github.com/xplatvet/xplatvet/platform"
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
	if !slices.ContainsFunc(r.pkg.Files, r.isOurs) {
		return nil
	}
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
				all := r.sourceWithout(m, nil)
				if all.kept == 0 {
					return r.problemsOf(views)
				}
				r.world = r.newWorld(m, all.names)
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

// groups divides the target ports that build a file which is ours. Ports that build
// a file which imports a package that has no files there are left out: it is the
// import that fails.
func (r *Result) groups(m *mentions) []*View {
	var built platform.Set
	for _, f := range r.pkg.Files {
		if r.isOurs(f) {
			built = built.Union(f.Built)
		}
	}
	built = built.Intersect(r.scope.Targets)
	for _, imp := range r.pass.Pkg.Imports() {
		path, _, _ := strings.Cut(imp.Path(), " ")
		if r.scope.Std.Covers(path) && !r.scope.Std.Has(path) && path != "unsafe" {
			return nil // the table has no internal packages of the standard library
		}
	}
	for _, f := range r.pkg.Files {
		tree := treeOf(f)
		if tree == nil {
			continue
		}
		for _, spec := range tree.Imports {
			if path, err := strconv.Unquote(spec.Path.Value); err == nil {
				if p := r.avail.Package(path); p != nil {
					built = built.Minus(f.Built.Minus(p.Files))
				}
			}
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
