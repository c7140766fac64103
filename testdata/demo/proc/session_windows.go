package proc

import "syscall"

var wtsapi32 = syscall.NewLazyDLL("wtsapi32.dll")

// Sessions reports whether sessions can be listed.
func Sessions() bool { return wtsapi32.NewProc("WTSEnumerateSessionsW").Find() == nil }
