package other

import . "sync/atomic"

type stats struct {
	open  bool
	bytes int64
}

func (s *stats) add() { AddInt64(&s.bytes, 1) } // want `^AddInt64 panics on linux/\{arm,mips,mipsle\}:`
