package only_test

import (
	"testing"

	"github.com/xplatvet/xplatvet/analyzers/only"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

func Test(t *testing.T) {
	for _, path := range []string{"basic", "ok", "whole", "mistakes"} {
		t.Run(path, func(t *testing.T) {
			vettest.Run(t, only.Analyzer, "only/"+path, vettest.Options{})
		})
	}
}

// On the ports that it is meant for nothing is wrong.
func TestTargets(t *testing.T) {
	vettest.Run(t, only.Analyzer, "only/linuxonly", vettest.Options{Targets: "linux"})
}
