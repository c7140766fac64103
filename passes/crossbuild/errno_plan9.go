package crossbuild

import "syscall"

// errnos are errors of the system that say nothing about what is compiled.
var errnos = []error{syscall.EACCES, syscall.EPERM, syscall.EIO}
