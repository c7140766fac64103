// Package apiparity defines an Analyzer that reports API that a library has on
// some targets only.
//
// # Analyzer apiparity
//
// apiparity: report API that a library has on some target ports only
//
// A library that compiles on every port may still break those who use it, if
// an exported name is declared in files for some ports only:
//
//	lock.go           func Lock() error { return lock() }
//	lock_unix.go      //go:build unix
//	                  func TryLock() (bool, error) { ... }
//	lock_windows.go   func lock() error { ... }
//
// A program that calls TryLock does not compile with GOOS=windows:
//
//	undefined: lock.TryLock
//
// and its author finds out later than the author of the library could have.
// The mend is to declare the name there too, if only to return
// errors.ErrUnsupported. The names that the same files declare are one finding,
// with the ports.
//
// It is about functions, types, constants, variables and methods. A function
// that has another type on some port, or a name that is of another kind there,
// is reported as well:
//
//	open_unix.go      func Open(name string, flag int) (*File, error)
//	open_windows.go   func Open(name string) (*File, error)
//
// and so are ports on which nothing is left of the package but files without
// declarations, such as a doc.go. With a constraint in that one too, the go
// command tells whoever imports the package that it is not for the port.
//
// Much API is for one system on purpose. The analyzer says nothing about
//
//   - a name that is declared for one operating system or one architecture only,
//     unless a file for all others declares most of what is declared with it,
//     and nothing else: then that is a stub in which the name was forgotten;
//   - a name that names an operating system, as SetWindowsHandle does, or whose
//     comment names one or speaks of platforms, so that users are told;
//   - a package of which every file is for one operating system, and one in
//     which most names are for some ports, as in golang.org/x/sys/unix;
//   - commands, and packages that the element internal in their path keeps for
//     the module itself;
//   - ports on which the package does not compile anyhow;
//   - what is missing only because cgo is off, which cgoguard reports.
//
// It does not look at the fields of structs and the methods of interfaces, nor
// into the definitions of types or at the values of constants. A method counts
// as declared where its type embeds another, or is defined by one of another
// package. Types that are written with aliases, or with structs and interfaces
// in them, are not compared, and qualified ones by name only.
//
// To silence it for a name, say in its comment where it is available. To leave
// a port out, set the target ports with -platforms or in .xplatvet.yaml.
package apiparity
