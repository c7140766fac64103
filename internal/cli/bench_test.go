package cli_test

import (
	"bytes"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/xplatvet/xplatvet/analyzers"
)

// BenchmarkSuite checks the module in the directory that the environment variable
// XPLATVET_SUITE_MODULE names, or this one, with nothing kept from before, with
// all analyzers and with none, each time in a process of its own, and reports
// the processor time of checks in seconds, and how many times that without
// analyzers the one with them takes: on all ports, and on those that are checked
// if none are named.
func BenchmarkSuite(b *testing.B) {
	dir := os.Getenv("XPLATVET_SUITE_MODULE")
	if dir == "" {
		dir = "../.."
	}
	var none []string
	for _, a := range analyzers.Suite {
		none = append(none, "-"+a.Name+"=false")
	}
	exe, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	measure := func(args ...string) time.Duration {
		cache := b.TempDir()
		cmd := exec.Command(exe, append(append([]string{"-q"}, args...), "./...")...)
		cmd.Args[0] = "xplatvet" // see TestMain
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GOWORK=off", "XDG_CACHE_HOME="+cache, "LocalAppData="+cache)
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		if err := cmd.Run(); err != nil && cmd.ProcessState.ExitCode() != 1 {
			b.Fatalf("%v: %s", err, stderr.String())
		}
		return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	}
	var engine, suite, ownEngine, ownSuite time.Duration
	n := 0
	for b.Loop() {
		engine += measure(append(none, "-platforms=all")...)
		suite += measure("-platforms=all")
		ownEngine += measure(none...)
		ownSuite += measure()
		n++
	}
	b.ReportMetric(engine.Seconds()/float64(n), "s-without")
	b.ReportMetric(suite.Seconds()/float64(n), "s-with")
	b.ReportMetric(float64(suite)/float64(engine), "with/without")
	b.ReportMetric(ownEngine.Seconds()/float64(n), "s-own-without")
	b.ReportMetric(ownSuite.Seconds()/float64(n), "s-own-with")
	b.ReportMetric(float64(ownSuite)/float64(ownEngine), "own-with/without")
}
