package wide

import "sync/atomic"

type stats struct {
	open  bool
	bytes int64
}

func (s *stats) add() { atomic.AddInt64(&s.bytes, 1) }
