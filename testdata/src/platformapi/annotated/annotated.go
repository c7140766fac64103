package annotated

import (
	"runtime"
	"syscall"
)

// What does not compile does not compile, whatever it is meant for.
//
//xplatvet:only linux,darwin
func stop(pid int) error {
	return syscall.Kill(pid, 9) // want `^syscall.Kill is not available on plan9 and windows; the annotation //xplatvet:only does not help, the compiler sees the file; move it`
}

//xplatvet:only linux,windows
func guarded(pid int) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	return syscall.Kill(pid, 9) // want `^syscall.Kill is not available on plan9 and windows; the check of runtime.GOOS`
}

//xplatvet:only linux,windows
func getpid() int { return syscall.Getpid() }
