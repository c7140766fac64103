package dllload_test

import (
	"golang.org/x/tools/go/analysis/singlechecker"

	"github.com/xplatvet/xplatvet/analyzers/dllload"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

// What it finds in package proc of testdata/demo.
func Example() {
	vettest.Demo(dllload.Analyzer, "proc")
	// Output:
	// session_windows.go:5: NewLazyDLL looks for wtsapi32.dll in the directory of the program first, on windows; load it by windows.NewLazySystemDLL of golang.org/x/sys
}

// A command that runs the analyzer alone, by itself or by go vet -vettool.
func Example_command() {
	singlechecker.Main(dllload.Analyzer)
}
