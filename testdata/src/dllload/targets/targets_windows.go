// Package targets is not type-checked for windows.
package targets

import "syscall"

var (
	example = syscall.NewLazyDLL("example.dll")
	run     = example.NewProc("Run")
)

func call() { run.Call() }
