package tzdata_test

import (
	"golang.org/x/tools/go/analysis/singlechecker"

	"github.com/xplatvet/xplatvet/analyzers/tzdata"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

// What it finds in package cmd/demo of testdata/demo.
func Example() {
	vettest.Demo(tzdata.Analyzer, "cmd/demo")
	// Output:
	// main.go:11: time.LoadLocation in example.com/demo/report finds no zone data on windows, unless Go is installed there; import _ "time/tzdata" in package main
}

// A command that runs the analyzer alone, by itself or by go vet -vettool.
func Example_command() {
	singlechecker.Main(tzdata.Analyzer)
}
