// Package porttype defines an Analyzer that reports values of a type that does
// not fit on another port.
//
// # Analyzer porttype
//
// porttype: report values whose type on another port does not compile
//
// Some names have another type, or constants another value, on other ports:
// fields of syscall.Stat_t, Statfs_t, Timespec and their like, file descriptors
// (an int, but a syscall.Handle on windows), parameters of system calls. Code
// that uses them without a conversion may compile on one port only:
//
//	//go:build unix
//
//	package inode
//
//	import "syscall"
//
//	func Device(st *syscall.Stat_t) uint64 {
//		return st.Dev
//	}
//
// With GOOS=darwin the compiler says
//
//	cannot use st.Dev (variable of type int32) as uint64 value in return statement
//
// A conversion makes the type the same everywhere:
//
//	return uint64(st.Dev)
//
// The fix adds it. In an expression it converts the operands, not the result,
// since that may have overflowed by then. It is offered only if the type checker
// finds it to help on every port in question. There is none where it is the other side
// that differs (a parameter, or a field that is set): no name stands for both
// types, so the code belongs into files with build constraints.
//
// A linter that looks at one port calls such a conversion unnecessary there.
// unconvert has the flag -all to look at others.
//
// Which types differ is derived from source: for the standard library from the
// GOROOT in use, for other packages from all Go files in their directory. The
// functions in question are then type-checked once more for each group of target
// ports that see the same types, so the rules are those of the language. An
// error that is the same on every target is not reported.
//
// It does not report files that the current build leaves out, types that differ
// within the package itself, nor names that are missing on a port, which is
// platformapi's business. Generic functions are taken to have the same type
// everywhere; where the type of something is not known on a port, the functions
// that use it are left out for that port. That a type goes by the same
// name but is made of something else is seen only where it makes for other types;
// that a constant has another value, only if that is negative or needs more than
// 31 bits. Two cases of a switch that are the same constant on some port are not
// reported.
//
// To silence it for a file, constrain the file. To leave a port out, set the
// target ports with -platforms or in .xplatvet.yaml.
package porttype
