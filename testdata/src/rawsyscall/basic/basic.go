//go:build unix

// Package basic makes system calls by number.
package basic

import (
	"runtime"
	"syscall"

	"golang.org/x/sys/unix"
)

func flock(fd uintptr) {
	syscall.Syscall(syscall.SYS_FLOCK, fd, syscall.LOCK_EX, 0) // want `^Syscall of syscall\.SYS_FLOCK returns ENOSYS on openbsd; use syscall\.Flock$` `^Syscall of syscall\.SYS_FLOCK makes a call by number; use syscall\.Flock, which has number and arguments right on darwin, freebsd and linux$`
	syscall.RawSyscall(syscall.SYS_GETPID, 0, 0, 0)            // want `^RawSyscall of syscall\.SYS_GETPID returns ENOSYS on openbsd; use syscall\.Getpid$` `^RawSyscall of syscall\.SYS_GETPID makes a call by number; use syscall\.Getpid, `
	syscall.Syscall6(syscall.SYS_IOCTL, fd, 0, 0, 0, 0, 0)     // want `^Syscall6 of syscall\.SYS_IOCTL returns ENOSYS on openbsd$`
	syscall.RawSyscall(syscall.SYS_CLOSE, fd, 0, 0)            // want `^RawSyscall of syscall\.SYS_CLOSE returns ENOSYS on openbsd$`
	unix.Syscall(unix.SYS_FSYNC, fd, 0, 0)                     // want `^Syscall of unix\.SYS_FSYNC returns ENOSYS on openbsd; use unix\.Fsync$` `^Syscall of unix\.SYS_FSYNC makes a call by number; use unix\.Fsync, `
	if runtime.GOOS != "openbsd" {
		syscall.Syscall(syscall.SYS_FSYNC, fd, 0, 0) // want `^Syscall of syscall\.SYS_FSYNC makes a call by number; use syscall\.Fsync, which has number and arguments right on darwin, freebsd and linux$`
	}
	syscall.Syscall(20, 0, 0, 0) // want `^the system call 20 differs between ports \(every port\); use a constant SYS_ of syscall or golang\.org/x/sys/unix$`
}
