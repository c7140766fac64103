// Package broken does not compile on windows: what it lacks there is not what
// keeps its users from compiling.
package broken

import "syscall"

var _ = shared()

// Kill kills.
func Kill(pid int) error { return kill(pid) }

func group() int { return syscall.Getpgrp() }
