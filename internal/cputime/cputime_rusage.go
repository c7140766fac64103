//go:build darwin || freebsd || linux

// Package cputime tells benchmarks how much processor time they took.
package cputime

import (
	"syscall"
	"testing"
	"time"
)

// Used returns the processor time used so far by this process and by
// commands that it ran.
func Used(tb testing.TB) time.Duration {
	tb.Helper()
	var sum int64
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var u syscall.Rusage
		if err := syscall.Getrusage(who, &u); err != nil {
			tb.Fatal(err)
		}
		sum += u.Utime.Nano() + u.Stime.Nano()
	}
	return time.Duration(sum)
}
