// Package missingimpl defines an Analyzer that reports what the files of a
// package lack for each other on a target port.
//
// # Analyzer missingimpl
//
// missingimpl: report what a package lacks, or declares twice, on a target port
//
// A package may have files for single ports, by their names or constraints. On
// each port those that are left must declare what they use. In
//
//	lock.go           func Open(name string) error { return lockFile(name) }
//	lock_unix.go      //go:build unix
//	                  func lockFile(name string) error { ... }
//	lock_windows.go   func lockFile(name string) error { ... }
//
// lock.go is built on every port, but nothing declares lockFile on js, plan9
// and wasip1. With GOOS=plan9 the compiler says, on the line of lock.go,
//
//	undefined: lockFile
//
// The mend is one more file, with the constraint that the message gives:
//
//	//go:build !unix && !windows
//
//	package lock
//
//	func lockFile(name string) error { return errors.ErrUnsupported }
//
// The diagnostic stands where the compiler's first error does; the other uses,
// and the declarations there are, are related to it. Tests are looked at too,
// with what tests declare.
//
// The same goes for the methods of the package's types. If Lock of *file is
// declared for unix alone, then neither
//
//	f.Lock()
//	var _ sync.Locker = (*file)(nil)
//
// compiles elsewhere, as far as file is declared there.
//
// A name that no file declares is reported in files that not every target
// builds: on a host of another port nobody has noticed that it was renamed.
//
// The other way round, two files that declare the same name may be built on the
// same port, because their constraints overlap:
//
//	lock_unix.go      //go:build unix
//	lock_solaris.go
//
// With GOOS=solaris the compiler says "lockFile redeclared in this block". The
// fix takes the ports from the constraint of the file with more of them; it is
// offered if nothing that the file declares is lost there.
//
// And a function without a body needs assembly on every port that builds its
// declaration:
//
//	func Exp(x float64) float64
//
// With assembly in exp_amd64.s alone the compiler says, for arm64, "missing
// function body". If the package has other assembly for arm64 it says nothing,
// but the linker "relocation target Exp not defined": that is a warning. The
// declaration belongs in a file for amd64, beside one with a body for all
// others. Functions that a go:linkname directive names are left out.
//
// Assembly is for one architecture. A file without one in its name or constraint,
// such as exp.s, is built for all, and the assembler says, for arm64, "unrecognized
// instruction "MOVQ"". Which instructions each assembler knows is derived from
// its source. Rename the file to exp_amd64.s. It is reported at the function that
// the file has the body of.
//
// But for methods the analyzer works on syntax, so that it reads the files that
// the current build leaves out as well as any other. Methods are looked at in
// the files of the build only, and for other ports as far as what a method is
// called on is known to have the same type there.
//
// It says nothing about a name that every target lacks, a file with a dot
// import, a key of a composite literal unless its type is written as that of a
// map, array or slice, and about the ports of a file that does not parse. Nor
// does it follow methods that are promoted, or the type arguments of generic
// functions. Of assembly it does not know operands, nor what a preprocessor makes
// of it, so that it does not look into files with #ifdef or headers of their own.
//
// Package-level names that are absent only because cgo is off are left to
// cgoguard, except in tests; names of other packages, and packages that have no
// files on a port, to platformapi.
//
// To silence it for a file, constrain the file. To leave a port out, set the
// target ports with -platforms or in .xplatvet.yaml.
package missingimpl
