package selection

import (
	"flag"
	"io"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
)

func TestSelected(t *testing.T) {
	for args, want := range map[string]string{
		"":             "a b c",
		"-a":           "a",
		"-a -c=true":   "a c",
		"-b=false":     "a c",
		"-a -b=false":  "a",
		"-b=off":       "a c",
		"-b -b=false":  "a c",
		"-a.depth=3":   "a b c",
		"-b=perhaps":   "error",
		"-nosuch=true": "error",
	} {
		suite := []*analysis.Analyzer{{Name: "a"}, {Name: "b"}, {Name: "c"}}
		depth := suite[0].Flags.Int("depth", 1, "how deep")
		set := flag.NewFlagSet("test", flag.ContinueOnError)
		set.SetOutput(io.Discard)
		f := Register(set, suite)
		got := "error"
		if err := set.Parse(strings.Fields(args)); err == nil {
			var names []string
			for _, a := range f.Selected() {
				names = append(names, a.Name)
			}
			got = strings.Join(names, " ")
		}
		if got != want {
			t.Errorf("%q selects %s, want %s", args, got, want)
		}
		if strings.Contains(args, "depth") && *depth != 3 {
			t.Errorf("%q: depth %d", args, *depth)
		}
	}
}
