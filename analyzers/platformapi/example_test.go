package platformapi_test

import (
	"golang.org/x/tools/go/analysis/singlechecker"

	"github.com/xplatvet/xplatvet/analyzers/platformapi"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

// What it finds in package proc of testdata/demo.
func Example() {
	vettest.Demo(platformapi.Analyzer, "proc")
	// Output:
	// priority_windows.go:7: syscall.Getpriority is not available on windows
	// priority_windows.go:7: syscall.PRIO_PROCESS is not available on windows
	// proc.go:15: syscall.Kill is not available on windows; the check of runtime.GOOS or runtime.GOARCH around it does not help, the compiler sees both branches; move it to a file with //go:build unix
	// reload.go:13: syscall.SIGUSR1 is not available on windows; constrain this file with //go:build unix
}

// A command that runs the analyzer alone, by itself or by go vet -vettool.
func Example_command() {
	singlechecker.Main(platformapi.Analyzer)
}
