package only_test

import (
	"golang.org/x/tools/go/analysis/singlechecker"

	"github.com/xplatvet/xplatvet/analyzers/only"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

// What it finds in package cmd/demo of testdata/demo.
func Example() {
	vettest.Demo(only.Analyzer, "cmd/demo")
	// Output:
	// main.go:19: users.Shell is not meant for windows (//xplatvet:only); check runtime.GOOS, or move it to a file with //go:build unix
}

// A command that runs the analyzer alone, by itself or by go vet -vettool.
func Example_command() {
	singlechecker.Main(only.Analyzer)
}
