package pathsep

import (
	"testing"

	"github.com/xplatvet/xplatvet/internal/vettest"
)

func Test(t *testing.T) {
	for _, test := range []struct {
		dir string
		opt vettest.Options
	}{
		{dir: "basic"},
		{dir: "ok"},
		{dir: "unchecked", opt: vettest.Options{Ports: "darwin/arm64,plan9/386"}},
	} {
		t.Run(test.dir, func(t *testing.T) { vettest.Run(t, Analyzer, "pathsep/"+test.dir, test.opt) })
	}
}
