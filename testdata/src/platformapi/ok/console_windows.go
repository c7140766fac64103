package ok

import "syscall"

var kernel = syscall.NewLazyDLL("kernel32.dll")

func handle() syscall.Handle { return syscall.InvalidHandle }

func attrWindows() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{HideWindow: true, CreationFlags: 1}
}

func shadowed(syscall interface{ Kill(int) }) { syscall.Kill(1) }
