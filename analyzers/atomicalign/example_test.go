package atomicalign_test

import (
	"golang.org/x/tools/go/analysis/singlechecker"

	"github.com/xplatvet/xplatvet/analyzers/atomicalign"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

// What it finds in package disk of testdata/demo.
func Example() {
	vettest.Demo(atomicalign.Analyzer, "disk")
	// Output:
	// stats.go:11: atomic.AddInt64 panics on linux/{386,arm} and windows/386: the field bytes is not at a multiple of 64 bits there; make it an atomic.Int64, or the first field
}

// A command that runs the analyzer alone, by itself or by go vet -vettool.
func Example_command() {
	singlechecker.Main(atomicalign.Analyzer)
}
