// Package cgoguard defines an Analyzer that reports what a build without cgo
// loses, and #cgo flags that apply on ports that they are not for.
//
// # Analyzer cgoguard
//
// cgoguard: report what disappears without cgo, and #cgo flags for one port only
//
// The go command builds with cgo off if CGO_ENABLED=0 and, unless CGO_ENABLED=1,
// for ports that do not support it, if it finds no C compiler, and whenever it
// cross-compiles. Then it leaves out each file that imports "C", without a word. The analyzer reports what comes of that, for the target ports with cgo
// off.
//
// An import of "C" in a file whose name and constraint do not say that it
// needs cgo:
//
//	package db
//
//	import "C"
//
//	func Open(name string) (*DB, error) { ... C.db_open ... }
//
// The fix adds cgo to the constraint,
//
//	//go:build cgo
//
// which changes nothing about what is built, but lets readers and tools see
// it. If no file of the package remains, the diagnostic says so: then the go
// command reports "build constraints exclude all Go files" where the package
// is imported. Generated files are left alone.
//
// A name that only files built with cgo declare, if the package has other
// files. If those use it, the package does not compile without cgo ("undefined:
// open"). If they do not, and the name is exported, the package compiles, but
// its users do not ("undefined: db.Open"). They need a second declaration in a
// file such as db_nocgo.go:
//
//	//go:build !cgo
//
//	package db
//
//	func Open(name string) (*DB, error) { return nil, errors.ErrUnsupported }
//
// If nothing in the package makes sense without cgo, constrain its other files
// with //go:build cgo as well: then the go command tells users that constraints
// exclude the package, rather than that names are undefined.
//
// A second declaration that differs from the first in kind or in type, so that
// users compile with one of them only:
//
//	func Open(name string) *DB { return nil }
//
// Flags of a #cgo directive on ports for which they are not:
//
//	// #cgo LDFLAGS: -framework Cocoa
//	import "C"
//
// With GCC for Linux this is "unrecognized command-line option ‘-framework’".
// The directive needs a condition, which the fix adds:
//
//	// #cgo darwin LDFLAGS: -framework Cocoa
//
// The flags known are: -framework, -F and -mmacosx-version-min (darwin),
// -miphoneos-version-min (ios), -mwindows and others that GCC has for Windows
// only, -lNAME for the DLLs of Windows that Go's own packages load, such as
// -lws2_32, -ldl, which mingw-w64 has no library for, and the flags
// that choose the instructions of one architecture, such as -mavx2 or
// -march=armv8-a. An absolute path, as in -L/opt/homebrew/lib, is reported if
// the directive applies on more than one operating system: it is one of the
// machine that builds, where, if it cross-compiles, the libraries are for
// another port.
//
// The analyzer also reads the files that the current build leaves out, but
// offers no fix for them.
//
// Names that are absent for another reason, and all that tests lack, are left
// to missingimpl, which reports methods that are absent without cgo too, where
// the package itself calls them.
//
// It works on syntax. It misses uses of a name in a file with a dot import,
// members that an embedded type or an alias may provide, what differs in the
// definition of a type or in the type of a variable that is not written, and
// signatures with types of C, with aliases or with structs and interfaces. Of
// qualified types it compares the names only. It leaves out functions with an
// //export comment, which are for C code, and tests. It knows nothing of what
// pkg-config prints, nor of processors by their names, nor of most libraries.
//
// To silence it for a file, constrain the file or the directive. To leave a
// port, or cgo off, out, set the target ports with -platforms or in
// .xplatvet.yaml: linux/amd64:cgo is that port with cgo on.
//
// To silence it, put the comment behind import "C", where it covers the preamble
// too: in the preamble it would be taken for C.
package cgoguard
