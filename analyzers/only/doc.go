// Package only defines an Analyzer that reports uses of code on ports that it
// is not meant for, as its author says in an annotation.
//
// # Analyzer only
//
// only: report uses of what an annotation keeps from a target port
//
// The other analyzers derive from source what does not exist or does not work
// on a port. What they cannot know, the author can say: an annotation names the
// ports that a function, a method, a type or a package is meant for, in the
// form of -platforms.
//
//	package disk
//
//	// Free returns the free bytes of the file system that holds path.
//	//
//	//xplatvet:only linux,darwin // reads the mount table with a program of ours
//	func Free(path string) (int64, error) {
//		out, err := exec.Command("/usr/libexec/mounts", path).Output()
//		...
//	}
//
// Without a build constraint it compiles on windows too, and fails when it
// runs. Whoever calls it there is told:
//
//	free, err := disk.Free(dir)
//
//	disk.Free is not meant for windows (//xplatvet:only); check
//	runtime.GOOS, or move it to a file with //go:build darwin || linux
//
// To mend it, do so:
//
//	if runtime.GOOS == "windows" {
//		return errors.ErrUnsupported
//	}
//	free, err := disk.Free(dir)
//
// or annotate the function that calls it: then its callers are told instead. In
// the body of an annotated function, and in the methods of an annotated type,
// nothing is reported that would go wrong at run time on the other ports only.
// The compiler is not impressed by annotations: what does not exist on a port
// stays an error there.
//
// A type counts as used where a value of it is made: in a composite literal, a
// conversion, new, make or a variable of a function, not where a parameter, a
// field, a type assertion or a case of a type switch mentions it. A package
// that is annotated at its package clause is reported once for each file that
// uses it, at the first use.
//
// Annotations that have no effect are reported as well: with an unknown port,
// without ports, with a space after the slashes, in front of what is neither
// function, type nor package clause, or of init, which runs wherever it is
// built.
//
// What is annotated in a file for one system, and declared without an annotation
// in a file for another one, is meant for the latter too.
//
// It does not see calls by way of an interface, a function value or reflection,
// nor, in files that the current build leaves out, methods of variables and
// packages that only those files import. In go vet it does not know packages
// that are imported indirectly.
//
// To silence it for a line, write above it
//
//	//lint:ignore xplatvet/only reason
package only
