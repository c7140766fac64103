package ok

import "syscall"

var proc = syscall.NewLazyDLL("kernel32.dll").NewProc("GetTickCount64")

func tick() {
	syscall.Syscall(proc.Addr(), 0, 0, 0, 0)
	syscall.SyscallN(proc.Addr())
}
