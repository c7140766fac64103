// Package ok has directives that link wherever they are used.
package ok

import (
	"runtime"
	"unsafe"
)

//go:linkname nanotime runtime.nanotime
func nanotime() int64

//go:linkname memmove runtime.memmove
func memmove(to, from unsafe.Pointer, n uintptr)

//go:linkname rtypeAlign reflect.(*rtype).Align
func rtypeAlign(unsafe.Pointer) int

//go:linkname getprocaddress syscall.getprocaddress
func getprocaddress(handle uintptr, name *uint8) (uintptr, uintptr)

//go:linkname Exported syscall.recvmsg
func Exported() // only others use it, and the linker lets them

//go:linkname unused syscall.recvmsg
func unused()

//go:linkname other example.com/mod.other
func other()

//go:linkname libc libc_ioctl
var libc uintptr

//go:linkname hook runtime.hookOfNoRelease
func hook() {} // a definition

//go:linkname pulled runtime.hookOfNoRelease
func pulled()

//go:linkname opened
func opened() int { return 1 }

// A comment in the middle: //go:linkname x syscall.recvmsg
/*
//go:linkname y syscall.recvmsg
*/
func run() {
	nanotime()
	memmove(nil, nil, 0)
	rtypeAlign(nil)
	other()
	pulled()
	if runtime.GOOS == "windows" {
		getprocaddress(0, nil)
	}
	var t struct{ unused int }
	_ = t.unused
}
