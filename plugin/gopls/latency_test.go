package gopls_test

import (
	"bytes"
	"debug/buildinfo"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xplatvet/xplatvet/internal/modscan"
)

// BenchmarkLatency measures how long it takes from an edit to the diagnostics,
// with and without the analyzers of xplatvet:
//
//	XPLATVET_GOPLS_FILE=$HOME/node_exporter/collector/filesystem_linux.go \
//		go test -timeout=0 -run=NONE -bench=Latency -benchtime=40x ./plugin/gopls
//
// The file is edited in memory only. Each edit makes a text that gopls has not
// seen before. The servers take turns; what counts is the medians. Gopls waits
// for a second before it analyses, unless it is told not to: as set is what a
// user sees, at once is what it takes.
func BenchmarkLatency(b *testing.B) {
	file := os.Getenv("XPLATVET_GOPLS_FILE")
	if file == "" {
		b.Skip("XPLATVET_GOPLS_FILE names no file")
	}
	file, err := filepath.Abs(file)
	if err != nil {
		b.Fatal(err)
	}
	with := build(b)
	servers := []string{stock(b, with), with}
	b.Run("as set", func(b *testing.B) { benchmarkLatency(b, file, servers, nil) })
	b.Run("at once", func(b *testing.B) { benchmarkLatency(b, file, servers, map[string]any{"diagnosticsDelay": "0s"}) })
}

func benchmarkLatency(b *testing.B, file string, servers []string, settings map[string]any) {
	src, err := os.ReadFile(file)
	if err != nil {
		b.Fatal(err)
	}
	edits := 0
	text := func() string {
		edits++
		return fmt.Sprintf("%s\nfunc latency() { n := %d; n = n; _ = n }\n", src, edits)
	}
	analysed := func(list []diagnostic) bool {
		return slices.ContainsFunc(list, func(d diagnostic) bool { return strings.HasPrefix(d.Message, "self-assignment of n") })
	}
	names := []string{"-stock", ""}
	var editors []*editor
	for i, server := range servers {
		e := startEditor(b, server, modscan.Root(filepath.Dir(file)), append(os.Environ(), "GOPLSCACHE="+b.TempDir()), settings)
		e.timeout = 10 * time.Minute
		start := time.Now()
		e.open(file, text())
		e.await(file, "analysed", analysed)
		b.ReportMetric(time.Since(start).Seconds(), "s-first"+names[i])
		editors = append(editors, e)
	}
	for range 5 { // what servers do in the background after a start
		s := text()
		for _, e := range editors {
			e.change(file, s)
			e.await(file, "analysed", analysed)
		}
	}
	times := make([][]time.Duration, len(editors))
	used := make([]time.Duration, len(editors))
	for i, e := range editors {
		used[i] = -cpuTime(e.pid)
	}
	n := 0
	for b.Loop() {
		n++
		s := text()
		for i, e := range editors {
			start := time.Now()
			e.change(file, s)
			e.await(file, "analysed", analysed)
			times[i] = append(times[i], time.Since(start))
		}
	}
	var median []time.Duration
	for i, list := range times {
		slices.Sort(list)
		median = append(median, list[len(list)/2])
		b.ReportMetric(float64(median[i].Milliseconds()), "ms"+names[i])
		used[i] += cpuTime(editors[i].pid)
	}
	b.ReportMetric(float64(median[1])/float64(median[0]), "×stock")
	if used[0] > 0 {
		b.ReportMetric(float64(used[0].Milliseconds())/float64(n), "ms-cpu-stock")
		b.ReportMetric(float64(used[1].Milliseconds())/float64(n), "ms-cpu")
		b.ReportMetric(float64(used[1])/float64(used[0]), "×stock-cpu")
	}
}

// cpuTime returns the processor time that a process has used, or 0 where that
// is not to be had: it matters on a machine that has other things to do.
func cpuTime(pid int) time.Duration {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(data[bytes.LastIndexByte(data, ')')+1:]))
	const utime, stime = 11, 12 // see proc_pid_stat(5), without pid and name
	var sum int
	for _, i := range []int{utime, stime} {
		ticks, err := strconv.Atoi(fields[i])
		if err != nil {
			return 0
		}
		sum += ticks
	}
	return time.Duration(sum) * (time.Second / 100)
}

// stock builds the gopls that is as the one given, but for our analyzers.
func stock(b *testing.B, with string) string {
	b.Helper()
	info, err := buildinfo.ReadFile(with)
	if err != nil {
		b.Fatal(err)
	}
	dir := b.TempDir()
	for _, m := range info.Deps {
		if m.Path != "golang.org/x/tools/gopls" {
			continue
		}
		cmd := exec.Command("go", "install", m.Path+"@"+m.Version)
		cmd.Env = append(os.Environ(), "GOBIN="+dir)
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
	}
	return filepath.Join(dir, "gopls")
}
