package matrix

import (
	"os"
	"testing"
	"time"

	"golang.org/x/tools/go/packages"

	"github.com/xplatvet/xplatvet/internal/cputime"
	"github.com/xplatvet/xplatvet/platform"
)

// BenchmarkMatrix checks the module that the environment names, or this one,
// for all ports without cgo, and reports ratios of processor time, loading the
// packages included, all taken in the same run:
//
//	main/single       packages of the main module on all ports, to the same on
//	                  one port by itself
//	main/LoadAll      the same, to one load of one port by go/packages, with
//	                  LoadAllSyntax
//	deps/single       dependencies too, nothing kept, to the same on one port
//	                  by itself
//	deps-kept/main    dependencies too, their verdicts kept, to main
//	deps/alone        dependencies too, to each port by itself; slow, and left
//	                  out if the variable with the suffix _QUICK is set
func BenchmarkMatrix(b *testing.B) {
	dir := os.Getenv(moduleVariable)
	if dir == "" {
		dir = "../.."
	}
	host, err := platform.Parse("linux/amd64:nocgo")
	if err != nil {
		b.Fatal(err)
	}
	measure := func(ports platform.Set, deps, paranoid bool, toolchain string) time.Duration {
		start := cputime.Used(b)
		c := newChecker(b, dir, ports, false, paranoid)
		c.NoDeps, c.Toolchain = !deps, toolchain
		for port := range ports.Ports() {
			if err := c.Check(b.Context(), platform.Of(port), func(platform.Set, *Package) error { return nil }); err != nil {
				b.Fatal(err)
			}
		}
		return cputime.Used(b) - start
	}
	loadAll := func() time.Duration {
		start := cputime.Used(b)
		cfg := &packages.Config{Mode: packages.LoadAllSyntax, Dir: dir, Env: append(os.Environ(), "GOWORK=off", "CGO_ENABLED=0")}
		if _, err := packages.Load(cfg, "./..."); err != nil {
			b.Fatal(err)
		}
		return cputime.Used(b) - start
	}
	var mainSingle, mainAll, depsSingle, deps, kept, alone, load time.Duration
	for b.Loop() {
		for _, name := range []string{"XDG_CACHE_HOME", "LocalAppData"} {
			b.Setenv(name, b.TempDir())
		}
		mainSingle += measure(host, false, true, "")
		mainAll += measure(noCgo(), false, false, "")
		depsSingle += measure(host, true, true, "")
		deps += measure(noCgo(), true, false, "go1.99")
		kept += measure(noCgo(), true, false, "go1.99")
		load += loadAll()
		if os.Getenv(moduleVariable+"_QUICK") == "" {
			alone += measure(noCgo(), true, true, "")
		}
	}
	ratio := func(x, y time.Duration) float64 { return float64(x) / float64(y) }
	b.ReportMetric(ratio(mainAll, mainSingle), "main/single")
	b.ReportMetric(ratio(mainAll, load), "main/LoadAll")
	b.ReportMetric(ratio(deps, depsSingle), "deps/single")
	b.ReportMetric(ratio(kept, mainAll), "deps-kept/main")
	if alone > 0 {
		b.ReportMetric(ratio(deps, alone), "deps/alone")
	}
}
