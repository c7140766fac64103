package vettool_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// BenchmarkVet runs go vet on a module with everything cached, with
// -vettool=xplatvet and without, and reports how many times as long the former
// takes: wall time, and CPU time of the go command and its children. The module
// is this one, or the one in the directory that VET_MODULE names.
func BenchmarkVet(b *testing.B) {
	m := newVetModule(b)
	m.plain()
	m.ours()
	m.run(b, func() []string { return nil }, func() []string { return nil })
}

// BenchmarkVetCold is BenchmarkVet with nothing cached but what the compiler
// makes: both tools analyse every package of the import closure, the standard
// library included, because a flag has a value that it never had.
func BenchmarkVetCold(b *testing.B) {
	m := newVetModule(b)
	m.plain()
	m.ours()
	n := time.Now().UnixNano()
	flag := func(format string) func() []string {
		return func() []string {
			n++
			return []string{fmt.Sprintf(format, n)}
		}
	}
	m.run(b, flag("-printf.funcs=Never%d"), flag("-tags=never%d"))
}

type vetModule struct{ dir, tool string }

func newVetModule(b *testing.B) *vetModule {
	m := &vetModule{dir: os.Getenv("VET_MODULE"), tool: filepath.Join(b.TempDir(), "xplatvet")}
	if m.dir == "" {
		m.dir = filepath.Join("..", "..")
	}
	if out, err := exec.Command("go", "build", "-o", m.tool, "../../cmd/xplatvet").CombinedOutput(); err != nil {
		b.Fatalf("build: %v\n%s", err, out)
	}
	return m
}

func (m *vetModule) plain(args ...string) (wall, cpu time.Duration) { return m.vet(args) }

func (m *vetModule) ours(args ...string) (wall, cpu time.Duration) {
	return m.vet(append([]string{"-vettool=" + m.tool}, args...))
}

func (m *vetModule) vet(args []string) (wall, cpu time.Duration) {
	cmd := exec.Command("go", append(append([]string{"vet"}, args...), "./...")...)
	cmd.Dir = m.dir
	start := time.Now()
	cmd.Run() // findings are no reason to stop
	return time.Since(start), cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
}

func (m *vetModule) run(b *testing.B, plainArgs, ourArgs func() []string) {
	var plainWall, plainCPU, ourWall, ourCPU time.Duration
	for b.Loop() {
		w, c := m.plain(plainArgs()...)
		plainWall, plainCPU = plainWall+w, plainCPU+c
		w, c = m.ours(ourArgs()...)
		ourWall, ourCPU = ourWall+w, ourCPU+c
	}
	b.ReportMetric(float64(ourWall)/float64(plainWall), "x-wall-of-go-vet")
	b.ReportMetric(float64(ourCPU)/float64(plainCPU), "x-cpu-of-go-vet")
}
