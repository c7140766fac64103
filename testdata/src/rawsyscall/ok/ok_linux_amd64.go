package ok

import "syscall"

func memfd(name uintptr) { syscall.Syscall(319, name, 0, 0) }
