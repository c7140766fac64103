package linkname_test

import (
	"testing"

	"github.com/xplatvet/xplatvet/analyzers/linkname"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

func Test(t *testing.T) {
	for _, dir := range []string{"basic", "ok", "compiler", "dynamic", "program"} {
		t.Run(dir, func(t *testing.T) {
			vettest.Run(t, linkname.Analyzer, "linkname/"+dir, vettest.Options{})
		})
	}
}

// TestTargets has targets among which there is none that fails.
func TestTargets(t *testing.T) {
	vettest.Run(t, linkname.Analyzer, "linkname/targets", vettest.Options{
		Targets: "darwin,openbsd/386",
		Ports:   "linux/amd64:nocgo,darwin/arm64:nocgo",
	})
}
