package render_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/render"
)

// A sarifLog is what tests look at of a SARIF log.
type sarifLog struct {
	Runs []struct {
		Tool struct {
			Driver struct{ Rules []struct{ ID string } }
		}
		Invocations []struct {
			ExecutionSuccessful        bool
			ExitCode                   int
			ToolExecutionNotifications []struct{ Message struct{ Text string } }
		}
		Results []struct {
			RuleID              string
			RuleIndex           int
			Message             struct{ Text string }
			PartialFingerprints map[string]string
			Locations           []struct{ PhysicalLocation sarifPlace }
			RelatedLocations    []struct {
				PhysicalLocation *sarifPlace
				Message          struct{ Text string }
			}
			Fixes []struct {
				ArtifactChanges []struct {
					ArtifactLocation struct{ URI string }
					Replacements     []struct {
						DeletedRegion   sarifRegion
						InsertedContent struct{ Text string }
					}
				}
			}
		}
	}
}

type sarifPlace struct {
	ArtifactLocation struct{ URI, URIBaseID string }
	Region           sarifRegion
}

type sarifRegion struct {
	StartLine, StartColumn, EndLine, EndColumn int
	ByteOffset, ByteLength                     *int
}

func sarifOf(t testing.TB, r finding.Report, opt render.Options) sarifLog {
	t.Helper()
	var log sarifLog
	if err := json.Unmarshal([]byte(output(t, with(render.SARIF, opt), r)), &log); err != nil {
		t.Fatal(err)
	}
	if len(log.Runs) != 1 {
		t.Fatalf("%d runs", len(log.Runs))
	}
	for _, res := range log.Runs[0].Results {
		if got := log.Runs[0].Tool.Driver.Rules[res.RuleIndex].ID; got != res.RuleID {
			t.Errorf("result of %s has the index of rule %s", res.RuleID, got)
		}
	}
	return log
}

func TestSARIFFitsSchema(t *testing.T) {
	schema := validator(t, filepath.Join("testdata", "schema", "sarif-2.1.0.json"))
	for name, r := range reports {
		out := output(t, outputs["sarif"], r)
		if err := validate(schema, out); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		log := sarifOf(t, r, options)
		inv := log.Runs[0].Invocations[0]
		if inv.ExitCode != r.ExitCode() || inv.ExecutionSuccessful == (inv.ExitCode == 2) || (len(inv.ToolExecutionNotifications) > 0) != (inv.ExitCode == 2) {
			t.Errorf("%s: exit code %d, told as %+v", name, r.ExitCode(), inv)
		}
	}
	broken := strings.Replace(output(t, outputs["sarif"], reports["findings"]), `"results"`, `"result"`, 1)
	if validate(schema, broken) == nil {
		t.Error("the schema is a sieve")
	}
}

// What code scanning says of lines: the hashes that github/codeql-action
// computes of the same texts.
func TestSARIFLineHashes(t *testing.T) {
	for _, test := range []struct {
		text string
		want []string
	}{
		{" a\nb\n  \t\tc\n d", []string{"271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"}},
		{" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", []string{
			"e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1", "e20e36e16fcb0cc8:1", "b3edc88f2938467e:1", "c8e28b0b4002a3a0:1", "c129715d7a2bc9a3:1",
		}},
		{strings.Repeat("Lorem ipsum dolor sit amet.\n", 10), []string{
			"a7f2ff13bc495cf2:1", "a7f2ff13bc495cf2:2", "a7f2ff13bc495cf2:3", "a7f2ff13bc495cf2:4", "a7f2ff13bc495cf2:5", "a7f2ff13bc495cf2:6",
			"a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1", "55ec222b86bcae53:1", "cc97dc7b1d7d8f7b:1", "c129715d7a2bc9a3:1",
		}},
	} {
		var list []finding.Finding
		for i := range test.want {
			list = append(list, finding.Finding{Analyzer: "hardpath", Position: finding.Position{File: "a.go", Line: i + 1}, Message: "m"})
		}
		r, opt := project(t, map[string]string{"a.go": test.text}, list...)
		for i, res := range sarifOf(t, r, opt).Runs[0].Results {
			if got := res.PartialFingerprints["primaryLocationLineHash"]; got != test.want[i] {
				t.Errorf("%.10q line %d: got %s, want %s", test.text, i+1, got, test.want[i])
			}
		}
	}
}

// Fingerprints stay when lines move, and differ within a report.
func TestFingerprints(t *testing.T) {
	const code = "package p\n\nvar a = f(\"/tmp\")\n\nvar b = f(\"/etc\")\nvar c = f(\"/tmp\") // again\nvar c = f(\"/tmp\") // again\n"
	prints := func(shift int) (sarif, github, quality []string) {
		var list []finding.Finding
		for _, line := range []int{3, 5, 6, 7} {
			list = append(list, finding.Finding{
				Analyzer: "hardpath", Package: "p", Position: at("a.go", line+shift, 9),
				Message: fmt.Sprintf("there is no such directory; see a.go:%d:1", line+shift),
			})
		}
		r, opt := project(t, map[string]string{"a.go": strings.Repeat("// more\n", shift) + code}, list...)
		for _, res := range sarifOf(t, r, opt).Runs[0].Results {
			sarif = append(sarif, res.PartialFingerprints["xplatvet/v1"])
			github = append(github, res.PartialFingerprints["primaryLocationLineHash"])
		}
		var issues []struct{ Fingerprint string }
		if err := json.Unmarshal([]byte(output(t, with(render.CodeQuality, opt), r)), &issues); err != nil {
			t.Fatal(err)
		}
		for _, i := range issues {
			quality = append(quality, i.Fingerprint)
		}
		return sarif, github, quality
	}
	sarif, github, quality := prints(0)
	sarif2, github2, quality2 := prints(11)
	if !slices.Equal(sarif, sarif2) || !slices.Equal(github, github2) || !slices.Equal(quality, quality2) {
		t.Errorf("they change when lines move:\n%q\n%q\n%q\n%q\n%q\n%q", sarif, sarif2, github, github2, quality, quality2)
	}
	for _, list := range [][]string{sarif, github, quality} {
		if len(list) != 4 || len(slices.Compact(slices.Sorted(slices.Values(list)))) != len(list) {
			t.Errorf("not each has its own: %q", list)
		}
	}
}

// Columns count UTF-16 units, and fixes say the same as their offsets.
func TestSARIFRegions(t *testing.T) {
	const text = "package p\n\nvar é, 😀x = 1, 2 // ü\r\nvar z = 3\n"
	start := strings.Index(text, "x = 1")
	line := strings.LastIndex(text[:start], "\n") + 1
	f := finding.Finding{
		Analyzer: "hardpath", Position: finding.Position{File: "d ir/a%20#.go", Line: 3, Column: start - line + 1, EndLine: 3, EndColumn: start - line + 2},
		Message: "m", Related: []finding.Related{
			{Position: finding.Position{File: "example.org/m@v1.2.0/a.go", Line: 5, Column: 7}, Message: "declared here"},
			{Position: finding.Position{File: "d ir/a%20#.go", Line: 4, Column: 5}, Message: "and here"},
		},
		Fixes: []finding.Fix{{Message: "Rename", Edits: []finding.Edit{
			{File: "d ir/a%20#.go", Start: start + 4, End: start + 5, NewText: "7"},
			{File: "d ir/a%20#.go", Start: start, End: start + 1, NewText: "y"},
			{File: "d ir/a%20#.go", Start: len(text) - 2, End: len(text), NewText: ""},
			{File: "gone.go", Start: 7, End: 9, NewText: "n"},
		}}},
	}
	r, opt := project(t, map[string]string{"d ir/a%20#.go": text}, f)
	res := sarifOf(t, r, opt).Runs[0].Results[0]
	if len(res.Locations) != 1 {
		t.Fatalf("%+v", res)
	}
	place := res.Locations[0].PhysicalLocation
	if place.ArtifactLocation.URI != "sub/mod/d%20ir/a%2520%23.go" || place.ArtifactLocation.URIBaseID != "%SRCROOT%" {
		t.Errorf("file %+v", place.ArtifactLocation)
	}
	cut := func(reg sarifRegion) string {
		offset := func(line, column int) int {
			units := utf16.Encode([]rune(strings.SplitAfter(text, "\n")[line-1]))
			return len(strings.Join(strings.SplitAfter(text, "\n")[:line-1], "")) + len(string(utf16.Decode(units[:column-1])))
		}
		return text[offset(reg.StartLine, reg.StartColumn):offset(reg.EndLine, reg.EndColumn)]
	}
	if got := cut(place.Region); got != "x" {
		t.Errorf("region %+v is %q", place.Region, got)
	}
	rel := res.RelatedLocations
	if len(rel) != 2 || rel[0].PhysicalLocation != nil || rel[0].Message.Text != "example.org/m@v1.2.0/a.go:5:7: declared here" || rel[1].PhysicalLocation == nil {
		t.Errorf("related %+v", rel)
	}
	changes := res.Fixes[0].ArtifactChanges
	if len(changes) != 2 || len(changes[0].Replacements) != 2 {
		t.Fatalf("changes %+v", changes)
	}
	for i, want := range [][2]string{{"x = 1", "y = 7"}, {"3\n", ""}} {
		edit := changes[0].Replacements[i]
		if got := cut(edit.DeletedRegion); got != want[0] || edit.InsertedContent.Text != want[1] {
			t.Errorf("edit %d replaces %q by %q, want %q", i, got, edit.InsertedContent.Text, want)
		}
	}
	if reg := changes[1].Replacements[0].DeletedRegion; reg.ByteOffset == nil || *reg.ByteOffset != 7 || *reg.ByteLength != 2 {
		t.Errorf("region of a file that is not there %+v", reg)
	}
}

// Reviewdog itself reads what is written: testdata/reviewdog is a program with
// its parser, at the version that its go.mod says.
func TestReviewdog(t *testing.T) {
	r, opt := project(t, map[string]string{"go.mod": "module m\n\nrequire a.org/m v1.0.0\n", "é.go": "package p\n\nvar é, tmp = 1, \"/tmp\"\n"},
		finding.Finding{
			Analyzer: "hardpath", Position: finding.Position{File: "é.go", Line: 3, Column: 18, EndLine: 3, EndColumn: 24}, Message: "there is no /tmp",
			Fixes: []finding.Fix{{Message: "Use os.TempDir", Edits: []finding.Edit{{File: "é.go", Start: 28, End: 34, NewText: "os.TempDir()"}}}},
		},
		finding.Finding{Analyzer: finding.Compile, Kind: finding.Undefined, Position: at("a.org/m@v1.0.0/m.go", 7, 8), Message: "undefined: x", Remedy: "take a newer one"},
	)
	opt.Rules = options.Rules
	cmd := exec.Command("go", "run", ".")
	cmd.Dir = filepath.Join("testdata", "reviewdog")
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=")
	cmd.Stdin = strings.NewReader(output(t, with(render.SARIF, opt), r))
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	type place struct{ Line, Column int }
	type span struct{ Start, End place }
	var got []string
	for line := range strings.Lines(string(out)) {
		var d struct {
			Message, Severity string
			Code              struct{ Value, URL string }
			Location          struct {
				Path  string
				Range span
			}
			Suggestions []struct {
				Range span
				Text  string
			}
		}
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprintf("%s %s %v %s %s %q %v", d.Severity, d.Location.Path, d.Location.Range, d.Code.Value, d.Code.URL, d.Message, d.Suggestions))
	}
	want := []string{
		`ERROR sub/mod/go.mod {{3 0} {0 0}} compile/undefined  "a.org/m@v1.0.0/m.go:7:8: undefined: x on windows\nremedy: take a newer one" []`,
		`ERROR sub/mod/é.go {{3 17} {3 23}} hardpath https://example.com/hardpath "there is no /tmp" [{{{3 17} {3 23}} os.TempDir()}]`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
