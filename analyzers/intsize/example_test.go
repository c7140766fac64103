package intsize_test

import (
	"golang.org/x/tools/go/analysis/singlechecker"

	"github.com/xplatvet/xplatvet/analyzers/intsize"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

// What it finds in package disk of testdata/demo.
func Example() {
	vettest.Demo(intsize.Analyzer, "disk")
	// Output:
	// disk.go:5: 1 << 40 (1099511627776) overflows int on linux/{386,arm} and windows/386, where it has 32 bits; use int64
}

// A command that runs the analyzer alone, by itself or by go vet -vettool.
func Example_command() {
	singlechecker.Main(intsize.Analyzer)
}
