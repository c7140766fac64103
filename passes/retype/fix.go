package retype

import (
	"go/parser"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/edit"
	"github.com/xplatvet/xplatvet/passes/sources"
)

// Fixes reports whether edits of its file take an error away in each bad view of
// a problem, and add none in any of them.
func (r *Result) Fixes(p *Problem, edits []analysis.TextEdit) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	tok := r.pass.Fset.File(p.Pos)
	src, err := sources.ReadFile(r.pass, p.File.Name)
	if err != nil || tok == nil || len(src) != tok.Size() {
		return false
	}
	var list []edit.Edit
	for _, e := range edits {
		list = append(list, edit.Edit{Start: tok.Offset(e.Pos), End: tok.Offset(e.End), New: string(e.NewText)})
	}
	fixed, dropped := edit.Apply(src, [][]edit.Edit{list})
	if len(dropped) > 0 {
		return false
	}
	tree, err := parser.ParseFile(r.pass.Fset, p.File.Name, fixed, parser.SkipObjectResolution)
	if err != nil {
		return false
	}
	for _, v := range p.Bad {
		source, before := v.source, v
		if source == nil { // the view of the pass
			source, before = r.sourceFor(r.reasons, v.port), &View{port: v.port}
			source.check(before, r.world)
		}
		after := &View{port: v.port}
		source.with(p.File, tree).check(after, r.world)
		if len(after.errors) >= len(before.errors) {
			return false
		}
	}
	return true
}
