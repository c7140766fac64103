package cgoguard

import (
	_ "embed"
	"go/ast"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/internal/doc"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

//go:embed doc.go
var docgo string

// Analyzer reports what changes without notice when cgo is off, and #cgo flags
// for other ports than the directive applies to.
var Analyzer = &analysis.Analyzer{
	Name:             "cgoguard",
	Doc:              doc.Of(docgo, "cgoguard"),
	URL:              doc.URL("cgoguard"),
	Run:              run,
	RunDespiteErrors: true,
	Requires:         []*analysis.Analyzer{scope.Analyzer, sources.Analyzer},
}

func run(pass *analysis.Pass) (any, error) {
	sc := pass.ResultOf[scope.Analyzer].(*scope.Scope)
	if sc.Skips(pass.Pkg.Path()) {
		return nil, nil
	}
	c := &checker{pass: pass, sc: sc}
	pkg := pass.ResultOf[sources.Analyzer].(*sources.Package)
	if pkg.Later {
		return nil, nil
	}
	c.files = survey(sc.Context, pkg)
	if !slices.ContainsFunc(c.files, func(f *file) bool { return !f.left().Empty() }) {
		return nil, nil
	}
	for _, f := range c.files {
		if f.Header.ImportsC {
			c.checkImport(f)
			c.checkDirectives(f)
		}
	}
	c.checkTwins(pkg)
	return nil, nil
}

type checker struct {
	pass  *analysis.Pass
	sc    *scope.Scope
	files []*file
}

// A file is a Go file of the package that is not a test.
type file struct {
	*sources.File

	// implicit is the ports without cgo that leave the file out for its
	// import "C", though its name and its constraint select it.
	implicit platform.Set
}

// left returns the ports without cgo that leave the file out because of that.
func (f *file) left() platform.Set { return f.WithCgo.Minus(f.Built) }

func survey(ctx constraint.Context, pkg *sources.Package) []*file {
	// -tags cgo satisfies the tag; it neither turns cgo on nor makes it
	// necessary to constrain a file in another way.
	ctx.Tags = slices.DeleteFunc(slices.Clone(ctx.Tags), func(tag string) bool { return tag == "cgo" })

	var files []*file
	for _, f := range pkg.Files {
		if f.Header.Test || f.Built.Empty() {
			continue
		}
		file := &file{File: f}
		if f.Header.ImportsC {
			file.implicit = f.Header.ByName
			if f.Header.Expr != nil {
				file.implicit = file.implicit.Intersect(ctx.Expr(f.Header.Expr))
			}
			file.implicit = file.implicit.Minus(cgo())
		}
		files = append(files, file)
	}
	return files
}

// cgo returns the ports with cgo on.
func cgo() platform.Set {
	s, _ := platform.Tag("cgo")
	return s
}

// checkImport reports an import of "C" that is all that says that the file
// needs cgo.
func (c *checker) checkImport(f *file) {
	out := f.implicit.Intersect(c.sc.Targets)
	if out.Empty() || ast.IsGenerated(f.Syntax) {
		return
	}
	imports := importsOfC(f.Syntax)
	if len(imports) == 0 {
		return
	}
	msg := `import "C" leaves this file out on ` + out.Text(c.sc.Targets)
	empty := out
	for _, other := range c.files {
		empty = empty.Minus(other.Built)
	}
	switch {
	case empty == out:
		msg += ", where the package then has no Go files"
	case !empty.Empty():
		msg += ", and the package without Go files on " + empty.Text(c.sc.Targets)
	}
	c.sc.Report(c.pass, analysis.Diagnostic{
		Pos:            imports[0].spec.Path.Pos(),
		End:            imports[0].spec.Path.End(),
		Message:        msg + "; say so with //go:build cgo",
		SuggestedFixes: c.constrain(f, "cgo"),
	}, scope.Claim{Severity: finding.Warning, Ports: out})
}

// constrain returns the fix that adds expr to the constraint of f, if the
// build of the pass has f.
func (c *checker) constrain(f *file, expr string) []analysis.SuggestedFix {
	if !f.Editable() {
		return nil
	}
	src, err := sources.ReadFile(c.pass, f.Name)
	if err != nil {
		return nil
	}
	start, end, text, err := constraint.AddConstraint(src, expr)
	if err != nil {
		return nil
	}
	tok := c.pass.Fset.File(f.Syntax.FileStart)
	if tok == nil || tok.Size() != len(src) {
		return nil
	}
	return []analysis.SuggestedFix{{
		Message:   "Add " + expr + " to the build constraint",
		TextEdits: []analysis.TextEdit{{Pos: tok.Pos(start), End: tok.Pos(end), NewText: []byte(text)}},
	}}
}
