package cgodep

import (
	"cmp"
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xplatvet/xplatvet/internal/symbol"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// needsOf returns what the package itself needs cgo for: one Need at most for
// each port.
func needsOf(path string, pkg *sources.Package) []Need {
	p := survey(pkg)
	if p.off.Empty() {
		return nil
	}
	var needs []Need
	add := func(k kind, ports platform.Set, text string) {
		ports = ports.Intersect(p.off)
		if !ports.Empty() {
			needs = append(needs, Need{Package: path, Kind: k, Ports: ports.String(), Text: text})
			p.off = p.off.Minus(ports)
		}
	}
	add(empty, p.built.Complement(), "")
	p.undefined(func(name string, ports platform.Set) { add(undefined, ports, name) })
	p.stubs(func(text string, ports platform.Set) { add(stub, ports, text) })
	return needs
}

// A variant is a package seen by what cgo makes of it.
type variant struct {
	pkg      *sources.Package
	files    []*sources.File // that are not tests
	built    platform.Set    // ports that build any of them
	off      platform.Set    // ports without cgo that with cgo build a file that imports "C"
	declared map[string]platform.Set
	withCgo  map[string]bool // names that files declare which import "C", or that only ports with cgo build
}

func survey(pkg *sources.Package) *variant {
	v := &variant{pkg: pkg, declared: make(map[string]platform.Set), withCgo: make(map[string]bool)}
	cgo, _ := platform.Tag("cgo")
	for _, f := range pkg.Files {
		if f.Header.Test {
			continue
		}
		v.files = append(v.files, f)
		v.built = v.built.Union(f.Built)
		if f.Header.ImportsC {
			v.off = v.off.Union(f.Built.AnyCgo().Minus(cgo))
		}
	}
	v.off = v.off.Minus(pkg.Unknown)
	if v.off.Empty() {
		return v
	}
	for _, f := range v.files {
		for _, s := range symbol.Of(f.Syntax) {
			v.declared[s.Name] = v.declared[s.Name].Union(f.Built)
			if f.Built.SubsetOf(cgo) {
				v.withCgo[s.Name] = true
			}
		}
	}
	return v
}

// undefined calls report for the names that files without cgo use, but only
// files with cgo declare; the first one in the source first.
func (v *variant) undefined(report func(name string, ports platform.Set)) {
	for _, f := range v.files {
		left := f.Built.Intersect(v.off)
		if left.Empty() {
			continue
		}
		var ids []*ast.Ident
		v.pkg.Uses(f, func(id *ast.Ident) {
			if v.withCgo[id.Name] && !left.SubsetOf(v.declared[id.Name]) {
				ids = append(ids, id)
			}
		})
		slices.SortFunc(ids, func(a, b *ast.Ident) int { return cmp.Compare(a.Pos(), b.Pos()) })
		for _, id := range ids {
			report(id.Name, left.Minus(v.declared[id.Name]))
		}
	}
}

// stubs calls report for the files that stand in for those with cgo and say
// so.
func (v *variant) stubs(report func(text string, ports platform.Set)) {
	cgo, _ := platform.Tag("cgo")
	for _, f := range v.files {
		if f.Built.Overlaps(cgo) || !f.Built.Overlaps(v.off) {
			continue
		}
		if !slices.ContainsFunc(symbol.Of(f.Syntax), func(s *symbol.Symbol) bool { return v.withCgo[s.Name] }) {
			continue
		}
		if text := complaint(f.Syntax); text != "" {
			report(text, f.Built)
		}
	}
}

// complaint returns the first text about cgo in the code of a file, or "".
func complaint(f *ast.File) string {
	found := ""
	for _, d := range f.Decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.IMPORT {
			continue
		}
		ast.Inspect(d, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Field:
				return n.Tag == nil
			case *ast.BasicLit:
				if n.Kind != token.STRING || found != "" {
					break
				}
				if text, err := strconv.Unquote(n.Value); err == nil && cgoRx.MatchString(text) {
					found = strings.TrimSpace(text)
				}
			}
			return found == ""
		})
	}
	return found
}

var cgoRx = regexp.MustCompile(`(?i)\bcgo(_enabled)?\b.*\s|\s.*\bcgo(_enabled)?\b`)
