package cgoguard_test

import (
	"golang.org/x/tools/go/analysis/singlechecker"

	"github.com/xplatvet/xplatvet/analyzers/cgoguard"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

// What it finds in package native of testdata/demo.
func Example() {
	vettest.Demo(cgoguard.Analyzer, "native")
	// Output:
	// native.go:3: -framework CoreFoundation does not work on linux and windows; write #cgo darwin LDFLAGS: -framework CoreFoundation
	// native.go:6: import "C" leaves this file out on darwin, linux and windows without cgo; say so with //go:build cgo
}

// A command that runs the analyzer alone, by itself or by go vet -vettool.
func Example_command() {
	singlechecker.Main(cgoguard.Analyzer)
}
