// Package crossbuild compiles packages for many ports with the go command and
// says, package by package and port by port, what became of it.
//
// Each GOOS/GOARCH pair of the targets is built once. What a cross build does
// by default is to leave cgo off, so CGO_ENABLED is 0, unless the targets hold
// the pair with cgo on only, or [Config.Cgo] asks for it both ways. The rest of the environment is the user's, GOFLAGS
// included.
//
// For one port one command does the work: "go list -e -deps -export" loads the
// packages and compiles all that can be compiled, as go build does, but goes on
// after packages that cannot be loaded, and links nothing. Its -test compiles
// tests too. Commands that compile are then linked by "go build -json", if they
// are to be.
//
// Before anything is built, the sources of all ports are read once
// (internal/matrix). That says which packages there are, which ports stand for
// all others, what is likely to fail, so that it is built first, how to divide
// the work among machines, and what was built before and has not changed: the
// digest of a package is of its files, those of all that it needs, and of what
// else the go command heeds. Packages whose outcome depends on more, such as a C
// compiler, are built each time.
//
// What the machine does to a build is no verdict on a package: where a compiler
// is killed, a disk is full or time is over, packages are skipped, and a problem
// says why.
//
// The status of a package on a port:
//
//	ok        it builds, all its dependencies included
//	fail      it cannot be loaded, compiled or linked itself
//	blocked   a package it depends on fails, or is not to be had
//	excluded  build constraints exclude all its files, no package of this
//	          build imports it there, and no pattern names it literally
//	skipped   the port was not built; a problem of the report says why
//
// An import of a package that has no files on the port makes the imported
// package fail and the importing one blocked, as the go command sees it; the
// finding points to the import. An import of a package that exists nowhere, in
// the standard library or the main module, is an error of the importing
// package; elsewhere it is a problem of the module's requirements.
//
// Errors in the output of the go command become findings of the analyzer
// [finding.Compile]. The compiler stops after ten errors of one package; then
// the last of the errors of the verdict says so.
//
// With cgo on, and where the packages use cgo, there is one more step before
// these: a C compiler is looked for, and tried, for each port. The programs that
// [Config.Smoke] asks for are run after them.
//
// Each finding has a kind and a remedy. The tools give no codes, so the text of
// an error says of what kind it is (patterns.go); the remedy comes from the
// source: what is declared where in the package, its dependencies and the
// standard library, and in newer versions of the dependencies. Neither names the
// port, so that one error is one finding on all ports that have it.
package crossbuild
