package pathsep_test

import (
	"golang.org/x/tools/go/analysis/singlechecker"

	"github.com/xplatvet/xplatvet/analyzers/pathsep"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

// What it finds in package report of testdata/demo.
func Example() {
	vettest.Demo(pathsep.Analyzer, "report")
	// Output:
	// report.go:29: strings.Contains for "/private/": the path from filepath.Join is separated by \ on windows; apply filepath.ToSlash first
}

// A command that runs the analyzer alone, by itself or by go vet -vettool.
func Example_command() {
	singlechecker.Main(pathsep.Analyzer)
}
