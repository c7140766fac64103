// Package buildconstraint defines an Analyzer that reports build constraints
// and file names that do not say what they seem to.
//
// # Analyzer buildconstraint
//
// buildconstraint: report build tags and file names that mean another port, or none
//
// A wrong tag is no error: the go command takes any word for a tag that nobody
// has set, leaves the file out without a word, and the mistake shows on the
// port that the author does not have. The analyzer looks at every Go file of
// the directory, also at those that no port builds, and reports five mistakes.
//
// A tag that is the name of a port elsewhere, or a misspelling of one:
//
//	//go:build macos
//
//	package sound
//
// This file is not built on darwin, nor anywhere else, and what it declares is
// "undefined" there. The mend is //go:build darwin. The tag is taken for your
// own, and not reported, if it is among -tags or in the configuration, if a
// file of the package has it beside the tag of the port (darwin && macos), or
// if it is as likely to be something else: apple, cygwin, gnu, mac, mingw, win.
//
// A constraint that no port satisfies, whatever the tags, by itself or together
// with the name of the file, and one that says nothing because every port
// satisfies it:
//
//	//go:build linux && windows
//	//go:build !linux || !windows
//
// Ports that Go had once, or may have, count as ports here: neither
// "darwin && 386" nor "zos" is reported. Nor is a file that a tag of your own
// can still bring back, such as ignore, nor one with the tag js, which GopherJS
// satisfies on every GOOS.
//
// A constraint with a space after the slashes, which makes it a comment, so
// that the file is built everywhere:
//
//	// go:build linux
//
// A suffix that is no constraint. The go command knows _windows and _arm64, but
// not _unix, _posix, _bsd, _macos or _x64:
//
//	tty_windows.go    built on windows only
//	tty_unix.go       built on every port, on windows too
//
// The mend is a line //go:build unix in the second file. It is reported only if
// the file has no constraint at all and there is one with the same beginning
// for other ports, as here: by itself a name may tell what the code is about.
//
// A suffix that is a constraint though it is meant as a word:
//
//	render_js.go      writes scripts; built on js only
//	crane_arm.go      moves an arm; built on arm only
//
// On other ports what they declare is "undefined". The mend is another name,
// such as render_script.go. It is reported for js, wasm, ios, android, arm, and
// names of ports that Go knows but does not build for (hurd, nacl, ppc, sparc,
// zos and others), if the name is all that constrains the file, the file
// imports nothing that code for one port would, and other files need a name
// that nothing else declares on any port.
//
// With the flag -buildconstraint.style, or buildconstraint: {style: on} below
// analyzers in .xplatvet.yaml, two things are reported that are right
// as they are: a constraint that repeats the name of the file (//go:build linux
// in x_linux.go), and +build lines without a //go:build line in a module whose
// go.mod says go 1.17 or later. Fixes remove the one and rewrite the other; on
// which ports the file is built does not change. There are no fixes for the
// rest: each would change what is built.
//
// It does not report what the analyzer buildtag of go vet does: constraints
// behind the package clause, malformed ones, +build lines that disagree with
// //go:build. It misses wrong tags in files other than Go, and a misspelt tag
// in a file whose constraint makes no difference on the target ports. In a
// file that does not parse only what is above the package clause is seen.
//
// To silence it for a tag of your own, name the tag in -tags or in the
// configuration file.
package buildconstraint
