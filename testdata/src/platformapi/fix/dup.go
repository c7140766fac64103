//go:build !js

package fix

import "syscall"

func redirect(fd int) error {
	return syscall.Dup2(fd, 2) // want `^syscall.Dup2 is not available on plan9 and windows; constrain this file with //go:build `
}

var _ = redirect
