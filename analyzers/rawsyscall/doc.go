// Package rawsyscall defines an Analyzer that reports system calls made by
// number.
//
// # Analyzer rawsyscall
//
// rawsyscall: report system calls by number that have a function, or are refused
//
// The numbers of system calls, and how their arguments are passed, differ
// between operating systems and processors, and some systems do not take them
// from programs at all:
//
//	//go:build unix
//
//	package lock
//
//	import "syscall"
//
//	func lock(fd uintptr) error {
//		_, _, errno := syscall.Syscall(syscall.SYS_FLOCK, fd, syscall.LOCK_EX, 0)
//		if errno != 0 {
//			return errno
//		}
//		return nil
//	}
//
// This compiles on openbsd, and fails there each time it is called with
//
//	function not implemented
//
// since OpenBSD has calls from libc only: of all numbers, package syscall lets
// through SYS_IOCTL with Syscall and SYS___SYSCTL with Syscall6. On darwin and
// ios the call goes through a function of libSystem that Apple has deprecated.
// On linux a number may be right for some processors only: with 32 bits a
// file offset takes two arguments, in an order and at a place that depend on
// the processor. The mend is
//
//	func lock(fd uintptr) error { return syscall.Flock(int(fd), syscall.LOCK_EX) }
//
// Which functions make which calls, and which calls are refused, is derived
// from the source of package syscall, for each port. A function of
// golang.org/x/sys/unix is named if its name is that of the call and it exists
// there. RawSyscall is only reported where the function makes a raw call too:
// else it is there so that the scheduler knows nothing of the call, as between
// fork and exec.
//
// A number that is written as a literal, in the call or as a constant of the
// same file, is reported if the file is built for ports that number their calls
// differently:
//
//	syscall.Syscall(319, name, flags, 0) // memfd_create on linux/amd64
//
// Write unix.SYS_MEMFD_CREATE, or constrain the file. Numbers from 424 on are
// the same on all processors that linux runs on but MIPS.
//
// It does not see numbers in variables and parameters, and says nothing of
// arguments. It knows no function for ioctl, which has too many, and none that
// does more than the call. Windows is left alone, where the first argument is an
// address, as are tests and, unless the call is refused, generated files.
//
// To silence it for a line, write above it
//
//	//lint:ignore xplatvet/rawsyscall reason
package rawsyscall
