// Package dep refers to what is not open.
package dep

import _ "unsafe"

//go:linkname recvmsg syscall.recvmsg
func recvmsg() int

//go:linkname sendmsg syscall.sendmsg
func sendmsg() int

func Receive() int { return recvmsg() }

func send() int { return sendmsg() }
