package pathsep

import (
	"testing"

	"github.com/xplatvet/xplatvet/internal/vettest"
)

func Test(t *testing.T) {
	few := vettest.Options{Ports: "linux/amd64:nocgo,windows/386:nocgo,plan9/386"}
	for _, test := range []struct {
		dir string
		opt vettest.Options
	}{
		{dir: "basic", opt: few},
		{dir: "ok", opt: few},
		{dir: "unchecked", opt: vettest.Options{Ports: "darwin/arm64,plan9/386"}},
	} {
		t.Run(test.dir, func(t *testing.T) { vettest.Run(t, Analyzer, "pathsep/"+test.dir, test.opt) })
	}
}
