package platformapi

import (
	"go/ast"
	"go/build/constraint"
	"go/token"

	"golang.org/x/tools/go/analysis"

	xconstraint "github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// A fix constrains a file to the ports that have all that it uses.
type fix struct {
	expr string
	edit analysis.TextEdit
}

// constrain returns the fix for f, or nil if there is none that breaks nothing.
func constrain(pass *analysis.Pass, pkg *sources.Package, f *sources.File, missing []*miss, targets platform.Set) *fix {
	sc := pass.ResultOf[scope.Analyzer].(*scope.Scope)
	exists := platform.All()
	for _, m := range missing {
		exists = exists.Intersect(m.Declared)
	}
	expr := constraintFor(f, exists, targets)
	if expr == "" {
		return nil
	}
	x, err := constraint.Parse("//go:build " + expr)
	if err != nil {
		return nil
	}
	if removed := f.Built.Minus(sc.Context.Expr(x)); needed(pkg, f, removed) {
		return nil
	}
	src, err := sources.ReadFile(pass, f.Name)
	if err != nil {
		return nil
	}
	start, end, text, err := xconstraint.SetConstraint(src, x)
	if err != nil {
		return nil
	}
	tok := pass.Fset.File(f.Syntax.FileStart)
	if tok == nil || len(src) != tok.Size() {
		return nil
	}
	return &fix{expr, analysis.TextEdit{Pos: tok.Pos(start), End: tok.Pos(end), NewText: []byte(text)}}
}

// constraintFor returns the whole new constraint of f: what it has now and the
// ports on which all that it uses exists, or, if that is no longer, one
// expression in place of both.
func constraintFor(f *sources.File, exists, targets platform.Set) string {
	if f.Header.Expr == nil {
		return xconstraint.Guard(exists, f.Built, f.Header.ByName, targets)
	}
	// What the constraint leaves out need not be left out once more.
	added := xconstraint.Guard(exists, f.Built, f.Built, targets)
	if added == "" {
		return ""
	}
	both, err := constraint.Parse("//go:build (" + f.Header.Expr.String() + ") && (" + added + ")")
	if err != nil {
		return ""
	}
	expr := both.String()
	// Tags of the user's own must stay.
	for _, tag := range f.Header.Tags {
		if _, ok := platform.Tag(tag); !ok {
			return expr
		}
	}
	if joined := xconstraint.Guard(exists, f.Built, f.Header.ByName, targets); joined != "" && xconstraint.Operators(joined) <= xconstraint.Operators(expr) {
		return joined
	}
	return expr
}

// needed reports whether a package may fail to build on the removed ports, or
// vanish there, or its users may fail, if they no longer build f.
//
// A file of tests is not needed unless another file mentions a name that it
// declares. Of the other files, one must remain on every removed port, none of
// them may mention a name that f declares, and f must not export anything, nor
// be what makes a command one.
func needed(pkg *sources.Package, f *sources.File, removed platform.Set) bool {
	declared := namesOf(f.Syntax)
	var remain platform.Set
	for _, other := range pkg.Files {
		if other == f || !other.Built.Overlaps(removed) {
			continue
		}
		if !other.Header.Test {
			remain = remain.Union(other.Built)
		}
		if mentions(other.Syntax, declared) {
			return true
		}
	}
	switch {
	case f.Header.Test:
		return false
	case !removed.SubsetOf(remain):
		return true
	case f.Syntax.Name.Name == "main":
		return declared["main"]
	}
	for name := range declared {
		if ast.IsExported(name) {
			return true
		}
	}
	return false
}

// namesOf returns the package-level names and the methods that a file declares.
func namesOf(f *ast.File) map[string]bool {
	names := make(map[string]bool)
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv != nil || d.Name.Name != "init" {
				names[d.Name.Name] = true
			}
		case *ast.GenDecl:
			if d.Tok == token.IMPORT {
				continue
			}
			for _, spec := range d.Specs {
				switch spec := spec.(type) {
				case *ast.ValueSpec:
					for _, n := range spec.Names {
						names[n.Name] = true
					}
				case *ast.TypeSpec:
					names[spec.Name.Name] = true
				}
			}
		}
	}
	delete(names, "_")
	return names
}

// mentions reports whether a file has an identifier that is in names.
func mentions(f *ast.File, names map[string]bool) bool {
	found := false
	ast.Inspect(f, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && names[id.Name] && id != f.Name {
			found = true
		}
		return !found
	})
	return found
}
