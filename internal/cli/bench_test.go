package cli_test

import (
	"bytes"
	"os"
	"runtime"
	"testing"
	"time"

	"github.com/xplatvet/xplatvet/analyzers"
	"github.com/xplatvet/xplatvet/internal/cli"
	"github.com/xplatvet/xplatvet/internal/cputime"
)

// BenchmarkSuite checks the module in the directory that the environment variable
// XPLATVET_SUITE_MODULE names, or this one, with nothing kept from before, with
// all analyzers and with none, and reports the processor time of a check in
// seconds, and how many times that without analyzers the one with them takes.
func BenchmarkSuite(b *testing.B) {
	dir := os.Getenv("XPLATVET_SUITE_MODULE")
	if dir == "" {
		dir = "../.."
	}
	var none []string
	for _, a := range analyzers.Suite {
		none = append(none, "-"+a.Name+"=false")
	}
	measure := func(args ...string) time.Duration {
		for _, name := range []string{"XDG_CACHE_HOME", "LocalAppData"} {
			b.Setenv(name, b.TempDir())
		}
		runtime.GC()
		var stdout, stderr bytes.Buffer
		env := cli.Env{Dir: dir, Stdout: &stdout, Stderr: &stderr, Environ: append(os.Environ(), "GOWORK=off")}
		start := cputime.Used(b)
		if code := cli.Run(b.Context(), env, append(append([]string{"-q"}, args...), "./...")); code == 2 {
			b.Fatal(stderr.String())
		}
		return cputime.Used(b) - start
	}
	var engine, suite time.Duration
	n := 0
	for b.Loop() {
		engine += measure(none...)
		suite += measure()
		n++
	}
	b.ReportMetric(engine.Seconds()/float64(n), "s-without")
	b.ReportMetric(suite.Seconds()/float64(n), "s-with")
	b.ReportMetric(float64(suite)/float64(engine), "with/without")
}
