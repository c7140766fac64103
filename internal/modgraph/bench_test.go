package modgraph

import (
	"os"
	"runtime"
	"testing"
	"time"

	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/platform"
)

// BenchmarkLoad loads the module that the environment names, or this one, for
// all ports without cgo. It reports the time in units of one go list of the
// host; go list for every port would be as many units as there are ports.
func BenchmarkLoad(b *testing.B) {
	dir := os.Getenv(moduleVariable)
	if dir == "" {
		dir = "../.."
	}
	cfg := Config{Go: &gocmd.Runner{Dir: dir}, Patterns: []string{"./..."}, Tests: true, Ports: testPorts(b, noCgo)}
	var host platform.Port
	for p := range parsePorts(b, runtime.GOOS+"/"+runtime.GOARCH+":nocgo").Ports() {
		host = p
	}
	var lists, listing time.Duration
	for b.Loop() {
		start := time.Now()
		if _, err := goList(b.Context(), &cfg, host); err != nil {
			b.Fatal(err)
		}
		lists += time.Since(start)
		g, err := Load(b.Context(), cfg)
		if err != nil {
			b.Fatal(err)
		}
		start = time.Now()
		for port := range cfg.Ports.Ports() {
			if len(g.List(port)) == 0 {
				b.Fatalf("%s: no packages", port)
			}
		}
		listing += time.Since(start)
	}
	b.ReportMetric((b.Elapsed()-lists).Seconds()/lists.Seconds(), "golists/op")
	b.ReportMetric(float64(listing.Microseconds())/float64(b.N*cfg.Ports.Len()), "µs/List")
}
