package platformapi_test

import (
	"testing"

	"github.com/xplatvet/xplatvet/analyzers/platformapi"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

func Test(t *testing.T) {
	for _, dir := range []string{"annotated", "basic", "exported", "ok", "fix", "third"} {
		t.Run(dir, func(t *testing.T) {
			vettest.Run(t, platformapi.Analyzer, "platformapi/"+dir, vettest.Options{})
		})
	}
	t.Run("tags", func(t *testing.T) {
		vettest.Run(t, platformapi.Analyzer, "platformapi/tags", vettest.Options{Tags: []string{"custom"}})
	})
}

// TestTargets has other targets than those that the cases are written for.
func TestTargets(t *testing.T) {
	vettest.Run(t, platformapi.Analyzer, "platformapi/targets", vettest.Options{
		Targets: "linux,darwin/arm64:nocgo,windows:cgo",
		Ports:   "linux/{amd64,arm64}:nocgo",
	})
}
