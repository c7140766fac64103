//go:build !plan9

package crossbuild

import "syscall"

// errnos are errors of the system that say nothing about what is compiled.
var errnos = []error{
	syscall.EACCES, syscall.EPERM, syscall.ENOSPC, syscall.EROFS, syscall.ENOMEM,
	syscall.EAGAIN, syscall.EMFILE, syscall.ENFILE, syscall.EIO,
}
