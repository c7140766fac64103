package pathsep

import (
	_ "embed"
	"go/ast"
	"go/types"
	"path"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/doc"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/passes/calls"
	"github.com/xplatvet/xplatvet/passes/reach"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

//go:embed doc.go
var docgo string

// Analyzer reports code that takes one system's separators of paths for all.
var Analyzer = &analysis.Analyzer{
	Name:             "pathsep",
	Doc:              doc.Of(docgo, "pathsep"),
	URL:              doc.URL("pathsep"),
	Run:              run,
	RunDespiteErrors: true,
	Requires:         []*analysis.Analyzer{scope.Analyzer, sources.Analyzer, calls.Analyzer, reach.Analyzer},
}

// The ports by their separators: GOROOT/src/internal/filepathlite and
// GOROOT/src/os/path_*.go. On js and wasip1 they are as in Unix, though the
// host may be windows.
var (
	windows = platform.OS("windows")
	hosted  = platform.OS("js").Union(platform.OS("wasip1"))
	lists   = platform.All().Minus(windows).Minus(platform.OS("plan9")) // os.PathListSeparator is ':'
)

func run(pass *analysis.Pass) (any, error) {
	sc := pass.ResultOf[scope.Analyzer].(*scope.Scope)
	known := pass.ResultOf[calls.Analyzer].(*calls.Result)
	if sc.Skips(pass.Pkg.Path()) || !known.Imports("os", "path/filepath") {
		return nil, nil
	}
	c := &checker{
		pass:   pass,
		scope:  sc,
		calls:  known,
		flow:   pass.ResultOf[reach.Analyzer].(*reach.Result),
		walked: make(map[*ast.Ident]string),
	}
	files := pass.ResultOf[sources.Analyzer].(*sources.Package).Files
	c.findWalked(files)
	c.checkStrings()
	c.checkPath()
	c.checkSinks()
	c.checkBackslashes()
	for _, f := range files {
		if !c.skips(f) && (f.Checked || !f.Elsewhere) { // types tell more
			c.checkFile(f)
		}
	}
	return nil, nil
}

type checker struct {
	pass  *analysis.Pass
	scope *scope.Scope
	calls *calls.Result
	flow  *reach.Result

	walked map[*ast.Ident]string // parameters that filepath.Walk and WalkDir give paths to → which of them
}

// skips reports whether nothing is to be reported in f: tests, where it does
// little harm, and generated files.
func (c *checker) skips(f *sources.File) bool { return f.Header.Test || ast.IsGenerated(f.Syntax) }

// ports returns the ports, of those that break n, on which n is reached.
func (c *checker) ports(f *sources.File, n ast.Node, breaks platform.Set) platform.Set {
	if breaks = breaks.Intersect(c.scope.Targets); breaks.Empty() || c.skips(f) {
		return platform.Set{}
	}
	return breaks.Intersect(c.flow.Called(f, n))
}

// text names ports for a message.
func (c *checker) text(f *sources.File, ports platform.Set) string {
	return ports.Text(f.Built.Intersect(c.scope.Targets))
}

func (c *checker) report(n ast.Node, message string, ports platform.Set, fixes ...analysis.SuggestedFix) {
	d := analysis.Diagnostic{Pos: n.Pos(), End: n.End(), Message: message, SuggestedFixes: fixes}
	c.scope.Report(c.pass, d, scope.Claim{Severity: finding.Warning, Ports: ports})
}

// imported returns the name by which the package pkg can be mentioned at n, or
// "" if it is not imported there, or hidden, or nothing may be edited.
func (c *checker) imported(f *sources.File, n ast.Node, pkg string) string {
	if !f.Checked {
		return ""
	}
	inner := c.pass.Pkg.Scope().Innermost(n.Pos())
	if inner == nil {
		return ""
	}
	for _, spec := range f.Syntax.Imports {
		name := path.Base(pkg)
		if spec.Name != nil {
			name = spec.Name.Name
		}
		if spec.Path.Value != `"`+pkg+`"` || name == "." || name == "_" {
			continue
		}
		if _, obj := inner.LookupParent(name, n.Pos()); obj != nil {
			if p, ok := obj.(*types.PkgName); ok && p.Imported().Path() == pkg {
				return name
			}
		}
	}
	return ""
}

// toSlash returns a fix that applies filepath.ToSlash to x, where that is at
// hand. It changes nothing where the separator is a slash.
func (c *checker) toSlash(f *sources.File, x ast.Expr) []analysis.SuggestedFix {
	name := c.imported(f, x, "path/filepath")
	if name == "" {
		return nil
	}
	return []analysis.SuggestedFix{{
		Message: "Apply " + name + ".ToSlash",
		TextEdits: []analysis.TextEdit{
			{Pos: x.Pos(), End: x.Pos(), NewText: []byte(name + ".ToSlash(")},
			{Pos: x.End(), End: x.End(), NewText: []byte(")")},
		},
	}}
}
