// Package platformapi defines an Analyzer that reports uses of packages,
// symbols, fields and methods that do not exist on a port the code is built for.
//
// # Analyzer platformapi
//
// platformapi: report API that is absent on a target port
//
// Many names of the standard library, of golang.org/x/sys and of other modules
// are declared on some ports only. Code that uses one in a file which other
// ports build as well does not compile there:
//
//	package proc
//
//	import "syscall"
//
//	func Stop(pid int) error {
//		return syscall.Kill(pid, syscall.SIGTERM)
//	}
//
// With GOOS=windows the compiler says
//
//	undefined: syscall.Kill
//
// A check of runtime.GOOS around the call does not help, since the compiler
// looks at both branches. The file needs a build constraint:
//
//	//go:build unix
//
// and, if other files of the package call Stop on windows, a second file with
// a Stop for windows. The fix adds the shortest constraint that is right; it
// is offered only if no file built on the ports that it takes away needs this
// one, so that it breaks nothing.
//
// Where a name exists is derived from source: for the standard library from
// the GOROOT in use, for other packages from all Go files in their directory.
//
// The analyzer also reads the files that the current build leaves out. In
// those it sees names qualified by an import and keys of composite literals,
// but not fields and methods of variables; the check of their own port does.
//
// A package of another module that has no files without cgo is one that does
// not exist on those ports, and is reported here; cgodep reports one that only
// works with cgo for other reasons, or that is imported by another module.
//
// It does not report a field or method if on some port its type is an alias,
// is defined by a type of another package, or embeds a type that may have it;
// nor where what it is selected from may be of another type: if it comes from a
// function, variable or type that other ports declare in another file, or is
// promoted by a type of another package.
// It does not report names of the package itself, nor constants and types
// whose value or definition differs between ports.
//
// To silence it for a file, constrain the file. To leave a port out, set the
// target ports with -platforms or in .xplatvet.yaml.
package platformapi
