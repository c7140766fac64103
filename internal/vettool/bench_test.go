package vettool_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// BenchmarkVet runs go vet on this module with everything cached, with
// -vettool=xplatvet and without, and reports how many times as long the former
// takes: wall time and CPU time of the go command and its children. Set
// VET_MODULE to the directory of another module to measure that one.
func BenchmarkVet(b *testing.B) {
	dir := os.Getenv("VET_MODULE")
	if dir == "" {
		dir = filepath.Join("..", "..")
	}
	tool := filepath.Join(b.TempDir(), "xplatvet")
	if out, err := exec.Command("go", "build", "-o", tool, "../../cmd/xplatvet").CombinedOutput(); err != nil {
		b.Fatalf("build: %v\n%s", err, out)
	}
	vet := func(args ...string) (wall, cpu time.Duration) {
		cmd := exec.Command("go", append(append([]string{"vet"}, args...), "./...")...)
		cmd.Dir = dir
		start := time.Now()
		cmd.Run() // findings are no reason to stop
		return time.Since(start), cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	}
	vet()
	vet("-vettool=" + tool)
	var plainWall, plainCPU, ourWall, ourCPU time.Duration
	for b.Loop() {
		w, c := vet()
		plainWall, plainCPU = plainWall+w, plainCPU+c
		w, c = vet("-vettool=" + tool)
		ourWall, ourCPU = ourWall+w, ourCPU+c
	}
	b.ReportMetric(float64(ourWall)/float64(plainWall), "x-wall-of-go-vet")
	b.ReportMetric(float64(ourCPU)/float64(plainCPU), "x-cpu-of-go-vet")
}
