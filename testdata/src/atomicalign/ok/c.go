//go:build !plan9

package ok

import "sync/atomic"

func declared(l *layout) { atomic.AddInt64(&l.bytes, 1) }
