// Package linkname defines an Analyzer that reports go:linkname directives that
// do not work on some port.
//
// # Analyzer linkname
//
// linkname: report go:linkname directives that do not link on a target port
//
// By go:linkname a package gets at functions and variables of another one that
// are not exported. Those of the standard library differ between ports and
// releases, and since Go 1.23 the linker refuses the ones that the standard
// library does not mark as open. The compiler sees none of that: go build and
// go vet of a library are content, and so is the machine of its author. A
// program with
//
//	//go:build unix
//
//	package socket
//
//	import (
//		"syscall"
//		_ "unsafe"
//	)
//
//	//go:linkname recvmsg syscall.recvmsg
//	func recvmsg(s int, msg *syscall.Msghdr, flags int) (n int, err error)
//
//	func Receive(s int, msg *syscall.Msghdr) (int, error) { return recvmsg(s, msg, 0) }
//
// ends, when it is linked for darwin, in
//
//	link: example.com/socket: invalid reference to syscall.recvmsg
//
// If nothing else brings the target into the program, or it does not exist on
// that port, the message is "relocation target syscall.recvmsg not defined".
//
// What is open, and where, is derived from the source of the standard library
// and of the linker: its go:linkname directives, its assembly, and the list of
// names that the linker keeps for the standard library (blockedLinknames). For
// releases without that list, Go 1.22 and older, there is nothing to report.
//
// A function is reported on the ports on which the package uses it. Mend it by
// an exported function that does the same (unix.RecvmsgBuffers), by updating
// the module that it is in, or by a build constraint for the ports on which it
// is open.
//
// If the directive is in another module, the program that has it in its imports
// is reported, at the import that leads there.
//
// A variable without a value is reported as well: it is refused, or, if the
// standard library has none of that name and size on that port, it is another
// variable than the one that is meant, and stays zero.
//
// Two things are reported that only the compiler refuses, so that type-checking
// does not show them: a directive in a file that does not import unsafe, and
// one for a name that the package does not declare on some port that builds
// the file (since Go 1.18).
//
// Of //go:cgo_import_dynamic, which asks the linker for a function of a dynamic
// library, those are reported that name a library for another operating system
// than those that the file is built for: a DLL outside of windows, a dylib or
// framework outside of darwin and ios. Every other go:cgo_ directive is refused
// outside of code that cmd/cgo makes.
//
// A body-less function with a go:linkname directive needs no assembly file: the
// days of the empty .s file are over.
//
// The analyzer does not look at targets outside of the standard library, nor
// at references from assembly. It does not compare signatures: a function that
// has other parameters in another release links, and crashes. It takes each
// mention of the local name in the package for a use. It says nothing of a
// method if the package imports that of its type: if the compiler has seen the
// type, the linker lets the reference pass.
//
// To silence it for a file, constrain the file. To leave a port out, set the
// target ports with -platforms or in .xplatvet.yaml. A program that is linked
// with -ldflags=-checklinkname=0 has no use for it: switch it off in
// .xplatvet.yaml.
package linkname
