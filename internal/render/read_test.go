package render_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/render"
	"github.com/xplatvet/xplatvet/platform"
)

// What was written is read: all of it but the end of a problem's position.
func TestReadJSON(t *testing.T) {
	for name, r := range reports {
		out := output(t, jsonOf, r)
		got, err := render.ReadJSON(strings.NewReader(out))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if again := output(t, jsonOf, *got); again != out {
			t.Errorf("%s: written again it differs:\n%s", name, diff.Diff("again", []byte(again), "first", []byte(out)))
		}
		if name == "hostile" {
			continue // bytes that are not UTF-8 do not survive
		}
		r.Normalize()
		for i := range r.Problems {
			r.Problems[i].EndLine, r.Problems[i].EndColumn = 0, 0
		}
		if fmt.Sprintf("%+v", *got) != fmt.Sprintf("%+v", r) {
			t.Errorf("%s:\ngot  %+v\nwant %+v", name, *got, r)
		}
	}
}

// randomReport returns a report of parts that are often equal, or equal but
// for bytes that JSON does not have.
func randomReport(r *rand.Rand) finding.Report {
	text := func() string {
		return []string{"", "a", "b\n", "\xff", "\xfe", "\u00e9\x00", "\U0001f600\u2028<", "\xed\xa0\x80", "\ue000"}[r.IntN(9)]
	}
	set := func() platform.Set {
		var s platform.Set
		for p := range platform.All().Ports() {
			if r.IntN(16) == 0 {
				s = s.Union(platform.Of(p))
			}
		}
		return s
	}
	position := func() finding.Position {
		return finding.Position{File: text(), Line: r.IntN(3), Column: r.IntN(2), EndLine: r.IntN(2), EndColumn: r.IntN(2)}
	}
	report := finding.Report{Command: text(), Ports: set(), PutOff: r.IntN(3)}
	report.Revision = []string{"", "0123456789abcdef"}[r.IntN(2)]
	if n := r.IntN(4); n > 0 {
		report.Shard = finding.Shard{Index: 1 + r.IntN(n), Count: n}
	}
	for p := range set().Ports() {
		report.Cover = append(report.Cover, finding.Cover{Port: p, For: set()})
	}
	for range r.IntN(9) {
		f := finding.Finding{
			Analyzer: text(), Severity: []finding.Severity{finding.Error, finding.Warning}[r.IntN(2)], Package: text(),
			Position: position(), Message: text(), Kind: finding.Kind(text()), Remedy: text(), Ports: set(),
		}
		for range r.IntN(3) {
			f.Related = append(f.Related, finding.Related{Position: position(), Message: text()})
			f.Fixes = append(f.Fixes, finding.Fix{Message: text(), Edits: []finding.Edit{{File: text(), Start: r.IntN(2), NewText: text()}}})
		}
		report.Findings = append(report.Findings, f)
		report.Notes = append(report.Notes, finding.Note{Message: text(), Ports: set()})
		report.Gone = append(report.Gone, finding.Finding{Analyzer: text(), Package: text(), Position: finding.Position{File: text()}, Message: text(), Ports: set()})
		report.Problems = append(report.Problems, finding.Problem{Position: position(), Message: text(), Ports: set()})
		report.Verdicts = append(report.Verdicts, finding.Verdict{
			Package: text(), Ports: set(), Errors: []string{text(), text()},
			Status: []finding.Status{finding.OK, finding.Fail, finding.Blocked, finding.Excluded, finding.Skipped}[r.IntN(5)],
		})
	}
	return report
}

func TestReadJSONRandom(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		out := output(t, jsonOf, randomReport(r))
		got, err := render.ReadJSON(strings.NewReader(out))
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if again := output(t, jsonOf, *got); again != out {
			t.Fatalf("written again it differs:\n%s", diff.Diff("again", []byte(again), "first", []byte(out)))
		}
	}
}

func TestReadJSONErrors(t *testing.T) {
	whole := output(t, jsonOf, reports["findings"])
	change := func(old, new string) string {
		if !strings.Contains(whole, old) {
			t.Fatalf("no %q in the report", old)
		}
		return strings.Replace(whole, old, new, 1)
	}
	for _, test := range []struct{ name, text, want string }{
		{"empty", "", "read report: the file is empty"},
		{"blank", " \n", "read report: the file is empty"},
		{"cut", "{\n\t\"version\": 1,\n\t\"po", "read report: line 3, column 5: the file ends too early"},
		{"text", "xplatvet: no go.mod", "read report: line 1, column 1: invalid character 'x' looking for beginning of value"},
		{"syntax", change(`"ports": [`, `"ports": {[`), "read report: line 4, column 12: invalid character '[' looking for beginning of object key string"},
		{"two", whole + whole, fmt.Sprintf("read report: line %d, column 1: more follows after the report", strings.Count(whole, "\n")+1)},
		{"list", "[]", "read report: line 1, column 2: the document is of type array, want object"},
		{"other", `{"name": "x"}`, "read report: no version: this is not what xplatvet -format=json writes"},
		{"newer", `{"version": 2, "what": 3}`, "read report: version 2, but this xplatvet knows versions up to 1; take a newer one"},
		{"zero", `{"version": 0}`, "read report: version 0: there is none"},
		{"matrix", `{"version": 1, "command": "matrix", "ports": []}`, `read report: no findings: not a report of xplatvet or xplatvet build, but of command "matrix"`},
		{"type", change(`"line": 3,`, `"line": "3",`), "line is of type string, want integer"},
		{"port", change(`"windows/amd64"`, `"windows/amd46"`), `read report: ports[19]: unknown port "windows/amd46" (see go tool dist list)`},
		{"all", change(`"windows/amd64"`, `"windows"`), `"windows" is not one port`},
		{"not", change(`"windows/amd64"`, `"!windows/amd64"`), `is not one port`},
		{"severity", change(`"severity": "warning"`, `"severity": "note"`), `read report: findings[1].severity: unknown severity "note"`},
		{"status", change(`"status": "fail"`, `"status": "failed"`), `.status: unknown status "failed"`},
	} {
		_, err := render.ReadJSON(strings.NewReader(test.text))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got error %v, want %s", test.name, err, test.want)
		}
	}
	// Keys of later minor changes are no error.
	if _, err := render.ReadJSON(strings.NewReader(change(`"version": 1`, `"version": 1, "later": [1]`))); err != nil {
		t.Error(err)
	}
	// Wherever a report is cut, it is seen.
	whole = strings.TrimRight(whole, "\n")
	for i := range whole {
		if _, err := render.ReadJSON(strings.NewReader(whole[:i])); err == nil {
			t.Fatalf("cut at %d: no error", i)
		}
	}
}

func FuzzReadJSON(f *testing.F) {
	for name, r := range reports {
		f.Add(output(f, jsonOf, reports[name]))
		f.Add(output(f, jsonOf, finding.Report{Command: r.Command}))
	}
	f.Add(`{"version":1,"findings":[{"ports":["linux/amd64:cgo","!linux"]}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		r, err := render.ReadJSON(strings.NewReader(text))
		if err != nil {
			return
		}
		out := output(t, jsonOf, *r)
		if !json.Valid([]byte(out)) {
			t.Fatal("not JSON")
		}
		again, err := render.ReadJSON(strings.NewReader(out))
		if err != nil {
			t.Fatal(err)
		}
		if output(t, jsonOf, *again) != out {
			t.Fatal("not written the same again")
		}
	})
}
