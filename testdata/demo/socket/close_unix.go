//go:build unix

package socket

import "syscall"

// Close closes a socket.
func Close(fd uintptr) { syscall.Syscall(syscall.SYS_CLOSE, fd, 0, 0) }
