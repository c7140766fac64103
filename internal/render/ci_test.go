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
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/render"
	"github.com/xplatvet/xplatvet/platform"
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

// The grid fits into 80 columns, with a line for ports that are alike.
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

// Reports are written even if the source is gone, a directory, too large, or
// outside of the module, which then is not shown.
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
