//go:build linux || freebsd

package gocmd

import "syscall"

// dieWithParent has the system interrupt the process when its parent is gone:
// the go command then starts nothing more, and removes its temporary files.
func dieWithParent(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGINT }
