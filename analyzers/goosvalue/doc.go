// Package goosvalue defines an Analyzer that reports comparisons of
// runtime.GOOS and runtime.GOARCH that come out the same on every port.
//
// # Analyzer goosvalue
//
// goosvalue: report comparisons of runtime.GOOS and GOARCH that are never true
//
// runtime.GOOS and runtime.GOARCH are strings, so the compiler takes any other
// string for a possible value. One that no port has makes code that never runs,
// on the port that it was written for least of all:
//
//	if runtime.GOOS == "macos" {
//		dir = filepath.Join(home, "Library")
//	}
//
// On darwin dir stays as it was. The values are those that go tool dist list
// prints; here it is "darwin", and the fix writes that. Reported are names that
// other systems use (macos, win32, x86_64, aarch64), other letter case
// ("Windows"), plain misspellings, a GOARCH taken for a GOOS ("wasm") or the
// other way round, and "unix", which is a build tag only. If the right value is
// asked for in the same condition, switch or list, the wrong one does no harm
// and is left alone.
//
// A value that some port has may still be settled by the constraint of the
// file:
//
//	//go:build !windows
//
//	if runtime.GOOS == "windows" {
//
// This is never true, since windows does not build the file: the code belongs
// to another file, or the constraint is wrong. In a file that one GOOS alone
// builds, asking for it is always true. As x_linux.go is built on android as
// well, where runtime.GOOS is "android", it may well ask for "linux".
//
// Reported are the operators == and !=, the cases of a switch, and lists handed
// to slices.Contains, in files that the current build leaves out too. The value
// may have another name, such as a constant, a variable that never changes, or
// a function that returns it, in another package too.
//
// Values that Go knows but does not build for (hurd, nacl, sparc64, zos and
// others) are not reported, nor are all other words: toolchains made from Go's
// have ports such as "fuchsia" and "tamago", and "js" as a GOARCH (GopherJS).
// Generated files are left alone. If a build tag of your own stands in the
// constraint of a file, or that of a port that Go does not build for, what the
// constraint settles is not reported in it.
//
// Nor is what only the list of ports settles: plan9 in a file for cgo, or arm
// in a file for windows, which was a port once. In tests nothing of the kind is
// reported, as it is most often one more reason to skip one.
//
// It misses keys of maps, tests such as strings.HasPrefix(runtime.GOOS, "win"),
// pairs ("darwin/x64"), strings that come from elsewhere (a configuration, GOOS
// in the environment), and what a condition around the comparison settles.
//
// To silence it, there is the comment //lint:ignore xplatvet/goosvalue reason.
package goosvalue
