package matrix

import (
	"os"
	"testing"
	"time"

	"github.com/xplatvet/xplatvet/internal/cputime"
	"github.com/xplatvet/xplatvet/internal/platform"
)

// BenchmarkMatrix checks the module that the environment names, or this one,
// for all ports without cgo. It reports the processor time in units of the
// check of a single port, the host's, and as part of that of separate checks.
// Loading the packages is not counted.
func BenchmarkMatrix(b *testing.B) {
	dir := os.Getenv(moduleVariable)
	if dir == "" {
		dir = "../.."
	}
	host, err := platform.Parse("linux/amd64:nocgo")
	if err != nil {
		b.Fatal(err)
	}
	measure := func(ports platform.Set, paranoid bool) time.Duration {
		c := newChecker(b, dir, ports, false, paranoid)
		start := cputime.Used(b)
		outcomes(b, c)
		return cputime.Used(b) - start
	}
	var single, all, alone time.Duration
	for b.Loop() {
		single += measure(host, true)
		all += measure(noCgo(), false)
		alone += measure(noCgo(), true)
	}
	b.ReportMetric(float64(all)/float64(single), "singles/op")
	b.ReportMetric(float64(all)/float64(alone), "of-all-alone")
}
