package imports_test

import (
	"fmt"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/vettest"
	"github.com/xplatvet/xplatvet/passes/fact"
	"github.com/xplatvet/xplatvet/passes/imports"
	"github.com/xplatvet/xplatvet/passes/sources"
)

// show reports each import, and whether facts about it can be had.
var show = &analysis.Analyzer{
	Name:             "show",
	Doc:              "show imports",
	Requires:         []*analysis.Analyzer{sources.Analyzer},
	RunDespiteErrors: true,
	Run: func(pass *analysis.Pass) (any, error) {
		for _, im := range imports.Of(pass, pass.ResultOf[sources.Analyzer].(*sources.Package)) {
			known := im.Package != nil && im.Package.Path() == im.Path
			pass.Report(analysis.Diagnostic{Pos: im.Spec.Pos(), End: im.Spec.End(), Message: fmt.Sprintf("%s %t", im.Path, known)})
			for _, r := range im.Related(fact.Path(pass.Pkg), []string{im.Path, "b"}) {
				if r.Pos != im.Spec.Path.Pos() {
					pass.Reportf(im.Spec.Pos(), "related place")
				}
				if want := "imports imports " + im.Path; r.Message != want && r.Message != im.Path+" imports b" {
					pass.Reportf(im.Spec.Pos(), "related %q", r.Message)
				}
			}
		}
		return nil, nil
	},
}

func Test(t *testing.T) {
	vettest.Run(t, show, "imports", vettest.Options{Ports: "linux/amd64,darwin/arm64"})
}
