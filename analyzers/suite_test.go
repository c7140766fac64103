package analyzers_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/analyzers"
)

func TestSuite(t *testing.T) {
	if err := analysis.Validate(analyzers.Suite); err != nil {
		t.Error(err)
	}
	if !slices.IsSortedFunc(analyzers.Suite, func(a, b *analysis.Analyzer) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("the suite is not in alphabetical order")
	}
	for _, a := range analyzers.Suite {
		summary, rest, _ := strings.Cut(a.Doc, "\n")
		if !strings.HasPrefix(summary, "report ") || strings.HasSuffix(summary, ".") || len(summary) > 80 {
			t.Errorf("%s: summary %q: want one line that begins with report and has no full stop", a.Name, summary)
		}
		for _, word := range []string{"\t", " not "} {
			if !strings.Contains(rest, word) {
				t.Errorf("%s: its documentation has no example, or does not say what it misses: no %q", a.Name, word)
			}
		}
		if !strings.HasSuffix(a.URL, "/"+a.Name) {
			t.Errorf("%s: URL %q", a.Name, a.URL)
		}
		if !a.RunDespiteErrors {
			t.Errorf("%s: does not run on a package that the port of the pass cannot build", a.Name)
		}
	}
}
