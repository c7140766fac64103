//go:build unix

package ok

import "syscall"

func kill(pid int) error { return syscall.Kill(pid, syscall.SIGKILL) }

func attr() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setsid: true} }
