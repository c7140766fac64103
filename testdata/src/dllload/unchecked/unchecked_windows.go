// Package unchecked is not type-checked for windows.
package unchecked

import "syscall"

var (
	example = syscall.NewLazyDLL("example.dll") // want `^NewLazyDLL looks for example\.dll`
	run     = example.NewProc("Run")
)

func call() { run.Call() } // want `^run\.Call panics on windows if there is no example\.dll`
