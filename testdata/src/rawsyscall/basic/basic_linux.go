package basic

import (
	"syscall"

	"golang.org/x/sys/unix"
)

const sysMemfdCreate = 319

func memfd(name, offset uintptr) {
	syscall.Syscall(sysMemfdCreate, name, 0, 0)                     // want `^the system call 319 differs between ports \(linux\); use`
	unix.Syscall(unix.SYS_SYNCFS, name, 0, 0)                       // want `makes a call by number; use unix\.Syncfs, which has number and arguments right on linux$`
	syscall.Syscall6(syscall.SYS_PREAD64, 0, name, 1, offset, 0, 0) // want `makes a call by number; use syscall\.Pread, which has number and arguments right on linux$`
}
