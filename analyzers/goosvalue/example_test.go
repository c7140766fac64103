package goosvalue_test

import (
	"golang.org/x/tools/go/analysis/singlechecker"

	"github.com/xplatvet/xplatvet/analyzers/goosvalue"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

// What it finds in package home of testdata/demo.
func Example() {
	vettest.Demo(goosvalue.Analyzer, "home")
	// Output:
	// home.go:9: runtime.GOOS is never "macos"; the value is "darwin"
}

// A command that runs the analyzer alone, by itself or by go vet -vettool.
func Example_command() {
	singlechecker.Main(goosvalue.Analyzer)
}
