// Package atomicalign defines an Analyzer that reports 64-bit atomic operations
// on fields that are not 64-bit aligned where words have 32 bits.
//
// # Analyzer atomicalign
//
// atomicalign: report 64-bit atomic operations that panic on 32-bit ports
//
// The functions of sync/atomic for 64-bit integers need an address that is a
// multiple of 8. On ports with 32-bit words (386, arm, mips and mipsle) the
// compiler aligns the fields of a struct to 4 bytes only:
//
//	package server
//
//	import "sync/atomic"
//
//	type stats struct {
//		open  bool
//		bytes int64
//	}
//
//	func (s *stats) add(n int64) {
//		atomic.AddInt64(&s.bytes, n)
//	}
//
// With GOARCH=386 this compiles, and the program ends with
//
//	panic: unaligned 64-bit atomic operation
//
// the first time that it calls add. Since Go 1.19 there is a type that is
// aligned wherever it stands:
//
//	type stats struct {
//		open  bool
//		bytes atomic.Int64
//	}
//
// Older code puts the field first, since what is allocated begins on a
// multiple of 8.
//
// The judgement is that of golang.org/x/tools/go/analysis/passes/atomicalign,
// which works only if the package is built for a 32-bit port; here it is asked
// about 32-bit target ports whatever port the package is built for. In
// addition, fields are found that are reached through a pointer.
//
// A struct that is itself a field or an element of another is taken to begin
// on a multiple of 8. Whether it does is not known to the analyzer, so it may
// miss a field there, and report one that happens to be aligned. It does not
// see fields that are promoted from an embedded struct, addresses that are
// kept in a variable first, nor files that the current build leaves out. A struct
// counts on the ports that build the file in which it is declared; fields before
// the one in question whose size depends on the port by more than the word size
// are taken to have the size that they have in the current build.
//
// To silence it where the code cannot run on such a port, constrain the file,
// or leave these ports out with -platforms or in .xplatvet.yaml. A condition on
// runtime.GOARCH or on strconv.IntSize around the call is understood.
package atomicalign
