package linkname_test

import (
	"golang.org/x/tools/go/analysis/singlechecker"

	"github.com/xplatvet/xplatvet/analyzers/linkname"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

// What it finds in package socket of testdata/demo.
func Example() {
	vettest.Demo(linkname.Analyzer, "socket")
	// Output:
	// socket.go:11: syscall.recvmsg is not open to go:linkname on darwin and linux: no program that needs it here is linked
}

// A command that runs the analyzer alone, by itself or by go vet -vettool.
func Example_command() {
	singlechecker.Main(linkname.Analyzer)
}
