package crossbuild

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"
)

// TestSmoke runs programs natively, under qemu and under node; nothing runs
// those of darwin here.
func TestSmoke(t *testing.T) {
	const ports = "linux/amd64:nocgo,linux/arm64:nocgo,js/wasm,darwin/arm64:nocgo"
	temp := t.TempDir()
	cfg := config(t, extract(t, "smoke.txtar"), ports, "./...")
	cfg.Go.TempDir = temp
	cfg.Smoke = &Smoke{Args: []string{"--say", "a b"}, Timeout: time.Minute}
	report := Run(t.Context(), cfg)
	var got []string
	for _, line := range cgoReport(report) {
		// The place in the runtime is not the same on all ports.
		line = strings.ReplaceAll(line, "\ngoroutine 1 [running]:\nmain.main()", "")
		got = append(got, line)
	}
	diff(t, got, []string{
		"cmd/broken/main.go:3:15: undefined: undefined | undefined | darwin/arm64:nocgo,js/wasm,linux/amd64:nocgo,linux/arm64:nocgo",
		"cmd/crash/v2/main.go:3:6: the program ends with exit code 2 when it is run with --say 'a b'\npanic: assignment to entry in nil map | run | js/wasm,linux/amd64:nocgo,linux/arm64:nocgo",
		"cmd/arm/main.go:10:6: the program ends with exit code 3 when it is run with --say 'a b'\ncannot do that, 64\nand not that either | run | linux/arm64:nocgo",
		"cmd/broken fail | darwin/arm64:nocgo,js/wasm,linux/amd64:nocgo,linux/arm64:nocgo",
		"cmd/crash/v2 fail | js/wasm,linux/amd64:nocgo,linux/arm64:nocgo",
		"cmd/crash/v2 ok | darwin/arm64:nocgo",
		"cmd/arm fail | linux/arm64:nocgo",
		"cmd/arm ok | darwin/arm64:nocgo,js/wasm,linux/amd64:nocgo",
		"cmd/fine ok | darwin/arm64:nocgo,js/wasm,linux/amd64:nocgo,linux/arm64:nocgo",
		"lib ok | darwin/arm64:nocgo,js/wasm,linux/amd64:nocgo,linux/arm64:nocgo",
		"note: linked, but not run: nothing here runs programs of darwin/arm64 | darwin/arm64:nocgo",
	})
	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// TestSmokeCgo runs a program that a C compiler was needed for, with the C
// library that came with the compiler.
func TestSmokeCgo(t *testing.T) {
	cfg := config(t, extract(t, "cgo.txtar"), "linux/arm64:cgo", "./cmd/app")
	cfg.Go.Env = environ("CC=", "CXX=")
	cfg.Cgo = CgoAuto
	cfg.Smoke = &Smoke{Timeout: time.Minute}
	report := Run(t.Context(), cfg)
	diff(t, cgoReport(report), []string{"cmd/app ok | linux/arm64:cgo"})
}

// TestSmokeFiles runs a program that is given by its files.
func TestSmokeFiles(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, txtar.Parse([]byte("-- go.mod --\nmodule example.com/m\ngo 1.24\n-- a.go --\npackage main\nfunc main() { f() }\n-- b.go --\npackage main\nimport \"os\"\nfunc f() { os.WriteFile(\"../out\", nil, 0o666); os.Exit(4) }\n")))
	cfg := config(t, dir, "linux/amd64:nocgo", "a.go", "b.go")
	cfg.Smoke = &Smoke{Timeout: time.Minute}
	report := Run(t.Context(), cfg)
	if len(report.Findings) != 1 || report.Findings[0].Message != "the program ends with exit code 4" {
		t.Errorf("got %q", cgoReport(report))
	}
	if _, err := os.Stat(filepath.Join(dir, "out")); err == nil {
		t.Error("the program ran in the module")
	}
}
