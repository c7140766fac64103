package ok

import _ "unsafe"

//go:linkname syscall6 syscall.syscall6
func syscall6(fn, a1, a2, a3, a4, a5, a6 uintptr) (r1, r2, err uintptr)

func call() { syscall6(0, 0, 0, 0, 0, 0, 0) }

//go:cgo_import_dynamic libc_getpid getpid "/usr/lib/libSystem.B.dylib"
//go:cgo_import_dynamic libc_sec SecRandomCopyBytes "/System/Library/Frameworks/Security.framework/Versions/A/Security"
