package render_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/render"
)

// The examples of docs/formats.md are what is written.
func TestDocs(t *testing.T) {
	const source = "package stop\n\nimport \"syscall\"\n\n// Stop ends a process.\nfunc Stop(pid int) error { return syscall.Kill(pid, syscall.SIGTERM) }\n"
	r, opt := project(t, map[string]string{"stop.go": source}, finding.Finding{
		Analyzer: finding.Compile, Kind: finding.Undefined, Package: "example.com/stop",
		Position: finding.Position{File: "stop.go", Line: 6, Column: 43}, Message: "undefined: syscall.Kill",
		Remedy: "move it to a file with //go:build unix",
	})
	opt.Dir = r.Root
	opt.Rules = []render.Rule{{Name: finding.Compile, Summary: "report errors of the go command on some port", Doc: "What xplatvet explain compile prints."}}
	windows, linux := ports("windows/amd64:nocgo"), ports("linux/amd64:nocgo")
	r.Command, r.Ports, r.Findings[0].Ports = "build", windows.Union(linux), windows
	r.Verdicts = []finding.Verdict{
		{Package: "example.com/stop", Ports: linux, Status: finding.OK},
		{Package: "example.com/stop", Ports: windows, Status: finding.Fail, Errors: []string{"stop.go:6:43: undefined: syscall.Kill"}},
	}
	file := filepath.Join("..", "..", "docs", "formats.md")
	docs, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	example := regexp.MustCompile("(?s)<!-- (\\w+) -->\n(\n```\\w*\n.*?\n```\n)?")
	seen := 0
	want := example.ReplaceAllStringFunc(string(docs), func(s string) string {
		seen++
		name := example.FindStringSubmatch(s)[1]
		text, language := "", ""
		switch f, ok := render.FormatOf(name); {
		case ok:
			text = output(t, with(f.Write, opt), r)
			language = map[string]string{"json": "json", "sarif": "json", "codequality": "json", "junit": "xml", "markdown": "markdown"}[name]
		case name == "source":
			text, language = source, "go"
		default:
			t.Errorf("no format %q", name)
		}
		return "<!-- " + name + " -->\n\n```" + language + "\n" + strings.ReplaceAll(text, "\t", "  ") + "```\n"
	})
	if seen != len(render.Formats()) { // source, and all but html
		t.Errorf("%d examples", seen)
	}
	if want == string(docs) {
		return
	}
	if !*update {
		t.Fatalf("%s is out of date; go test -update writes it", file)
	}
	if err := os.WriteFile(file, []byte(want), 0o666); err != nil {
		t.Fatal(err)
	}
}
