package render_test

import (
	"encoding/xml"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/internal/finding"
)

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
