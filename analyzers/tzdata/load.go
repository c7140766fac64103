package tzdata

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/xplatvet/xplatvet/passes/calls"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// loadsOf returns the calls of time.LoadLocation in f, which imports it by
// spec, that need data and are not known to do without. It goes by syntax,
// since drivers do not keep the types of what programs import.
func (p *program) loadsOf(f *sources.File, spec *ast.ImportSpec) []load {
	name := timePath
	if spec.Name != nil {
		name = spec.Name.Name
	}
	if ast.IsGenerated(f.Syntax) || !mentionsLoad(f.Syntax, name) {
		return nil
	}
	var list []load
	for cur := range inspector.New([]*ast.File{f.Syntax}).Root().Preorder((*ast.CallExpr)(nil)) {
		call := cur.Node().(*ast.CallExpr)
		if !isLoad(ast.Unparen(call.Fun), name) || len(call.Args) != 1 || calls.ToleratedAt(cur) {
			continue
		}
		if ports := p.flow.Called(f, call).Minus(p.builtIn(f, call.Args[0])); !ports.Empty() {
			list = append(list, load{f, call, ports})
		}
	}
	return list
}

// builtIn returns the ports on which x is known to be a name for which
// LoadLocation needs no data: GOROOT/src/time/zoneinfo.go.
func (p *program) builtIn(f *sources.File, x ast.Expr) platform.Set {
	var s platform.Set
	for _, t := range p.flow.Texts(f, x) {
		if t.Value == "" || t.Value == "UTC" || t.Value == "Local" {
			s = s.Union(t.On)
		}
	}
	return s
}

func mentionsLoad(f *ast.File, pkg string) bool {
	found := false
	ast.Inspect(f, func(n ast.Node) bool {
		if x, ok := n.(ast.Expr); ok && isLoad(x, pkg) {
			found = true
		}
		return !found
	})
	return found
}

func isLoad(x ast.Expr, pkg string) bool {
	sel, ok := x.(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "LoadLocation" {
		return false
	}
	id, ok := sel.X.(*ast.Ident)
	return ok && id.Name == pkg
}

// importFix returns a fix that adds the import of the data to a file: as a
// group of its own at the end of the parenthesised imports, or after those
// that are there.
func importFix(f *ast.File) (analysis.SuggestedFix, bool) {
	var last *ast.GenDecl
	for _, d := range f.Decls {
		d, ok := d.(*ast.GenDecl)
		if !ok || d.Tok != token.IMPORT {
			break
		}
		if len(d.Specs) == 1 && importPath(d.Specs[0].(*ast.ImportSpec)) == "C" {
			continue
		}
		last = d
		if d.Rparen.IsValid() {
			break
		}
	}
	if last == nil {
		return analysis.SuggestedFix{}, false
	}
	end := last.End()
	if c := last.Specs[len(last.Specs)-1].(*ast.ImportSpec).Comment; c != nil {
		end = max(end, c.End())
	}
	edit := analysis.TextEdit{Pos: end, End: end, NewText: []byte("\n\nimport _ \"" + dataPath + "\"")}
	if last.Rparen.IsValid() {
		edit = analysis.TextEdit{Pos: last.Rparen, End: last.Rparen, NewText: []byte("\n\t_ \"" + dataPath + "\"\n")}
	}
	return analysis.SuggestedFix{Message: "Import " + dataPath, TextEdits: []analysis.TextEdit{edit}}, true
}
