//go:build unix && !linux && !freebsd

package subprocess

import "syscall"

// dieWithParent does nothing: the system tells no process that its parent is
// gone.
func dieWithParent(*syscall.SysProcAttr) {}
