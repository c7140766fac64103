package buildconstraint_test

import (
	"testing"

	"github.com/xplatvet/xplatvet/analyzers/buildconstraint"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

func Test(t *testing.T) {
	t.Setenv("GOWORK", "off")
	for _, test := range []struct {
		dir   string
		opt   vettest.Options
		style bool
	}{
		{dir: "tags"},
		{dir: "ok"},
		{dir: "custom"},
		{dir: "custom/tag", opt: vettest.Options{Tags: []string{"macos"}}},
		{dir: "never"},
		{dir: "space"},
		{dir: "names"},
		{dir: "accident"},
		{dir: "style", style: true},
		{dir: "style/old", style: true},
	} {
		t.Run(test.dir, func(t *testing.T) {
			setStyle(t, test.style)
			vettest.Run(t, buildconstraint.Analyzer, "buildconstraint/"+test.dir, test.opt)
		})
	}
}

// TestTargets has mistakes that make no difference on the targets.
func TestTargets(t *testing.T) {
	vettest.Run(t, buildconstraint.Analyzer, "buildconstraint/elsewhere", vettest.Options{Targets: "linux/amd64,windows/amd64"})
}

func setStyle(t *testing.T, on bool) {
	t.Helper()
	f := buildconstraint.Analyzer.Flags.Lookup("style")
	old := f.Value.String()
	value := "false"
	if on {
		value = "true"
	}
	if err := f.Value.Set(value); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Value.Set(old) })
}
