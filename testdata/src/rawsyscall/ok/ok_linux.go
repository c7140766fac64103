package ok

import (
	"syscall"

	"golang.org/x/sys/unix"
)

func pidfd(pid uintptr) {
	syscall.Syscall(434, pid, 0, 0) // the same everywhere
	unix.Syscall(unix.SYS_READAHEAD, pid, 0, 0)
}
