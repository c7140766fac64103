package analyzers_test

import (
	"fmt"
	"log"
	"path/filepath"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/analysis/multichecker"
	"golang.org/x/tools/go/packages"

	"github.com/xplatvet/xplatvet/analyzers"
	"github.com/xplatvet/xplatvet/analyzers/hardpath"
	"github.com/xplatvet/xplatvet/analyzers/shellexec"
)

// Run the suite on packages of a module.
func Example() {
	pkgs, err := packages.Load(&packages.Config{
		Mode: packages.LoadAllSyntax | packages.NeedModule,
		Dir:  filepath.Join("..", "testdata", "demo"),
	}, "./report")
	if err != nil {
		log.Fatal(err)
	}
	graph, err := checker.Analyze(analyzers.Suite, pkgs, nil)
	if err != nil {
		log.Fatal(err)
	}
	var lines []string
	for _, action := range graph.Roots {
		if action.Err != nil {
			log.Fatal(action.Err)
		}
		for _, d := range action.Diagnostics {
			pos := action.Package.Fset.Position(d.Pos)
			lines = append(lines, fmt.Sprintf("%s:%d: %s (%s)", filepath.Base(pos.Filename), pos.Line, d.Message, action.Analyzer))
		}
	}
	slices.Sort(lines)
	for _, line := range lines {
		fmt.Println(line)
	}
	// Output:
	// report.go:20: os.WriteFile of "/tmp/report.txt": there is no /tmp on windows; use os.TempDir (hardpath)
	// report.go:23: exec.Command of "xdg-open": there is no xdg-open on darwin and windows; look for it with exec.LookPath, or guard the call with runtime.GOOS (shellexec)
	// report.go:29: strings.Contains for "/private/": the path from filepath.Join is separated by \ on windows; apply filepath.ToSlash first (pathsep)
}

// A command of your own that runs analyzers of your choice, by itself or by
// go vet -vettool. The targets are those of .xplatvet.yaml, or what the module
// suggests.
func Example_command() {
	multichecker.Main(hardpath.Analyzer, shellexec.Analyzer)
}

// Leave one analyzer out.
func ExampleSuite() {
	suite := slices.DeleteFunc(slices.Clone(analyzers.Suite), func(a *analysis.Analyzer) bool {
		return a == shellexec.Analyzer
	})
	fmt.Println(len(analyzers.Suite)-len(suite), "less")
	// Output:
	// 1 less
}
