package disk

import "sync/atomic"

type stats struct {
	busy  bool
	bytes int64 // not on a multiple of 8 where words have 32 bits
}

func (s *stats) add(n int64) {
	atomic.AddInt64(&s.bytes, n+reserved)
}
