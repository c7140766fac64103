package missingimpl_test

import (
	"golang.org/x/tools/go/analysis/singlechecker"

	"github.com/xplatvet/xplatvet/analyzers/missingimpl"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

// What it finds in package disk of testdata/demo.
func Example() {
	vettest.Demo(missingimpl.Analyzer, "disk")
	// Output:
	// disk.go:8: free is declared on linux only, but used on darwin and windows; add a file with //go:build !linux that declares it
}

// A command that runs the analyzer alone, by itself or by go vet -vettool.
func Example_command() {
	singlechecker.Main(missingimpl.Analyzer)
}
