//go:build linux || freebsd

package subprocess

import "syscall"

// dieWithParent has the system interrupt the process when its parent is gone: so
// the go command starts nothing more, and removes its temporary files.
func dieWithParent(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGINT }
