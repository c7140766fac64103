package calls_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/vettest"
	"github.com/xplatvet/xplatvet/passes/calls"
	"github.com/xplatvet/xplatvet/platform"
)

// show returns an analyzer that reports what text says of each call of os.
func show(text func(r *calls.Result, c *calls.Call) string) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:             "show",
		Doc:              "show what is known of calls",
		Requires:         []*analysis.Analyzer{calls.Analyzer},
		RunDespiteErrors: true,
		Run: func(pass *analysis.Pass) (any, error) {
			r := pass.ResultOf[calls.Analyzer].(*calls.Result)
			if !r.Imports("os") || r.Imports("net") {
				pass.Reportf(pass.Files[0].Package, "imports are wrong")
			}
			for _, c := range slices.Concat(r.Of("os"), r.Of("os/exec")) {
				if c.Func != nil && c.Func.Signature().Recv() != nil {
					continue
				}
				if r.At(c.Expr) != c || r.Root(c.File) == c.Cursor {
					pass.ReportRangef(c.Expr, "wrong call")
				}
				if !strings.HasPrefix(c.Name, "Is") {
					pass.ReportRangef(c.Expr, "%s", text(r, c))
				}
			}
			return nil, nil
		},
	}
}

func TestTexts(t *testing.T) {
	vettest.Run(t, show(func(r *calls.Result, c *calls.Call) string {
		var args []string
		for _, arg := range c.Expr.Args {
			var list []string
			for _, text := range r.Texts(c.File, arg) {
				s := fmt.Sprintf("%q", text.Prefix)
				if !text.Whole {
					s += "..."
				}
				if text.On != platform.All() {
					s += " on " + text.On.String()
				}
				list = append(list, s)
			}
			slices.Sort(list)
			args = append(args, strings.Join(list, "; "))
		}
		return strings.Join(args, " ")
	}), "calls/text", vettest.Options{})
}

func TestTolerated(t *testing.T) {
	vettest.Run(t, show(func(r *calls.Result, c *calls.Call) string {
		if c.Tolerated() {
			return "tolerated"
		}
		return "not tolerated"
	}), "calls/tolerated", vettest.Options{Ports: "linux/amd64,windows/386"})
}
