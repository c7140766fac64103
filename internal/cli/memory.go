package cli

import (
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// The collector may take its time until the heap has softLimit bytes, and is to
// keep it there as long as less than half of that is in use: syntax trees and
// types of many ports live long, and the most there is of them at a time is far
// from the sum.
const softLimit = 800 << 20

// limitMemory has the garbage collector trade time for memory as described,
// unless the environment says what it is to do. It returns a function that ends
// that.
func limitMemory() (stop func()) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return func() {}
	}
	percent := debug.SetGCPercent(400)
	limit := debug.SetMemoryLimit(softLimit)
	done := make(chan struct{})
	go func() {
		tick := time.NewTicker(200 * time.Millisecond)
		defer tick.Stop()
		sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		for {
			select {
			case <-done:
				return
			case <-tick.C:
				metrics.Read(sample)
				if live := sample[0].Value; live.Kind() == metrics.KindUint64 {
					debug.SetMemoryLimit(max(softLimit, int64(live.Uint64())*17/10))
				}
			}
		}
	}()
	return func() {
		close(done)
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}
}
