package vettest

import (
	"fmt"
	"log"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
)

// Demo prints what an analyzer finds in one package of testdata/demo, for the
// example of its own package.
func Demo(a *analysis.Analyzer, pkg string) {
	pkgs, err := packages.Load(&packages.Config{
		Mode: packages.LoadSyntax | packages.NeedModule,
		Dir:  filepath.Join("..", "..", "testdata", "demo"),
	}, "./...", "example.com/ledger") // facts come with the syntax only
	if err != nil {
		log.Fatal(err)
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{a}, pkgs, nil)
	if err != nil {
		log.Fatal(err)
	}
	var lines []string
	for _, action := range graph.Roots {
		if action.Err != nil {
			log.Fatal(action.Err)
		}
		if !strings.HasSuffix(action.Package.PkgPath, "/"+pkg) {
			continue
		}
		for _, d := range action.Diagnostics {
			pos := action.Package.Fset.Position(d.Pos)
			lines = append(lines, fmt.Sprintf("%s:%d: %s", filepath.Base(pos.Filename), pos.Line, d.Message))
		}
	}
	slices.Sort(lines)
	for _, line := range lines {
		fmt.Println(line)
	}
}
