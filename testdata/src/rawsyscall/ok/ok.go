//go:build unix

// Package ok has no better way, or knows what it does.
package ok

import (
	"runtime"
	"syscall"

	"golang.org/x/sys/unix"
)

func calls(fd, number uintptr) {
	syscall.Syscall(syscall.SYS_IOCTL, fd, 0, 0) // let through on openbsd
	unix.Syscall(unix.SYS_IOCTL, fd, 0, 0)
	if runtime.GOOS != "openbsd" {
		syscall.RawSyscall(syscall.SYS_CLOSE, fd, 0, 0) // after fork, say
		syscall.RawSyscall6(syscall.SYS_EXECVE, fd, 0, 0, 0, 0, 0)
		syscall.Syscall6(syscall.SYS_PTRACE, fd, 0, 0, 0, 0, 0)
	}
	syscall.Syscall(number, 0, 0, 0)
	syscall.Fsync(int(fd))
	unix.Fsync(int(fd))
}
