//go:build !darwin && !freebsd && !linux

package matrix

import (
	"testing"
	"time"
)

var start = time.Now()

// cpuTime returns the time that has passed, where that of the processor is
// not to be had in a simple way.
func cpuTime(testing.TB) time.Duration { return time.Since(start) }
