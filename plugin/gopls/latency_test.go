package gopls_test

import (
	"debug/buildinfo"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
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
// seen before. The servers take turns; what counts is the medians.
func BenchmarkLatency(b *testing.B) {
	file := os.Getenv("XPLATVET_GOPLS_FILE")
	if file == "" {
		b.Skip("XPLATVET_GOPLS_FILE names no file")
	}
	file, err := filepath.Abs(file)
	if err != nil {
		b.Fatal(err)
	}
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

	with := build(b)
	servers := []string{stock(b, with), with}
	var editors []*editor
	for i, server := range servers {
		e := startEditor(b, server, modscan.Root(filepath.Dir(file)), append(os.Environ(), "GOPLSCACHE="+b.TempDir()), map[string]any{"diagnosticsDelay": "0s"})
		e.timeout = 10 * time.Minute
		start := time.Now()
		e.open(file, text())
		e.await(file, "analysed", analysed)
		b.ReportMetric(time.Since(start).Seconds(), []string{"s-first-stock", "s-first"}[i])
		editors = append(editors, e)
	}
	times := make([][]time.Duration, len(editors))
	for b.Loop() {
		s := text()
		for i, e := range editors {
			start := time.Now()
			e.change(file, s)
			e.await(file, "analysed", analysed)
			times[i] = append(times[i], time.Since(start))
		}
	}
	var median []time.Duration
	for _, list := range times {
		slices.Sort(list)
		median = append(median, list[len(list)/2])
	}
	b.ReportMetric(float64(median[0].Milliseconds()), "ms-stock")
	b.ReportMetric(float64(median[1].Milliseconds()), "ms")
	b.ReportMetric(float64(median[1])/float64(median[0]), "×stock")
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
