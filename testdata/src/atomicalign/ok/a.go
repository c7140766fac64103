package ok

import (
	"runtime"
	"strconv"
	"sync/atomic"

	"atomicalign/ok/other"
)

type first struct {
	bytes int64
	open  bool
}

type even struct {
	a, b  int32
	bytes int64
}

type aligned struct {
	open  bool
	bytes atomic.Int64
}

// A struct that holds an atomic.Int64 is aligned, but not its other fields.
type padded struct {
	_     [0]atomic.Int64
	bytes int64
	open  bool
}

type unaligned struct {
	open   bool
	bytes  int64
	narrow int32
}

var counter int64

func use(f *first, e *even, a *aligned, p *padded) {
	atomic.AddInt64(&f.bytes, 1)
	atomic.AddInt64(&e.bytes, 1)
	atomic.AddInt64(&p.bytes, 1)
	a.bytes.Add(1)
	atomic.AddInt64(&counter, 1)
	atomic.AddInt64(&other.Counter, 1) // x/tools' own panics here
}

func guarded(u *unaligned) {
	if runtime.GOARCH == "386" {
		u.bytes++
		return
	}
	atomic.AddInt64(&u.bytes, 1)
}

func wide(u *unaligned) {
	if strconv.IntSize == 64 {
		atomic.AddInt64(&u.bytes, 1)
	}
}

func plain(u *unaligned) {
	u.bytes++
	atomic.AddInt32(&u.narrow, 1)
}
