// Package proc handles processes.
package proc

import (
	"runtime"
	"syscall"
)

// Stop asks a process to end. There is no syscall.Kill on windows, and the
// compiler does not care that nobody would call it there.
func Stop(pid int) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	return syscall.Kill(pid, syscall.SIGTERM)
}
