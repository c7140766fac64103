package reach_test

import (
	"go/ast"
	"iter"
	"os"
	"strconv"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/vettest"
	"github.com/xplatvet/xplatvet/passes/reach"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// TestAnalyzer runs the cases through a driver, type-checked under three ports:
// whatever the port, the answers are the same.
func TestAnalyzer(t *testing.T) {
	dirs, err := os.ReadDir("../../testdata/src/reach")
	if err != nil {
		t.Fatal(err)
	}
	cases := []string{"reachfacts/importers"}
	for _, dir := range dirs {
		cases = append(cases, "reach/"+dir.Name())
	}
	for _, path := range cases {
		t.Run(path, func(t *testing.T) {
			n := 0
			vettest.Run(t, markers(&n), path, vettest.Options{Ports: "linux/amd64:cgo,windows/386:nocgo,plan9/386"})
			if n == 0 {
				t.Error("no markers")
			}
		})
	}
}

// markers returns an analyzer that reports each call of reached whose argument
// is not its reach, and counts the calls.
func markers(n *int) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:             "markers",
		Doc:              "check the markers of the test cases",
		Requires:         []*analysis.Analyzer{reach.Analyzer, sources.Analyzer},
		RunDespiteErrors: true,
		Run: func(pass *analysis.Pass) (any, error) {
			r := pass.ResultOf[reach.Analyzer].(*reach.Result)
			for _, f := range pass.ResultOf[sources.Analyzer].(*sources.Package).Files {
				for call := range markersOf(f.Syntax) {
					*n++
					arg := call.Args[0].(*ast.BasicLit)
					if len(call.Args) == 2 && !f.Checked {
						arg = call.Args[1].(*ast.BasicLit)
					}
					want, err := strconv.Unquote(arg.Value)
					if err != nil {
						return nil, err
					}
					if want != "none" {
						s, err := platform.Parse(want)
						if err != nil {
							return nil, err
						}
						want = s.String()
					}
					if got := r.At(f, call).String(); got != want {
						pass.ReportRangef(call, "reached on %s, want %s", got, want)
					}
				}
			}
			return nil, nil
		},
	}
}

// markersOf yields the calls of reached.
func markersOf(f *ast.File) iter.Seq[*ast.CallExpr] {
	return func(yield func(*ast.CallExpr) bool) {
		for n := range ast.Preorder(f) {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				continue
			}
			if id, ok := call.Fun.(*ast.Ident); ok && id.Name == "reached" && !yield(call) {
				return
			}
		}
	}
}
