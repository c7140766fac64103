package ok

import "sync/atomic"

func constrained(u *unaligned) { atomic.AddInt64(&u.bytes, 1) }
