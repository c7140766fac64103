package finding

import (
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/platform"
)

func TestElsewhere(t *testing.T) {
	set := func(spec string) platform.Set {
		t.Helper()
		s, err := platform.Parse(spec)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	errors := func(n int, ports string) []Finding {
		var list []Finding
		for range n {
			list = append(list, Finding{Severity: Error, Ports: set(ports)})
		}
		return list
	}
	warnings := errors(100, "windows")
	for i := range warnings {
		warnings[i].Severity = Warning
	}
	for _, test := range []struct {
		name string
		list [][]Finding
		want string // the beginning of the note
	}{
		{"nothing", nil, ""},
		{"one system", [][]Finding{errors(30, "windows")}, "30 of 30 errors are on windows only; if "},
		{"two systems", [][]Finding{errors(20, "windows"), errors(20, "darwin,windows/amd64"), errors(2, "linux/386")}, "40 of 42 errors are on darwin and windows only; "},
		{"few", [][]Finding{errors(20, "windows")}, ""},
		{"everywhere", [][]Finding{errors(100, "linux,darwin,windows")}, ""},
		{"some on all", [][]Finding{errors(50, "windows"), errors(50, "linux,darwin,windows")}, ""},
		{"warnings", [][]Finding{warnings}, ""},
	} {
		r := &Report{Ports: set("linux,darwin,windows")}
		for _, list := range test.list {
			r.Findings = append(r.Findings, list...)
		}
		note, ok := r.Elsewhere()
		if ok != (test.want != "") || !strings.HasPrefix(note.Message, test.want) {
			t.Errorf("%s: %q, want %q", test.name, note.Message, test.want)
		}
	}
}
