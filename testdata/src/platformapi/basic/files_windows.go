package basic

import "syscall"

// No port builds this file and has Flock.
func lock(fd int) error {
	return syscall.Flock(fd, syscall.LOCK_EX) // want `^syscall.Flock is not available on windows$` `^syscall.LOCK_EX is not available on windows$`
}

func attr() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{HideWindow: true, Setsid: true} // want `^syscall.SysProcAttr.Setsid is not available on windows$`
}
