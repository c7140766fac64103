// Package targets refers to what exists on each of its targets, but nowhere
// else.
package targets

import _ "unsafe"

//go:linkname syscall6 syscall.syscall6
func syscall6(fn, a1, a2, a3, a4, a5, a6 uintptr) (r1, r2, err uintptr)

func call() { syscall6(0, 0, 0, 0, 0, 0, 0) }

//go:linkname recvmsg syscall.recvmsg // want `^syscall\.recvmsg is not open to go:linkname on darwin and openbsd: `
func recvmsg(s int, msg *int, flags int) (n int, err error)

func receive() { recvmsg(0, nil, 0) }
