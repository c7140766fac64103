package render_test

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/render"
)

// The page is made by html/browser_test.go to show what it is to show; here is
// what holds for every format.
func TestHTML(t *testing.T) {
	write := with(render.HTML, options)
	scripts := regexp.MustCompile(`(?i)<script[^>]*>`)
	r := rand.New(rand.NewPCG(1, 2))
	for name, report := range reports {
		page := output(t, write, report)
		if n := len(scripts.FindAllString(page, -1)); n != 2 {
			t.Errorf("%s: %d scripts", name, n)
		}
		_, data, _ := strings.Cut(page, `id="report">`)
		data, _, _ = strings.Cut(data, "</script>")
		if !json.Valid([]byte(data)) || strings.Contains(data, "null") || strings.ContainsAny(data, "<>") {
			t.Errorf("%s: the data is not as it should be: %s", name, data)
		}
		if c := active.FindString(strings.ReplaceAll(page, "\t", "")); c != "" {
			t.Errorf("%s: active character %+q", name, c)
		}
		other := report
		other.Findings = append([]finding.Finding(nil), report.Findings...)
		other.Verdicts = append([]finding.Verdict(nil), report.Verdicts...)
		r.Shuffle(len(other.Findings), reflect.Swapper(other.Findings))
		r.Shuffle(len(other.Verdicts), reflect.Swapper(other.Verdicts))
		if output(t, write, other) != page {
			t.Errorf("%s depends on the order", name)
		}
		for n := 0; n < len(page); n += 1 + len(page)/10 {
			if err := write(&limited{n}, &report); !errors.Is(err, errFull) || !strings.HasPrefix(err.Error(), "write report: ") {
				t.Fatalf("%s cut at %d: got %v", name, n, err)
			}
		}
	}
}

// Every format is one of the tests, by its name.
func TestFormatsAreTested(t *testing.T) {
	for _, name := range render.FormatNames() {
		if outputs[name] == nil && name != "html" {
			t.Errorf("-format=%s is not among outputs", name)
		}
		if f, ok := render.FormatOf(name); !ok || f.Name != name {
			t.Errorf("no format %s", name)
		}
	}
}
