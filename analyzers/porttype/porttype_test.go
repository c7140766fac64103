package porttype_test

import (
	"testing"

	"github.com/xplatvet/xplatvet/analyzers/porttype"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

func Test(t *testing.T) {
	for _, dir := range []string{"basic", "ok", "handle", "third", "arity"} {
		t.Run(dir, func(t *testing.T) {
			vettest.Run(t, porttype.Analyzer, "porttype/"+dir, vettest.Options{})
		})
	}
	t.Run("arch", func(t *testing.T) {
		vettest.Run(t, porttype.Analyzer, "porttype/arch", vettest.Options{Targets: "linux/{386,amd64,arm,ppc64le}"})
	})
}

// TestPort has passes of one port each: which makes no difference, as long as
// it builds the files.
func TestPort(t *testing.T) {
	for _, test := range []struct{ dir, targets, ports string }{
		{"basic", "", "linux/amd64"},
		{"basic", "", "darwin/arm64"},
		{"basic", "linux/amd64,darwin/arm64", "freebsd/386"},
		{"handle", "", "windows/386"},
		{"handle", "", "linux/amd64"},
		{"handle", "", "js/wasm"},
		{"third", "", "windows/386"},
		{"third", "", "plan9/386"},
		{"arch", "linux/{386,amd64,arm,ppc64le}", "linux/386"},
		{"arch", "linux/{386,amd64,arm,ppc64le}", "linux/ppc64le"},
		{"arch", "linux/{386,amd64,arm,ppc64le}", "linux/s390x"},
		{"ok", "", "darwin/arm64"},
		{"ok", "", "plan9/386"},
	} {
		t.Run(test.dir+" on "+test.ports, func(t *testing.T) {
			vettest.Run(t, porttype.Analyzer, "porttype/"+test.dir, vettest.Options{Targets: test.targets, Ports: test.ports})
		})
	}
}
