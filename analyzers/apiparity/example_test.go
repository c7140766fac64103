package apiparity_test

import (
	"golang.org/x/tools/go/analysis/singlechecker"

	"github.com/xplatvet/xplatvet/analyzers/apiparity"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

// What it finds in package users of testdata/demo.
func Example() {
	vettest.Demo(apiparity.Analyzer, "users")
	// Output:
	// groups.go:9: Groups is not declared on windows, where the package builds without it, but what uses it does not; declare it in a file with //go:build !unix too
}

// A command that runs the analyzer alone, by itself or by go vet -vettool.
func Example_command() {
	singlechecker.Main(apiparity.Analyzer)
}
