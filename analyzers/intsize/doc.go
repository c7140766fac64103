// Package intsize defines an Analyzer that reports integers that do not fit into
// an int where it has 32 bits.
//
// # Analyzer intsize
//
// intsize: report integers that need more than the 32 bits of an int
//
// The types int, uint and uintptr have 32 bits on 386, arm, mips and mipsle,
// and 64 on all other ports, wasm included. A constant that does not fit stops
// the build there:
//
//	package limit
//
//	import (
//		"fmt"
//		"math"
//	)
//
//	const Max int = 1 << 40
//
//	func Show() { fmt.Println(math.MaxUint32) }
//
// With GOARCH=386 the compiler says
//
//	cannot use 1 << 40 (untyped int constant 1099511627776) as int value in constant declaration (overflows)
//	cannot use math.MaxUint32 (untyped int constant 4294967295) as int value in argument to fmt.Println (overflows)
//
// The second is an int too: a constant without a type becomes one when it is
// converted to an interface. A condition on strconv.IntSize around the code does
// not help, since the compiler looks at both branches. A type of 64 bits does:
//
//	const Max int64 = 1 << 40
//
//	func Show() { fmt.Println(int64(math.MaxUint32)) }
//
// The fix adds the conversion to arguments of functions of fmt, log and testing
// that print them; elsewhere it may be the wrong thing to do.
//
// The package is type-checked once more with 32-bit words, so that constants
// such as math.MaxInt, ^uint(0) and unsafe.Sizeof(x) have the values that they
// have there, those of other packages that are made of such included.
//
// It does not report constants in files that the current build leaves out,
// arithmetic at run time, nor types that are too large for the memory of a 32-bit
// port (the compiler takes [1 << 30]int64 to be one, go/types does not).
//
// With -intsize.convert, or intsize: {convert: on} below analyzers in
// .xplatvet.yaml, it also warns of conversions at run time that lose the
// upper bits: int(n), where n comes from strconv.ParseInt or ParseUint with a
// size of 64 and is compared with nothing, and int(fi.Size()) of the size of a
// file. strconv.ParseInt(s, 10, 0) and strconv.Atoi report an error instead. That
// is off by default, for most programs do not read files of 2 GB and more into
// memory.
//
// To silence it where the code is not for such ports, constrain the file, or
// leave them out with -platforms or in .xplatvet.yaml.
package intsize
