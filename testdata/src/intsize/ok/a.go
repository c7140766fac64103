package ok

import (
	"fmt"
	"math"
	"math/bits"
	"strconv"
	"time"
	"unsafe"

	"intsize/ok/limits"
)

const (
	untyped          = 1 << 40
	wide     int64   = 1 << 40
	unsigned uint32  = math.MaxUint32
	long     uint64  = math.MaxUint64
	shifted          = 1 << 40 >> 20
	float    float64 = 1 << 40
	day              = 24 * time.Hour
)

// These have other values where words have 32 bits.
const (
	maxInt  int  = math.MaxInt
	maxUint uint = math.MaxUint
	own     int  = int(^uint(0) >> 1)
	high    uint = 1 << (bits.UintSize - 1)
	high2   uint = 1 << (32<<(^uint(0)>>63) - 1)
	word         = unsafe.Sizeof(uintptr(0))
	third   uint = 1 << (word*8 - 1)
	parsed       = strconv.IntSize
	allOnes      = ^uint(0)
	high3   uint = 1 << (strconv.IntSize - 1)
	other   int  = limits.Max - limits.Half
	other2  uint = limits.High
	base    uint = 0xffff800000000000 * limits.Is64
	minInt       = -maxInt - 1
)

func takeAny(x any) {}

func use(n int, m int64, d time.Duration) {
	take(shifted, wide, day)
	_ = m > math.MaxUint32
	_ = int64(n) > math.MaxUint32
	_ = uint64(1) << 40
	_ = d > 1000000*time.Hour
	fmt.Println(int64(math.MaxInt64), math.MaxInt, math.MaxInt32, wide, day, untyped/1000000)
	takeAny(maxUint)
	_ = float64(n) * 1e18
	_ = n << 20 << 20
	_ = uint32(math.MaxUint32)
	_ = time.Duration(1 << 40)
	_ = [2]string{maxInt & 1: "x"}
}

func take(n int, m int64, d time.Duration) {}
