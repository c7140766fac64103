// Package cgodep defines an Analyzer that reports imports of packages of other
// modules that need cgo, where it is off.
//
// # Analyzer cgodep
//
// cgodep: report imports that do not compile, or are a stub, without cgo
//
// The go command turns cgo off when it builds for another port than its own,
// or finds no C compiler. It then leaves out every file that imports "C".
// A package may have other files in their place that do no more than fail:
//
//	package main
//
//	import (
//		"database/sql"
//		"log"
//
//		_ "github.com/mattn/go-sqlite3"
//	)
//
//	func main() {
//		db, err := sql.Open("sqlite3", "data.db")
//		if err == nil {
//			err = db.Ping()
//		}
//		log.Println(err)
//	}
//
// On linux/amd64 this works. Cross-compiled with GOOS=linux GOARCH=arm64 it
// builds as well, and says at run time
//
//	Binary was compiled with 'CGO_ENABLED=0', go-sqlite3 requires cgo to work. This is a stub
//
// That is a warning. Other packages have files left that use what is gone, and
// do not compile without cgo ("undefined: Port"), and others again have none
// left ("build constraints exclude all Go files"): those are errors.
//
// Either build with cgo, with a C compiler for the target (CGO_ENABLED=1
// CC=aarch64-linux-gnu-gcc), or leave the import out where cgo is off, with
//
//	//go:build cgo
//
// in the file that has it, or use a package that does without, such as
// modernc.org/sqlite.
//
// What a package needs is derived from the Go files in its directory. A stub
// is a file that only ports without cgo build, that declares something anew
// which a file with cgo declares, and has a text about cgo in its code.
//
// The import may be indirect. Then the import of the other module that leads
// there is reported, with the chain of imports, once in each package; not the
// imports of packages of the same module, which are reported themselves.
// Imports of tests are left alone.
//
// An import of a package that has no files without cgo is reported by
// platformapi, as it is for other ports; cgodep reports it if it is indirect.
// What is wrong in a package of the module itself is the business of cgoguard
// and missingimpl.
//
// It does not see stubs whose text does not mention cgo, packages that only
// another port than that of the current build imports, and what a package
// without cgo does differently or leaves out (see cgolookup for net and
// os/user).
//
// To silence it for a file, constrain the file with //go:build cgo. To leave
// ports without cgo out, set the target ports with -platforms or in
// .xplatvet.yaml: linux/amd64:cgo is that port with cgo on.
package cgodep
