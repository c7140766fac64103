package variant

import (
	"go/ast"
	"go/token"
	"slices"
	"strconv"

	"github.com/xplatvet/xplatvet/internal/decl"
	"github.com/xplatvet/xplatvet/platform"
)

// outsideBodies calls visit for the nodes of a file that are not in the body
// of a function.
func outsideBodies(f *ast.File, visit func(ast.Node)) {
	for _, d := range f.Decls {
		outsideBody(d, visit)
	}
}

// outsideBody does so for a declaration, or a part of one.
func outsideBody(n ast.Node, visit func(ast.Node)) {
	ast.Inspect(n, func(n ast.Node) bool {
		if _, ok := n.(*ast.BlockStmt); ok || n == nil {
			return false
		}
		visit(n)
		return true
	})
}

// setAside returns src with those of its numbers in the files that other
// declarations mention. Of the others all is known without type-checking them: it
// returns those that have several values on ports.
func setAside(src *decl.Source, ports platform.Set) (rest *decl.Source, differing []string) {
	if len(src.Numbers) == 0 {
		return src, nil
	}
	mentioned := make(map[string]bool)
	mention := func(n ast.Node) {
		if id, ok := n.(*ast.Ident); ok && src.Numbers[id.Name] != nil {
			mentioned[id.Name] = true
		}
	}
	for _, f := range src.Files {
		if !f.Built.Overlaps(ports) {
			continue
		}
		for _, d := range f.Syntax.Decls {
			gen, ok := d.(*ast.GenDecl)
			if !ok {
				outsideBody(d, mention)
				continue
			}
			for _, spec := range gen.Specs {
				if pkg, _, _ := madeOf(spec); pkg == nil && literalOf(spec) == nil { // there are thousands of those
					outsideBody(spec, mention)
				}
			}
		}
	}
	for name, n := range src.Numbers {
		if !mentioned[name] && ast.IsExported(name) && hasValues(src, n, ports) {
			differing = append(differing, name)
		}
	}
	return src.With(mentioned), differing
}

// hasValues reports whether a number has several values on ports.
func hasValues(src *decl.Source, n *decl.Number, ports platform.Set) bool {
	known, value := false, int32(0)
	for _, d := range n.Decls {
		if !src.Files[d.File].Built.Overlaps(ports) {
			continue
		}
		if known && d.Value != value {
			return true
		}
		known, value = true, d.Value
	}
	return false
}

// A leanFile is a file without the constants that are but a name for a small
// number, and without functions and variables that are not exported. Tables of
// system calls and errors hold thousands of the former, and are the latter.
type leanFile struct {
	syntax *ast.File
	small  map[string]int64  // exported ones
	made   []string          // constants of which nothing is known: see isMade
	alias  map[string]string // constants, variables and types that are but a name for one of another package
}

// aliasesIn returns, for each name that a file declares to be that of something of
// another package that is the same everywhere, what that is.
func (c *checker) aliasesIn(f *ast.File) map[string]string {
	imports := importsOf(f)
	aliases := make(map[string]string)
	add := func(id *ast.Ident, x ast.Expr) {
		sel, ok := x.(*ast.SelectorExpr)
		if !ok {
			return
		}
		pkg, ok := sel.X.(*ast.Ident)
		if ok && imports[pkg.Name] != "" && c.imports.types(imports[pkg.Name], sel.Sel.Name) == nil {
			aliases[id.Name] = imports[pkg.Name] + "." + sel.Sel.Name
		}
	}
	for _, d := range f.Decls {
		gen, ok := d.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, spec := range gen.Specs {
			switch spec := spec.(type) {
			case *ast.ValueSpec:
				if spec.Type == nil && len(spec.Names) == len(spec.Values) {
					for i, id := range spec.Names {
						add(id, spec.Values[i])
					}
				}
			case *ast.TypeSpec:
				if spec.Assign.IsValid() {
					add(spec.Name, spec.Type)
				}
			}
		}
	}
	return aliases
}

// leanOf returns f without what is not mentioned and not of interest.
func leanOf(f *ast.File, mentioned map[string]int) *leanFile {
	imports := importsOf(f)
	lean := &leanFile{syntax: new(ast.File), small: make(map[string]int64)}
	*lean.syntax = *f
	lean.syntax.Decls = nil
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && !fn.Name.IsExported() && mentioned[fn.Name.Name] == 0 {
			continue
		}
		gen, ok := d.(*ast.GenDecl)
		if ok && gen.Tok == token.VAR && !slices.ContainsFunc(gen.Specs, func(spec ast.Spec) bool {
			return slices.ContainsFunc(spec.(*ast.ValueSpec).Names, func(id *ast.Ident) bool {
				return id.IsExported() || mentioned[id.Name] > 0
			})
		}) {
			continue
		}
		if !ok || gen.Tok != token.CONST {
			lean.syntax.Decls = append(lean.syntax.Decls, d)
			continue
		}
		if hasImplicit(gen) {
			lean.syntax.Decls = append(lean.syntax.Decls, gen)
			continue
		}
		rest := *gen
		rest.Specs = nil
		for _, spec := range gen.Specs {
			spec := spec.(*ast.ValueSpec)
			value, ok := smallValue(spec)
			made := !ok && isMade(spec, imports)
			switch {
			case !ok && !made || mentioned[spec.Names[0].Name] > 0:
				rest.Specs = append(rest.Specs, spec)
			case !spec.Names[0].IsExported():
			case made:
				lean.made = append(lean.made, spec.Names[0].Name)
			default:
				lean.small[spec.Names[0].Name] = value
			}
		}
		if len(rest.Specs) > 0 {
			lean.syntax.Decls = append(lean.syntax.Decls, &rest)
		}
	}
	return lean
}

// hasImplicit reports whether a group of constants has one whose value depends
// on those before it.
func hasImplicit(gen *ast.GenDecl) bool {
	found := false
	ast.Inspect(gen, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ValueSpec:
			found = found || len(n.Values) == 0
		case *ast.Ident:
			found = found || n.Name == "iota"
		}
		return !found
	})
	return found
}

// smallValue returns the value of a constant that is declared as an untyped
// number between 0 and 1<<31-1.
func smallValue(spec *ast.ValueSpec) (value int64, ok bool) {
	if spec.Type != nil || len(spec.Names) != 1 || len(spec.Values) != 1 {
		return 0, false
	}
	lit, ok := spec.Values[0].(*ast.BasicLit)
	if !ok || lit.Kind != token.INT {
		return 0, false
	}
	value, err := strconv.ParseInt(lit.Value, 0, 32)
	return value, err == nil
}

// isMade reports whether all that a constant is said to be is of a type of another
// package, or what a type or function there makes: nothing is known of either.
func isMade(spec *ast.ValueSpec, imports map[string]string) bool {
	if len(spec.Names) != 1 || len(spec.Values) != 1 {
		return false
	}
	x := spec.Type
	if x == nil {
		call, ok := spec.Values[0].(*ast.CallExpr)
		if !ok {
			return false
		}
		x = call.Fun
	}
	sel, ok := x.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	id, ok := sel.X.(*ast.Ident)
	return ok && imports[id.Name] != "" && imports[id.Name] != "unsafe"
}
