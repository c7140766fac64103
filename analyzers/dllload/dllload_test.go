package dllload_test

import (
	"testing"

	"github.com/xplatvet/xplatvet/analyzers/dllload"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

func Test(t *testing.T) {
	for _, dir := range []string{"basic", "ok"} {
		t.Run(dir, func(t *testing.T) {
			vettest.Run(t, dllload.Analyzer, "dllload/"+dir, vettest.Options{})
		})
	}
}

// TestUnchecked sees files for windows from another port.
func TestUnchecked(t *testing.T) {
	vettest.Run(t, dllload.Analyzer, "dllload/unchecked", vettest.Options{Ports: "linux/amd64,darwin/arm64"})
}

// TestTargets has no windows among its targets.
func TestTargets(t *testing.T) {
	vettest.Run(t, dllload.Analyzer, "dllload/targets", vettest.Options{Targets: "linux,darwin/arm64,js/wasm"})
}
