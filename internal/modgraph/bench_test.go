package modgraph

import (
	"os"
	"runtime"
	"testing"
	"time"

	"github.com/xplatvet/xplatvet/internal/cputime"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/platform"
)

// BenchmarkLoad loads the module that the environment names, or this one, for
// all ports without cgo, and lists them. It reports the processor time in
// units of one go list of the host; go list for every port is about as many
// units as there are ports.
func BenchmarkLoad(b *testing.B) {
	dir := os.Getenv(moduleVariable)
	if dir == "" {
		dir = "../.."
	}
	cfg := Config{Go: &gocmd.Runner{Dir: dir}, Patterns: []string{"./..."}, Tests: true, Ports: testPorts(b, noCgo)}
	host := platform.Port{GOOS: runtime.GOOS, GOARCH: runtime.GOARCH}
	var one, load, lists time.Duration
	for b.Loop() {
		start := cputime.Used(b)
		if _, err := goList(b.Context(), &cfg, host); err != nil {
			b.Fatal(err)
		}
		listed := cputime.Used(b)
		g, err := Load(b.Context(), cfg)
		if err != nil {
			b.Fatal(err)
		}
		loaded := cputime.Used(b)
		for port := range cfg.Ports.Ports() {
			if len(g.List(port)) == 0 {
				b.Fatalf("%s: no packages", port)
			}
		}
		one, load, lists = one+listed-start, load+loaded-listed, lists+cputime.Used(b)-loaded
	}
	ports := cfg.Ports.Len()
	b.ReportMetric(float64(load+lists)/float64(one), "golists/op")
	b.ReportMetric(float64(load)/float64(one), "golists/Load")
	b.ReportMetric(float64(load+lists)/float64(one)/float64(ports), "of-all-golists")
	b.ReportMetric(float64(lists.Microseconds())/float64(b.N*ports), "cpu-µs/List")
}

// BenchmarkGoLists runs go list for every port, in units of one go list of the
// host.
func BenchmarkGoLists(b *testing.B) {
	dir := os.Getenv(moduleVariable)
	if dir == "" {
		b.Skip(moduleVariable + " is not set")
	}
	cfg := Config{Go: &gocmd.Runner{Dir: dir}, Patterns: []string{"./..."}, Tests: true}
	host := platform.Port{GOOS: runtime.GOOS, GOARCH: runtime.GOARCH}
	var one, all time.Duration
	for b.Loop() {
		start := cputime.Used(b)
		if _, err := goList(b.Context(), &cfg, host); err != nil {
			b.Fatal(err)
		}
		listed := cputime.Used(b)
		for port := range testPorts(b, noCgo).Ports() {
			if _, err := goList(b.Context(), &cfg, port); err != nil {
				b.Fatal(err)
			}
		}
		one, all = one+listed-start, all+cputime.Used(b)-listed
	}
	b.ReportMetric(float64(all)/float64(one), "golists/op")
}
