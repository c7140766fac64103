package atomicalign_test

import (
	"testing"

	"github.com/xplatvet/xplatvet/analyzers/atomicalign"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

func Test(t *testing.T) {
	for _, dir := range []string{"basic", "ok"} {
		t.Run(dir, func(t *testing.T) {
			vettest.Run(t, atomicalign.Analyzer, "atomicalign/"+dir, vettest.Options{})
		})
	}
	// No target has 32-bit words: what the basic case reports is not wanted.
	t.Run("wide", func(t *testing.T) {
		vettest.Run(t, atomicalign.Analyzer, "atomicalign/wide", vettest.Options{Targets: "linux/amd64,js/wasm,windows/arm64"})
	})
	// The port of the pass makes no difference.
	t.Run("other", func(t *testing.T) {
		vettest.Run(t, atomicalign.Analyzer, "atomicalign/other", vettest.Options{Targets: "linux/{arm,mips,mipsle}", Ports: "linux/amd64,js/wasm"})
	})
}
