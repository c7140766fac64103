package cgodep_test

import (
	"golang.org/x/tools/go/analysis/singlechecker"

	"github.com/xplatvet/xplatvet/analyzers/cgodep"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

// What it finds in package store of testdata/demo.
func Example() {
	vettest.Demo(cgodep.Analyzer, "store")
	// Output:
	// store.go:4: example.com/ledger is a stub on darwin, linux and windows without cgo: "ledger: built without cgo"; build with cgo, or constrain this file with //go:build cgo
}

// A command that runs the analyzer alone, by itself or by go vet -vettool.
func Example_command() {
	singlechecker.Main(cgodep.Analyzer)
}
