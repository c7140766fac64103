package render_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/render"
)

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
