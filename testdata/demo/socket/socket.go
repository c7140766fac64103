//go:build !windows

// Package socket uses a function of package syscall that is not exported.
package socket

import (
	"syscall"
	_ "unsafe" // for go:linkname
)

//go:linkname recvmsg syscall.recvmsg
func recvmsg(s int, msg *syscall.Msghdr, flags int) (n int, err error)

// Receive receives a message.
func Receive(s int, msg *syscall.Msghdr) (int, error) { return recvmsg(s, msg, 0) }
