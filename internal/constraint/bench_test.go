package constraint

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/xplatvet/xplatvet/platform"
)

// BenchmarkConstraint computes the Sets of the files of package syscall, and
// of every file of the corpus, from memory. It reports the time as a ratio to
// that of go/build for one port and for all of them.
func BenchmarkConstraint(b *testing.B) {
	files := mustCorpus(b)
	b.Run("syscall", func(b *testing.B) {
		benchmarkConstraint(b, slices.DeleteFunc(slices.Clone(files), func(file testFile) bool {
			return filepath.Dir(file.path) != goroot("src", "syscall")
		}))
	})
	b.Run("corpus", func(b *testing.B) { benchmarkConstraint(b, files) })
}

func benchmarkConstraint(b *testing.B, files []testFile) {
	c := new(Context)
	o := newOracle(c)
	match := func(p platform.Port) {
		for _, file := range files {
			o.src = file.src
			_, _ = o.on[p].MatchFile("", filepath.Base(file.path))
		}
	}
	var ours, one, all time.Duration
	for b.Loop() {
		start := time.Now()
		for _, file := range files {
			_, _ = c.Parse(filepath.Base(file.path), file.src)
		}
		ours += time.Since(start)

		start = time.Now()
		match(platform.Port{GOOS: "linux", GOARCH: "amd64", Cgo: true})
		one += time.Since(start)

		start = time.Now()
		for p := range o.on {
			match(p)
		}
		all += time.Since(start)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(len(files)), "files")
	b.ReportMetric(ours.Seconds()/one.Seconds(), "x-of-one-MatchFile-port")
	b.ReportMetric(ours.Seconds()/all.Seconds(), "x-of-all-MatchFile-ports")
}

// BenchmarkReadFile reads every file of the corpus from disk.
func BenchmarkReadFile(b *testing.B) {
	files := mustCorpus(b)
	c := new(Context)
	n := 0
	for b.Loop() {
		for _, file := range files {
			_, _ = c.ReadFile(file.path)
		}
		n += len(files)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "files/s")
}
