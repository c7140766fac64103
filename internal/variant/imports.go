package variant

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/xplatvet/xplatvet/internal/decl"
	"github.com/xplatvet/xplatvet/platform"
)

// Imports tell what is known of the packages that a package imports. Each may
// be nil.
type Imports struct {
	Types  func(path string) *Package           // nil if all is the same everywhere
	Exists func(path, name string) platform.Set // where an exported name is declared
}

func (imp Imports) types(path, name string) []Variant {
	if imp.Types == nil {
		return nil
	}
	if p := imp.Types(path); p != nil {
		return p.Names[name]
	}
	return nil
}

func (imp Imports) exists(path, name string) platform.Set {
	if imp.Exists == nil {
		return platform.All()
	}
	return imp.Exists(path, name)
}

// vary reports whether a name of another package may not be the same on all of
// ports.
func (imp Imports) vary(path, name string, ports platform.Set) bool {
	return imp.types(path, name) != nil || !ports.SubsetOf(imp.exists(path, name))
}

// dependent returns the constants and variables that are declared by means of
// something of another package that does not have the same type, or value, on
// every port.
func dependent(files []decl.File, ports platform.Set, known Imports) []string {
	var names []string
	for _, f := range files {
		if !f.Built.Overlaps(ports) {
			continue
		}
		imports := importsOf(f.Syntax)
		for _, d := range f.Syntax.Decls {
			gen, ok := d.(*ast.GenDecl)
			if !ok || gen.Tok != token.CONST && gen.Tok != token.VAR {
				continue
			}
			for _, spec := range gen.Specs {
				spec := spec.(*ast.ValueSpec)
				found := false
				ast.Inspect(spec, func(n ast.Node) bool {
					if _, ok := n.(*ast.BlockStmt); ok {
						return false
					}
					if sel, ok := n.(*ast.SelectorExpr); ok {
						if id, ok := sel.X.(*ast.Ident); ok && imports[id.Name] != "" {
							found = found || known.types(imports[id.Name], sel.Sel.Name) != nil
						}
					}
					return !found
				})
				for _, id := range spec.Names {
					if found {
						names = append(names, id.Name)
					}
				}
			}
		}
	}
	return names
}

// importsOf returns the import paths of a file by name, as far as the path
// tells it.
func importsOf(f *ast.File) map[string]string {
	imports := make(map[string]string)
	for _, spec := range f.Imports {
		importPath, err := strconv.Unquote(spec.Path.Value)
		switch {
		case err != nil:
		case spec.Name != nil:
			imports[spec.Name.Name] = importPath
		default:
			imports[path.Base(importPath)] = importPath
		}
	}
	return imports
}

// foreign returns, for the names of other packages that are mentioned, the sets of
// ports on which they are something of their own: among those in ports that are
// not the same everywhere.
func (c *checker) foreign(ports platform.Set) []platform.Set {
	seen := make(map[platform.Set]bool)
	var list []platform.Set
	add := func(s platform.Set) {
		s = s.Intersect(ports)
		if s != ports && !s.Empty() && !seen[s] {
			seen[s] = true
			list = append(list, s)
		}
	}
	for _, path := range slices.Sorted(maps.Keys(c.mentions)) {
		for _, name := range slices.Sorted(maps.Keys(c.mentions[path])) {
			add(c.imports.exists(path, name))
			for _, v := range c.imports.types(path, name) {
				add(v.Ports)
			}
		}
	}
	return list
}

// An importer makes packages that stand for those that are imported, on one
// port: each of the names that is mentioned is a type there, unless more is
// known of it.
type importer struct {
	c    *checker
	port platform.Port
	pkgs map[string]*types.Package
}

// Import is that of types.Importer.
func (imp *importer) Import(importPath string) (*types.Package, error) {
	if importPath == "unsafe" {
		return types.Unsafe, nil
	}
	p := imp.pkgs[importPath]
	if p != nil {
		return p, nil
	}
	p = types.NewPackage(importPath, path.Base(importPath))
	imp.pkgs[importPath] = p
	for name := range imp.c.mentions[importPath] {
		if !imp.c.imports.exists(importPath, name).Contains(imp.port) {
			continue
		}
		var obj types.Object
		for _, v := range imp.c.imports.types(importPath, name) {
			if v.Ports.Contains(imp.port) {
				if c := numberOf(p, name, v.Type); c != nil {
					obj = c
				}
			}
		}
		if obj == nil {
			tn := types.NewTypeName(token.NoPos, p, name, nil)
			types.NewNamed(tn, types.NewStruct(nil, nil), nil)
			obj = tn
		}
		p.Scope().Insert(obj)
	}
	p.MarkComplete()
	return p, nil
}

// numberOf returns the constant that a Variant.Type describes, if it is an
// integer of a predeclared type, or of none, with a value; else nil.
func numberOf(p *types.Package, name, typ string) *types.Const {
	rest, ok := strings.CutPrefix(typ, "const ")
	i := strings.LastIndexByte(rest, ' ')
	if !ok || i < 0 || !isInteger(rest[i+1:]) {
		return nil
	}
	value := constant.MakeFromLiteral(strings.TrimPrefix(rest[i+1:], "-"), token.INT, 0)
	if strings.HasPrefix(rest[i+1:], "-") {
		value = constant.UnaryOp(token.SUB, value, 0)
	}
	for _, t := range types.Typ {
		if t.Name() == rest[:i] {
			return types.NewConst(token.NoPos, p, name, t, value)
		}
	}
	return nil
}
