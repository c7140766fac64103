package rawsyscall_test

import (
	"golang.org/x/tools/go/analysis/singlechecker"

	"github.com/xplatvet/xplatvet/analyzers/rawsyscall"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

// What it finds in package socket of testdata/demo.
func Example() {
	vettest.Demo(rawsyscall.Analyzer, "socket")
	// Output:
	// close_unix.go:8: Syscall of syscall.SYS_CLOSE makes a call by number; use syscall.Close, which has number and arguments right on darwin and linux
}

// A command that runs the analyzer alone, by itself or by go vet -vettool.
func Example_command() {
	singlechecker.Main(rawsyscall.Analyzer)
}
