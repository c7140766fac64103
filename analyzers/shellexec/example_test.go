package shellexec_test

import (
	"golang.org/x/tools/go/analysis/singlechecker"

	"github.com/xplatvet/xplatvet/analyzers/shellexec"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

// What it finds in package report of testdata/demo.
func Example() {
	vettest.Demo(shellexec.Analyzer, "report")
	// Output:
	// report.go:23: exec.Command of "xdg-open": there is no xdg-open on darwin and windows; look for it with exec.LookPath, or guard the call with runtime.GOOS
}

// A command that runs the analyzer alone, by itself or by go vet -vettool.
func Example_command() {
	singlechecker.Main(shellexec.Analyzer)
}
