package buildconstraint

import (
	_ "embed"
	"go/ast"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/doc"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

//go:embed doc.go
var docgo string

// Analyzer reports constraints and file names that do not say what they seem
// to.
var Analyzer = &analysis.Analyzer{
	Name:             "buildconstraint",
	Doc:              doc.Of(docgo, "buildconstraint"),
	URL:              doc.URL("buildconstraint"),
	Run:              run,
	RunDespiteErrors: true,
	Requires:         []*analysis.Analyzer{scope.Analyzer, sources.Analyzer},
}

// style is the option of that name.
var style *scope.Bool

func init() {
	style = scope.NewBool(Analyzer, "style", "report also constraints that are right but could be left out or modernised: what the file name says already, and // +build lines")
}

func run(pass *analysis.Pass) (any, error) {
	sc := pass.ResultOf[scope.Analyzer].(*scope.Scope)
	if sc.Skips(pass.Pkg.Path()) {
		return nil, nil
	}
	c := &checker{pass: pass, scope: sc, pkg: pass.ResultOf[sources.Analyzer].(*sources.Package)}
	if c.pkg.Later {
		return nil, nil
	}
	c.list()
	own := c.ownTags()
	for _, f := range c.files {
		if f.header.Expr != nil {
			c.checkTags(f, own)
			c.checkSatisfiable(f)
		} else {
			c.checkSpace(f)
			c.checkName(f)
			c.checkAccident(f)
		}
		if style.In(sc) {
			c.checkStyle(f)
		}
	}
	return nil, nil
}

type checker struct {
	pass  *analysis.Pass
	scope *scope.Scope
	pkg   *sources.Package
	files []*file // of the directory, those included that no port builds
}

// report reports what holds on ports about the bytes [start, end) of f.
func (c *checker) report(f *file, start, end int, ports platform.Set, message string, fix ...analysis.SuggestedFix) {
	_, tok := f.read(c.pass)
	if tok == nil || end > tok.Size() {
		return
	}
	c.scope.Report(c.pass, analysis.Diagnostic{
		Pos:            tok.Pos(start),
		End:            tok.Pos(end),
		Message:        message,
		SuggestedFixes: fix,
	}, scope.Claim{Severity: finding.Warning, Ports: ports})
}

// reportName reports what holds on ports about the name of f, which is parsed,
// at its package clause. With related places it is what stops the build there.
func (c *checker) reportName(f *file, ports platform.Set, message string, related ...analysis.RelatedInformation) {
	severity := finding.Warning
	if len(related) > 0 {
		severity = finding.Error
	}
	c.scope.Report(c.pass, analysis.Diagnostic{
		Pos:     f.syntax.Name.Pos(),
		End:     f.syntax.Name.End(),
		Message: message,
		Related: related,
	}, scope.Claim{Severity: severity, Ports: ports})
}

// declared returns the package-level names of a file, methods left out.
func declared(f *ast.File) map[string]bool {
	names := make(map[string]bool)
	add := func(id *ast.Ident) { names[id.Name] = true }
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				add(d.Name)
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					add(s.Name)
				case *ast.ValueSpec:
					for _, id := range s.Names {
						add(id)
					}
				}
			}
		}
	}
	delete(names, "_")
	delete(names, "init")
	return names
}
