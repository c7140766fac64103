package render

import (
	"encoding/xml"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/platform"
)

// JUnit writes r as JUnit XML: a suite for each port, with a test for each
// package, and a suite with a test for each analyzer and package that has
// findings. A package that fails or is blocked without a finding of this report
// counts as skipped, for it is not what the exit code is about.
func JUnit(w io.Writer, r *finding.Report, _ Options) error {
	r = normalized(r)
	all := junitSuites{Name: "xplatvet " + escape(r.Command)}
	all.add(problemSuite(r))
	all.add(analyzerSuite(r))
	for _, s := range portSuites(r) {
		all.add(s)
	}
	out, err := xml.MarshalIndent(all, "", "\t")
	if err != nil {
		return err
	}
	return write(w, xml.Header+string(out)+"\n")
}

// problemSuite has what could not be analysed.
func problemSuite(r *finding.Report) junitSuite {
	s := junitSuite{Name: "problems"}
	for _, p := range problems(r) {
		t := &text{Report: r}
		name := oneLine(p.Message)
		if where := positionText(p.Position); where != "" {
			name = where + ": " + name
		}
		s.add(junitCase{Class: s.Name, Name: name, Errors: []junitFailure{{Message: name, Text: strings.TrimPrefix(t.on(p.Ports), " ")}}})
	}
	return s
}

// analyzerSuite has the findings that are not errors of a build.
func analyzerSuite(r *finding.Report) junitSuite {
	type key struct{ pkg, analyzer string }
	cases := make(map[key][]junitFailure)
	for _, f := range r.Findings {
		if !isBuildError(f) {
			k := key{f.Package, f.Analyzer}
			cases[k] = append(cases[k], failureOf(r, f))
		}
	}
	s := junitSuite{Name: "analyzers"}
	for _, k := range slices.SortedFunc(maps.Keys(cases), func(a, b key) int {
		return strings.Compare(a.pkg+"\x00"+a.analyzer, b.pkg+"\x00"+b.analyzer)
	}) {
		s.add(junitCase{Class: escape(k.pkg), Name: escape(k.analyzer), Failures: cases[k]})
	}
	return s
}

// failureOf returns the form of a finding.
func failureOf(r *finding.Report, f finding.Finding) junitFailure {
	message := told(r, f, false)
	first, _, _ := strings.Cut(message, "\n")
	return junitFailure{Type: ruleID(f), Message: first, Text: message}
}

// failuresOf returns why a package fails on a port: what the findings say, or
// if none is an error of its build, the verdict. Own are the findings of the
// package.
func failuresOf(r *finding.Report, own []finding.Finding, v finding.Verdict, on platform.Set) []junitFailure {
	var failures []junitFailure
	for _, f := range own {
		if isBuildError(f) && f.Ports.Overlaps(on) {
			failures = append(failures, failureOf(r, f))
		}
	}
	if len(failures) > 0 {
		return failures
	}
	for _, e := range v.Errors {
		failures = append(failures, junitFailure{Type: string(v.Status), Message: oneLine(e), Text: oneLine(e)})
	}
	if len(failures) == 0 {
		failures = []junitFailure{{Type: string(v.Status), Message: string(v.Status)}}
	}
	return failures
}

// portSuites returns a suite for each port, with what builds there.
func portSuites(r *finding.Report) []junitSuite {
	type key struct{ port, pkg string }
	failures := make(map[key][]junitFailure)
	found := make(map[string]platform.Set) // where packages have findings
	own := make(map[string][]finding.Finding)
	for _, f := range r.Findings {
		found[f.Package] = found[f.Package].Union(f.Ports)
		own[f.Package] = append(own[f.Package], f)
	}
	cases := make(map[key]junitCase)
	told := make(map[string]platform.Set) // where verdicts tell the findings of packages
	for _, v := range r.Verdicts {
		if v.Status == finding.Fail {
			told[v.Package] = told[v.Package].Union(v.Ports)
		}
		for _, port := range v.Ports.Strings() {
			k := key{port, v.Package}
			c := cases[k]
			c.Class, c.Name = port, escape(v.Package)
			on, _ := platform.Parse(port)
			switch {
			case v.Status == finding.OK:
			case v.Status == finding.Fail && found[v.Package].Overlaps(on):
				failures[k] = append(failures[k], failuresOf(r, own[v.Package], v, on)...)
			case v.Status == finding.Excluded:
				continue
			case v.Status == finding.Blocked:
				c.Skipped = &junitSkipped{Message: "blocked by " + strings.Join(list(v.Errors, oneLine), ", ")}
			default:
				c.Skipped = &junitSkipped{Message: strings.Join(append([]string{string(v.Status)}, list(v.Errors, oneLine)...), "; ")}
			}
			cases[k] = c
		}
	}
	for _, f := range r.Findings {
		if !isBuildError(f) {
			continue
		}
		for _, port := range f.Ports.Minus(told[f.Package]).Strings() {
			k := key{port, f.Package}
			cases[k] = junitCase{Class: port, Name: escape(f.Package)}
			failures[k] = append(failures[k], failureOf(r, f))
		}
	}
	byPort := make(map[string]*junitSuite)
	for _, k := range slices.SortedFunc(maps.Keys(cases), func(a, b key) int {
		return strings.Compare(a.port+"\x00"+a.pkg, b.port+"\x00"+b.pkg)
	}) {
		if byPort[k.port] == nil {
			byPort[k.port] = &junitSuite{Name: k.port}
		}
		c := cases[k]
		c.Failures = failures[k]
		byPort[k.port].add(c)
	}
	var suites []junitSuite
	for _, port := range slices.Sorted(maps.Keys(byPort)) {
		suites = append(suites, *byPort[port])
	}
	return suites
}

type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

// add adds a suite unless it is empty.
func (all *junitSuites) add(s junitSuite) {
	if s.Tests == 0 {
		return
	}
	all.Suites = append(all.Suites, s)
	all.Tests += s.Tests
	all.Failures += s.Failures
	all.Errors += s.Errors
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Cases    []junitCase `xml:"testcase"`
}

func (s *junitSuite) add(c junitCase) {
	s.Cases = append(s.Cases, c)
	s.Tests++
	switch {
	case len(c.Errors) > 0:
		s.Errors++
	case len(c.Failures) > 0:
		s.Failures++
	case c.Skipped != nil:
		s.Skipped++
	}
}

type junitCase struct {
	Class    string         `xml:"classname,attr"`
	Name     string         `xml:"name,attr"`
	Skipped  *junitSkipped  `xml:"skipped"`
	Errors   []junitFailure `xml:"error"`
	Failures []junitFailure `xml:"failure"`
}

type junitSkipped struct {
	Message string `xml:",chardata"`
}

type junitFailure struct {
	Type    string `xml:"type,attr,omitempty"`
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}
