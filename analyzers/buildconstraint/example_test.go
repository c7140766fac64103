package buildconstraint_test

import (
	"golang.org/x/tools/go/analysis/singlechecker"

	"github.com/xplatvet/xplatvet/analyzers/buildconstraint"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

// What it finds in package home of testdata/demo.
func Example() {
	vettest.Demo(buildconstraint.Analyzer, "home")
	// Output:
	// trash.go:1: no port sets the build tag osx, so this file is left out on darwin; the tag is darwin
}

// A command that runs the analyzer alone, by itself or by go vet -vettool.
func Example_command() {
	singlechecker.Main(buildconstraint.Analyzer)
}
