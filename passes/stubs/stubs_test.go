package stubs_test

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/decl"
	"github.com/xplatvet/xplatvet/internal/vettest"
	"github.com/xplatvet/xplatvet/passes/availability"
	"github.com/xplatvet/xplatvet/passes/fact"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/passes/stubs"
	"github.com/xplatvet/xplatvet/platform"
)

// show reports the stubs that a package declares, and its uses of others.
var show = &analysis.Analyzer{
	Name:             "show",
	Doc:              "show stubs",
	Requires:         []*analysis.Analyzer{scope.Analyzer, sources.Analyzer, availability.Analyzer, stubs.Analyzer},
	RunDespiteErrors: true,
	Run: func(pass *analysis.Pass) (any, error) {
		all := pass.ResultOf[stubs.Analyzer].(*stubs.Result)
		targets := pass.ResultOf[scope.Analyzer].(*scope.Scope).Targets
		for _, f := range pass.ResultOf[sources.Analyzer].(*sources.Package).Files {
			for _, d := range f.Syntax.Decls {
				fn, ok := d.(*ast.FuncDecl)
				if !ok {
					continue
				}
				name := fn.Name.Name
				if fn.Recv != nil {
					name = decl.Receiver(fn) + "." + name
				}
				table := all.Of(fact.Path(pass.Pkg))
				if !table.Ports(name).Overlaps(f.Built) {
					continue
				}
				for _, s := range table[name] {
					if !s.Ports.Overlaps(targets) {
						continue
					}
					text := fmt.Sprintf("%s %s on %s: %s", name, s.Kind, systems(s.Ports.Intersect(targets)), s.Reason)
					if s.From != "" {
						text += " from " + s.From
					}
					pass.Report(analysis.Diagnostic{Pos: fn.Name.Pos(), End: fn.Name.End(), Message: text})
				}
			}
			pass.ResultOf[availability.Analyzer].(*availability.Result).References(f, func(n ast.Node, _ types.Object, path, name string) {
				if on := all.Of(path).Ports(name).Intersect(targets); !on.Empty() {
					pass.Report(analysis.Diagnostic{Pos: n.Pos(), End: n.End(), Message: fmt.Sprintf("use of %s.%s: %s", path, name, systems(on))})
				}
			})
		}
		return nil, nil
	},
}

// systems returns the operating systems of ports.
func systems(ports platform.Set) string {
	var list []string
	for port := range ports.Ports() {
		if !slices.Contains(list, port.GOOS) {
			list = append(list, port.GOOS)
		}
	}
	return strings.Join(list, ",")
}

func Test(t *testing.T) {
	for _, dir := range []string{"lib", "forward", "user", "std"} {
		t.Run(dir, func(t *testing.T) {
			vettest.Run(t, show, "stubs/"+dir, vettest.Options{Targets: "linux/amd64:nocgo,windows/386,darwin/arm64:nocgo,js/wasm,plan9/386"})
		})
	}
}
