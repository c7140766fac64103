// Package reach defines an Analyzer that computes on which ports a piece of
// code can run: the ports on which its file is built, less those that the
// conditions on runtime.GOOS and runtime.GOARCH around it rule out.
//
// # What it understands
//
// The values of runtime.GOOS, runtime.GOARCH, strconv.IntSize, bits.UintSize,
// os.PathSeparator, os.PathListSeparator and os.DevNull, and what is made of
// them by comparison, !, &&, ||, +, slices.Contains of a literal list and
// strings.HasPrefix, HasSuffix, Contains and EqualFold; under names too:
// constants, variables that are never changed, and functions, even if files of
// different ports declare them differently. The names may be those of another
// package outside of the standard library: a Fact tells what it exports. The
// flow: every statement, and the right operands of && and ||. A function
// literal has the ports of the place where it is written. Flow ends at return,
// panic, os.Exit, log.Fatal, runtime.Goexit, t.Skip and their like, and at a
// call of a function on those ports on which that function does not return (a
// test helper such as skipOnWindows).
//
// An annotation //xplatvet:only on a function, on the type of a method or on the
// package clause is believed: the body of a function that is not meant for a
// port does not run there. It says nothing about the function to its callers.
//
// # Why it is sound
//
// A port is one program: while it runs, runtime.GOOS never changes. So the
// conditions can be evaluated for all ports at once, over Sets, and the ports
// of a statement follow from those of the statements before it:
//
//   - A condition that is not understood may be true and may be false on every
//     port, so nothing is taken away. The value that the type checker computed
//     for a constant is never used: it holds for one port.
//   - Ports are only taken away as flow goes forward. A loop therefore needs no
//     fixed point: what comes back to its head set out from there.
//   - Nothing can jump into a block, so a label that is the target of a goto
//     further down has the ports with which its block is entered.
//   - A variable counts as constant only if no assignment to it, no & and no
//     other way to change it is found: a local in its function, a package-level
//     one in all files of the directory, and in those of the package that
//     imports it. It may also be seen before it is initialised, hence false,
//     unless it is initialised by a constant or belongs to a package that is
//     imported. Package-level strings never count: the linker can set them (-X).
//   - Where a name is not declared on some port, its value there is unknown.
//     So is what lies too many names or calls deep, as it does in recursion.
//
// Names are resolved by the rules of scope alone, in files that are
// type-checked and in files that are not. Types are used, where there are
// any, to recognise methods that do not return.
//
// # What it does not understand
//
// Variables that are assigned after their declaration, be it on one branch
// (if GOOS == "windows" { ext = ".exe" }) or by a test, which counts where the
// package is analysed with its tests; struct fields, maps, methods, numbers that
// other packages declare, arithmetic such as ^uint(0)>>63, what a function does
// with its arguments; and, but for [Result.Called], who calls a function: the
// ports of its body are those of its file. Of a package that only files of other
// ports import nothing is known unless it is in the same module. All of these
// are unknown, so reach is larger than need be, never smaller.
//
// It believes that the program does not change variables by assembly,
// go:linkname, unsafe or a debugger, nor exported ones in a third package, that
// what has type testing.TB ends the test in Fatal and Skip as the testing
// package does, and that the tags with which built(file) was computed are those
// of the build.
package reach
