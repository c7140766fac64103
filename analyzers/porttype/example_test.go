package porttype_test

import (
	"golang.org/x/tools/go/analysis/singlechecker"

	"github.com/xplatvet/xplatvet/analyzers/porttype"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

// What it finds in package disk of testdata/demo.
func Example() {
	vettest.Demo(porttype.Analyzer, "disk")
	// Output:
	// disk_linux.go:11: st.Bsize is int32 on linux/{386,arm}, not int64; convert it: int64(st.Bsize)
}

// A command that runs the analyzer alone, by itself or by go vet -vettool.
func Example_command() {
	singlechecker.Main(porttype.Analyzer)
}
