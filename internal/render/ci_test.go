package render_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/platform"
	"github.com/xplatvet/xplatvet/internal/render"
)

// project is a report on files that are there: of a module in a directory of
// its repository.
func project(t testing.TB, files map[string]string, list ...finding.Finding) (r finding.Report, opt render.Options) {
	t.Helper()
	dir := t.TempDir()
	root := filepath.Join(dir, "sub", "mod")
	for name, text := range files {
		file := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for i := range list {
		list[i].Severity = finding.Error
		list[i].Ports = ports("windows")
	}
	return finding.Report{Command: "check", Root: root, Ports: ports("windows"), Findings: list}, render.Options{Dir: dir}
}

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

// What is in no file of the repository is shown where go.mod requires it.
func TestDependencyPlaces(t *testing.T) {
	gomod := "module example.com/m\n\nrequire (\n\texample.org/dep v1.0.0\n\texample.org/dep/v2 v2.0.0 // indirect\n)\n"
	dep := func(file string) finding.Finding {
		return finding.Finding{Analyzer: finding.Compile, Package: "example.org/dep", Position: at(file, 9, 2), Message: "undefined: x"}
	}
	r, opt := project(t, map[string]string{"go.mod": gomod, "a.go": "package a\n"},
		dep("example.org/dep@v1.0.0/a.go"), dep("example.org/dep/v2@v2.0.0/a.go"), dep("example.org/far@v0.1.0/a.go"), dep("$GOROOT/src/os/a.go"), dep("/elsewhere/a.go"),
		dep("../other/a.go"), finding.Finding{Analyzer: finding.Compile, Package: "example.com/m/none", Message: "no Go files"})
	var got []string
	for _, res := range sarifOf(t, r, opt).Runs[0].Results {
		p := res.Locations[0].PhysicalLocation
		got = append(got, fmt.Sprintf("%s:%d %s", p.ArtifactLocation.URI, p.Region.StartLine, res.Message.Text))
	}
	want := []string{
		"sub/mod/go.mod:1 example.com/m/none: no Go files on windows",
		"sub/mod/go.mod:1 $GOROOT/src/os/a.go:9:2: undefined: x on windows",
		"sub/other/a.go:9 undefined: x on windows",
		"sub/mod/go.mod:1 /elsewhere/a.go:9:2: undefined: x on windows",
		"sub/mod/go.mod:5 example.org/dep/v2@v2.0.0/a.go:9:2: undefined: x on windows",
		"sub/mod/go.mod:4 example.org/dep@v1.0.0/a.go:9:2: undefined: x on windows",
		"sub/mod/go.mod:1 example.org/far@v0.1.0/a.go:9:2: undefined: x on windows",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if out := output(t, with(render.GitHub, opt), r); !strings.Contains(out, "::error file=sub/mod/go.mod,line=4,title=compile::example.org/dep@v1.0.0/a.go:9:2: undefined: x on windows\n") {
		t.Errorf("annotations:\n%s", out)
	}
}

// A command is a workflow command as the runner of GitHub reads it: a line that
// begins with "::", but for what stands between a stop and its token.
type command struct {
	name, message string
	properties    map[string]string
}

func commandsOf(log string) (list []command, plain []string) {
	unescape := strings.NewReplacer("%25", "%", "%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",").Replace
	token := ""
	for line := range strings.Lines(log) {
		line = strings.TrimSuffix(line, "\n")
		rest, ok := strings.CutPrefix(strings.TrimSpace(line), "::")
		head, message, both := strings.Cut(rest, "::")
		switch {
		case token != "" && both && head == token:
			token = ""
			continue
		case token != "" || !ok || !both:
			plain = append(plain, line)
			continue
		}
		name, properties, _ := strings.Cut(head, " ")
		if name == "stop-commands" {
			token = message
			continue
		}
		c := command{name, unescape(message), make(map[string]string)}
		for p := range strings.SplitSeq(properties, ",") {
			if key, value, ok := strings.Cut(p, "="); ok {
				c.properties[key] = unescape(value)
			}
		}
		list = append(list, c)
	}
	return list, plain
}

func TestGitHubCommands(t *testing.T) {
	hostile := finding.Finding{
		Analyzer: "hardpath", Position: at("::error file=a,b:c%.go", 1, 1),
		Message: "100%0A:: ::error::no\n::stop-commands::x\r\n##[error]y",
	}
	r, opt := project(t, nil, hostile)
	commands, plain := commandsOf(output(t, with(render.GitHub, opt), r))
	if len(commands) != 3 || commands[0].name != "group" || commands[1].name != "endgroup" || commands[2].name != "error" {
		t.Fatalf("commands %+v", commands)
	}
	c := commands[2]
	if c.properties["file"] != "sub/mod/::error file=a,b:c%.go" || c.properties["title"] != "hardpath" || c.properties["line"] != "1" {
		t.Errorf("properties %q", c.properties)
	}
	if want := "100%0A:: ::error::no\n::stop-commands::x\n##[error]y"; c.message != want {
		t.Errorf("message %q, want %q", c.message, want)
	}
	if len(plain) == 0 || !strings.HasPrefix(plain[0], "::error file=a,b:c%.go:1:1: 100%0A") {
		t.Errorf("log %q", plain)
	}
	for name, r := range reports {
		commands, _ := commandsOf(output(t, outputs["github"], r))
		n := 0
		for _, c := range commands {
			if c.name == "error" || c.name == "warning" {
				n++
			}
		}
		want := len(r.Problems) + len(finding.Merge(r.Findings))
		if r.ExitCode() == 2 && len(r.Problems) == 0 {
			want++
		}
		if n != want {
			t.Errorf("%s: %d annotations, want %d", name, n, want)
		}
	}
}

// GitHub shows ten errors and ten warnings: those that matter, and how many
// more there are.
func TestGitHubCap(t *testing.T) {
	r, opt := project(t, map[string]string{"go.mod": "module m\n"})
	for i := range 40 {
		r.Findings = append(r.Findings,
			finding.Finding{Analyzer: finding.Compile, Severity: finding.Error, Position: at("a.org/m@v1.0.0/a.go", i+1, 1), Message: "m", Ports: ports("windows")},
			finding.Finding{Analyzer: "hardpath", Severity: finding.Warning, Position: at("a.go", i+1, 1), Message: "m", Ports: ports("windows")})
	}
	r.Findings = append(r.Findings,
		finding.Finding{Analyzer: "linkname", Severity: finding.Error, Position: at("z.go", 1, 1), Message: "few ports", Ports: ports("windows/amd64")},
		finding.Finding{Analyzer: "linkname", Severity: finding.Error, Position: at("z.go", 2, 1), Message: "many ports", Ports: ports("windows")})
	r.Problems = []finding.Problem{{Message: "no network"}}
	commands, _ := commandsOf(output(t, with(render.GitHub, opt), r))
	var names, first []string
	for _, c := range commands {
		names = append(names, c.name)
		first = append(first, c.message)
	}
	want := slices.Concat([]string{"group", "endgroup"}, slices.Repeat([]string{"error"}, 10), slices.Repeat([]string{"warning"}, 10), []string{"notice"})
	if !slices.Equal(names, want) {
		t.Fatalf("commands %q", names)
	}
	if !slices.Equal(first[2:5], []string{"no network", "many ports", "few ports"}) {
		t.Errorf("first %q", first[2:5])
	}
	if notice := first[len(first)-1]; !strings.HasPrefix(notice, "33 errors and 30 warnings more in the log") {
		t.Errorf("notice %q", notice)
	}
}

type junitReport struct {
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string `xml:"name,attr"`
	Tests    int    `xml:"tests,attr"`
	Failures int    `xml:"failures,attr"`
	Errors   int    `xml:"errors,attr"`
	Skipped  int    `xml:"skipped,attr"`
	Cases    []struct {
		Class    string   `xml:"classname,attr"`
		Name     string   `xml:"name,attr"`
		Failures []string `xml:"failure"`
		Errors   []string `xml:"error"`
		Skipped  []string `xml:"skipped"`
	} `xml:"testcase"`
}

// JUnit XML fits the schema of Jenkins, and says what the exit code says.
func TestJUnit(t *testing.T) {
	dir := t.TempDir()
	var files []string
	for name, r := range reports {
		out := output(t, outputs["junit"], r)
		var got junitReport
		if err := xml.Unmarshal([]byte(out), &got); err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
		var sum junitSuite
		seen := make(map[string]bool)
		for _, s := range got.Suites {
			own := junitSuite{Tests: len(s.Cases)}
			for _, c := range s.Cases {
				if id := s.Name + "\x00" + c.Class + "\x00" + c.Name; seen[id] && s.Name != "problems" {
					t.Errorf("%s: two cases %q", name, id)
				} else {
					seen[id] = true
				}
				own.Failures += min(1, len(c.Failures))
				own.Errors += min(1, len(c.Errors))
				own.Skipped += len(c.Skipped)
			}
			if own.Tests != s.Tests || own.Failures != s.Failures || own.Errors != s.Errors || own.Skipped != s.Skipped || s.Tests == 0 {
				t.Errorf("%s: suite %s counts wrong", name, s.Name)
			}
			sum.Tests, sum.Failures, sum.Errors = sum.Tests+s.Tests, sum.Failures+s.Failures, sum.Errors+s.Errors
		}
		if sum.Tests != got.Tests || sum.Failures != got.Failures || sum.Errors != got.Errors {
			t.Errorf("%s: the whole counts wrong", name)
		}
		code := 0
		switch {
		case got.Errors > 0:
			code = 2
		case got.Failures > 0:
			code = 1
		}
		if code != r.ExitCode() {
			t.Errorf("%s: reads like exit code %d, want %d:\n%s", name, code, r.ExitCode(), out)
		}
		file := filepath.Join(dir, name+".xml")
		if err := os.WriteFile(file, []byte(out), 0o666); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	cmd := exec.Command("xmllint", append([]string{"--noout", "--schema", filepath.Join("testdata", "schema", "junit-4.xsd")}, files...)...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("xmllint (of libxml2-utils): %v\n%s", err, out)
	}
}

// A JUnit report of a build and one of a check: what fails, and what does not.
func TestJUnitCases(t *testing.T) {
	cases := func(r finding.Report) string {
		var got junitReport
		if err := xml.Unmarshal([]byte(output(t, outputs["junit"], r)), &got); err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, s := range got.Suites {
			for _, c := range s.Cases {
				fmt.Fprintf(&b, "%s: %s %q %q\n", s.Name, c.Name, c.Failures, c.Skipped)
			}
		}
		return b.String()
	}
	linux, windows := ports("linux/386:nocgo"), ports("windows/386:nocgo")
	r := finding.Report{
		Command: "build", Ports: linux.Union(windows),
		Findings: []finding.Finding{
			{Analyzer: finding.Compile, Severity: finding.Error, Package: "a", Position: at("a.go", 1, 1), Message: "undefined: x", Ports: windows},
			{Analyzer: finding.Compile, Severity: finding.Error, Package: "dep", Position: at("dep@v1.0.0/a.go", 1, 1), Message: "undefined: y", Ports: windows},
			{Analyzer: "hardpath", Severity: finding.Warning, Package: "b", Position: at("b.go", 1, 1), Message: "no /tmp on windows", Ports: windows},
		},
		Verdicts: []finding.Verdict{
			{Package: "a", Ports: windows, Status: finding.Fail, Errors: []string{"a.go:1:1: undefined: x"}},
			{Package: "a", Ports: linux, Status: finding.OK},
			{Package: "b", Ports: windows, Status: finding.Blocked, Errors: []string{"a"}},
			{Package: "b", Ports: linux, Status: finding.Excluded},
			{Package: "c", Ports: linux.Union(windows), Status: finding.Fail, Errors: []string{"put off"}},
		},
	}
	want := `analyzers: hardpath ["b.go:1:1: no /tmp on windows"] []
linux/386:nocgo: a [] []
linux/386:nocgo: c [] ["fail; put off"]
windows/386:nocgo: a ["a.go:1:1: undefined: x on windows"] []
windows/386:nocgo: b [] ["blocked by a"]
windows/386:nocgo: c [] ["fail; put off"]
windows/386:nocgo: dep ["dep@v1.0.0/a.go:1:1: undefined: y on windows"] []
`
	if got := cases(r); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// No text that a report quotes becomes markup of Markdown or HTML.
func TestMarkdownIsPlain(t *testing.T) {
	evil := "`x` *b* _i_ ~~s~~ [l](http://e.com) ![i](//e) <b>&amp; | c | @me #1 $x$ www.e.com https://e.com \\"
	r, opt := project(t, nil, finding.Finding{Analyzer: "hardpath", Package: evil, Position: at(evil, 1, 1), Message: evil})
	out := output(t, with(render.Markdown, opt), r)
	for line := range strings.Lines(out) {
		if !strings.Contains(line, "e.com") && !strings.Contains(line, "e&#46;com") {
			continue
		}
		line = strings.ReplaceAll(line, `\\`, "")
		for i, c := range line {
			if strings.ContainsRune("`*_~[]!$<@#", c) && (i == 0 || line[i-1] != '\\' && line[i-1] != '&') {
				t.Errorf("%q stands free in %s", c, line[max(0, i-10):])
			}
		}
		if n := strings.Count(line, "|") - strings.Count(line, `\|`); n != 4 {
			t.Errorf("%d bars in a row of the table: %s", n, line)
		}
		if strings.Contains(line, "://") || strings.Contains(line, "www.") {
			t.Errorf("a link in %s", line)
		}
	}
}

// The grid has every port once, on lines of at most 80 columns, and adds up.
func TestGrid(t *testing.T) {
	all := platform.All()
	r := finding.Report{Command: "build", Ports: all}
	i := 0
	for p := range all.Ports() {
		status := []finding.Status{finding.OK, finding.Fail, finding.Blocked, finding.OK}[i*7%4]
		r.Verdicts = append(r.Verdicts, finding.Verdict{Package: fmt.Sprintf("p%d", i%3), Ports: platform.Of(p), Status: status})
		r.Verdicts = append(r.Verdicts, finding.Verdict{Package: "q", Ports: platform.Of(p), Status: finding.OK})
		i++
	}
	out := output(t, outputs["text"], r)
	_, grid, ok := strings.Cut(out, "\nports ")
	if !ok {
		t.Fatalf("no grid in\n%s", out)
	}
	lines := strings.Split(strings.TrimSpace(grid), "\n")
	for _, line := range lines[:len(lines)-1] {
		if len(line) > 80 {
			t.Errorf("%d columns: %s", len(line), line)
		}
	}
	if len(lines) < 4 || len(lines) > 60 {
		t.Errorf("%d lines:\n%s", len(lines), grid)
	}
	// If all ports are alike there is nothing to tell.
	r.Verdicts = []finding.Verdict{{Package: "p", Ports: all, Status: finding.Fail}}
	if out := output(t, outputs["text"], r); strings.Contains(out, "ports ") {
		t.Errorf("a grid of one row:\n%s", out)
	}
}

// The page of markdown and others are written even if the source is gone, a
// pipe, or outside of the module.
func TestSourcesThatCannotBeRead(t *testing.T) {
	r, opt := project(t, map[string]string{"big.go": strings.Repeat("x", 5<<20), "dir/a.go": ""},
		finding.Finding{Analyzer: "a", Position: at("big.go", 1, 1), Message: "m"},
		finding.Finding{Analyzer: "a", Position: at("dir", 1, 1), Message: "m"},
		finding.Finding{Analyzer: "a", Position: at("out.go", 1, 1), Message: "m"},
		finding.Finding{Analyzer: "a", Position: at("dir/a.go", 99, 99), Message: "m"})
	secret := filepath.Join(filepath.Dir(r.Root), "secret.go")
	if err := errors.Join(os.WriteFile(secret, []byte("secret\n"), 0o666), os.Symlink(secret, filepath.Join(r.Root, "out.go"))); err != nil {
		t.Fatal(err)
	}
	for name, write := range map[string]func(io.Writer, *finding.Report, render.Options) error{
		"sarif": render.SARIF, "github": render.GitHub, "markdown": render.Markdown, "codequality": render.CodeQuality, "html": render.HTML,
	} {
		var b bytes.Buffer
		if err := write(&b, &r, opt); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if strings.Contains(b.String(), ">secret") || strings.Contains(b.String(), "secret\\n") {
			t.Errorf("%s shows a file outside of the module", name)
		}
	}
}

// Whatever a report has, each format can be read by those who take it.
func TestRandomReports(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	schema := validator(t, filepath.Join("testdata", "schema", "sarif-2.1.0.json"))
	for range 60 {
		report := randomReport(r)
		if err := validate(schema, output(t, outputs["sarif"], report)); err != nil {
			t.Fatalf("sarif: %v", err)
		}
		sarifOf(t, report, options)
		if err := xml.Unmarshal([]byte(output(t, outputs["junit"], report)), new(junitReport)); err != nil {
			t.Fatalf("junit: %v", err)
		}
		var issues []struct{ Fingerprint string }
		if err := json.Unmarshal([]byte(output(t, outputs["codequality"], report)), &issues); err != nil {
			t.Fatalf("codequality: %v", err)
		}
		seen := make(map[string]bool)
		for _, i := range issues {
			if seen[i.Fingerprint] {
				t.Fatal("codequality: two issues with one fingerprint")
			}
			seen[i.Fingerprint] = true
		}
		for _, c := range slices.Collect(maps.Keys(outputs)) {
			if at := active.FindString(strings.ReplaceAll(output(t, outputs[c], report), "\x1b[", "")); at != "" {
				t.Fatalf("%s: active character %+q", c, at)
			}
		}
		commands, _ := commandsOf(output(t, outputs["github"], report))
		for _, c := range commands {
			if !slices.Contains([]string{"group", "endgroup", "error", "warning", "notice"}, c.name) {
				t.Fatalf("github: command %q", c.name)
			}
		}
	}
}
