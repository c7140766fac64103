package hardpath_test

import (
	"golang.org/x/tools/go/analysis/singlechecker"

	"github.com/xplatvet/xplatvet/analyzers/hardpath"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

// What it finds in package report of testdata/demo.
func Example() {
	vettest.Demo(hardpath.Analyzer, "report")
	// Output:
	// report.go:20: os.WriteFile of "/tmp/report.txt": there is no /tmp on windows; use os.TempDir
}

// A command that runs the analyzer alone, by itself or by go vet -vettool.
func Example_command() {
	singlechecker.Main(hardpath.Analyzer)
}
