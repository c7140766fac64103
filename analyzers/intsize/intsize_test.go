package intsize_test

import (
	"testing"

	"github.com/xplatvet/xplatvet/analyzers/intsize"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

func Test(t *testing.T) {
	for _, dir := range []string{"basic", "ok", "fix"} {
		t.Run(dir, func(t *testing.T) {
			vettest.Run(t, intsize.Analyzer, "intsize/"+dir, vettest.Options{})
		})
	}
	// The port of the pass makes no difference.
	for _, ports := range []string{"windows/386", "darwin/arm64", "linux/mips"} {
		t.Run(ports, func(t *testing.T) {
			vettest.Run(t, intsize.Analyzer, "intsize/basic", vettest.Options{Ports: ports})
			vettest.Run(t, intsize.Analyzer, "intsize/ok", vettest.Options{Ports: ports})
		})
	}
	t.Run("convert", func(t *testing.T) {
		setFlag(t, "convert", "true")
		vettest.Run(t, intsize.Analyzer, "intsize/convert", vettest.Options{})
	})
	// With the flag off, the same file is fine.
	t.Run("off", func(t *testing.T) {
		vettest.Run(t, intsize.Analyzer, "intsize/off", vettest.Options{})
	})
	// No target has 32-bit words.
	t.Run("wide", func(t *testing.T) {
		vettest.Run(t, intsize.Analyzer, "intsize/wide", vettest.Options{Targets: "linux/amd64,js/wasm,windows/arm64"})
	})
}

func setFlag(t *testing.T, name, value string) {
	t.Helper()
	f := intsize.Analyzer.Flags.Lookup(name)
	old := f.Value.String()
	if err := f.Value.Set(value); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Value.Set(old) })
}
