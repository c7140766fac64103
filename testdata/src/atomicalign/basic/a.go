package basic

import (
	"runtime"
	"strconv"
	"sync/atomic"
)

type stats struct {
	open  bool
	bytes int64
	count uint64
}

var global stats

func value() {
	atomic.AddInt64(&global.bytes, 1) // want `^atomic\.AddInt64 panics on plan9/386 and windows/386: the field bytes is not at a multiple of 64 bits there; make it an atomic\.Int64, or the first field$`
}

func (s *stats) pointer() uint64 {
	atomic.StoreInt64(&s.bytes, 1)                  // want `atomic\.StoreInt64 panics on plan9/386 and windows/386`
	_ = atomic.CompareAndSwapUint64(&s.count, 1, 2) // want `the field count is not at a multiple of 64 bits there; make it an atomic\.Uint64`
	return atomic.LoadUint64(&s.count)              // want `atomic\.LoadUint64 panics`
}

func guarded(s *stats) {
	if runtime.GOOS == "windows" {
		atomic.AddInt64(&s.bytes, 1) // want `panics on windows/386:`
	}
	if strconv.IntSize == 32 {
		atomic.AddInt64(&s.bytes, 1) // want `panics on plan9/386 and windows/386:`
	}
}
