package cgodep_test

import (
	"testing"

	"github.com/xplatvet/xplatvet/analyzers/cgodep"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

func Test(t *testing.T) {
	for _, dir := range []string{"basic", "indirect", "ok"} {
		t.Run(dir, func(t *testing.T) {
			vettest.Run(t, cgodep.Analyzer, "cgodep/"+dir, vettest.Options{})
		})
	}
}

// TestCgoOnly has no target with cgo off, so nothing is wrong.
func TestCgoOnly(t *testing.T) {
	vettest.Run(t, cgodep.Analyzer, "cgodep/cgoonly", vettest.Options{
		Targets: "linux/amd64:cgo,darwin/arm64:cgo,windows/386:cgo",
	})
}
