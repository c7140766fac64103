package unsupported_test

import (
	"golang.org/x/tools/go/analysis/singlechecker"

	"github.com/xplatvet/xplatvet/analyzers/unsupported"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

// What it finds in package users of testdata/demo.
func Example() {
	vettest.Demo(unsupported.Analyzer, "users")
	// Output:
	// own.go:11: os.Chown always fails on windows: syscall.EWINDOWS; ask runtime.GOOS first, or go on if the error is errors.ErrUnsupported
}

// A command that runs the analyzer alone, by itself or by go vet -vettool.
func Example_command() {
	singlechecker.Main(unsupported.Analyzer)
}
