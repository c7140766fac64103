package basic

import (
	"math"
	"strconv"

	"intsize/ok/limits"
)

type size int

const typed int = 1 << 40 // want `^1 << 40 \(1099511627776\) overflows int on plan9/386 and windows/386, where it has 32 bits; use int64$`

const untyped = 1 << 40

var table = map[string]int{
	"max": math.MaxUint32, // want `^math\.MaxUint32 \(4294967295\) overflows int on plan9/386 and windows/386`
}

var big [1 << 33]byte // want `^1 << 33 \(8589934592\) overflows int on`

func take(n int) {}

func printMax(args ...any) {}

func takeUint(n uint) {}

func takeSize(n size) {}

func use(n int, u uint) int {
	x := 1 << 40                // want `overflows int on`
	take(untyped)               // want `^untyped \(1099511627776\) overflows int on`
	take(-2147483649)           // want `^-2147483649 overflows int on`
	takeUint(1 << 32)           // want `^1 << 32 \(4294967296\) overflows uint on plan9/386 and windows/386, where it has 32 bits; use uint64$`
	takeSize(math.MaxUint32)    // want `overflows basic\.size on`
	printMax(math.MaxInt64, "") // want `^math\.MaxInt64 \(9223372036854775807\) overflows int on`
	_ = uint(math.MaxUint64)    // want `overflows uint on`
	if n > math.MaxUint32 {     // want `math\.MaxUint32 \(4294967295\) overflows int on`
		return 1 << 31 // want `^1 << 31 \(2147483648\) overflows int on`
	}
	_ = int(math.MaxUint32)        // want `overflows int on`
	_ = int(1) << 40 >> 20         // want `overflows int on`
	var i interface{} = 0x80000000 // want `^0x80000000 \(2147483648\) overflows int on`
	_ = i
	_ = n * 3_000_000_000           // want `^3_000_000_000 \(3000000000\) overflows int on`
	_ = uintptr(0xffffffff00000000) // want `overflows uintptr on`
	return x
}

func guarded() int {
	if strconv.IntSize == 64 {
		return 1 << 40 // want `use int64; the check of the port around it does not help, the compiler sees both branches$`
	}
	return 0
}

func other() {
	take(limits.Max)
	take(limits.Big) // want `^limits\.Big \(1099511627776\) overflows int on`
}
