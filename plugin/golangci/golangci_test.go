package golangci_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/xplatvet/xplatvet/internal/cli"
	"github.com/xplatvet/xplatvet/internal/finding"
)

// build builds a golangci-lint as a user does.
func build(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "golangci-lint")
	if runtime.GOOS == "windows" {
		file += ".exe"
	}
	xplatvet(t, ".", 0, "golangci", "-o", file)
	return file
}

// xplatvet runs xplatvet and returns what it prints.
func xplatvet(t *testing.T, dir string, want int, args ...string) []byte {
	t.Helper()
	var stdout, stderr bytes.Buffer
	env := cli.Env{Dir: dir, Stdout: &stdout, Stderr: &stderr, Environ: append(os.Environ(), "GOWORK=off", "GOFLAGS=")}
	if code := cli.Run(t.Context(), env, args); code != want {
		t.Fatalf("xplatvet %q: exit code %d\n%s", args, code, stderr.String())
	}
	return stdout.Bytes()
}

// A place is a line of output of either program.
type place struct {
	File         string
	Line, Column int
	Message      string // with the analyzer
}

func compare(a, b place) int {
	return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line, a.Column-b.Column, strings.Compare(a.Message, b.Message))
}

// TestGolangciLint builds a golangci-lint and does with it what its users do.
func TestGolangciLint(t *testing.T) {
	program := build(t)
	cache := t.TempDir()

	// lint runs the program with a configuration of its linters and returns
	// what it finds.
	lint := func(t *testing.T, dir, config string, args ...string) []place {
		t.Helper()
		out, stderr := runLint(t, program, cache, dir, config, args...)
		var report struct {
			Issues []struct {
				FromLinter, Text string
				Pos              struct {
					Filename     string
					Line, Column int
				}
			}
		}
		if err := json.Unmarshal(out, &report); err != nil {
			t.Fatalf("%v\n%s\n%s", err, out, stderr)
		}
		var list []place
		for _, issue := range report.Issues {
			if issue.FromLinter != "xplatvet" {
				issue.Text = issue.FromLinter + ": " + issue.Text
			}
			if !strings.Contains(issue.Text, "(related information)") {
				list = append(list, place{filepath.ToSlash(issue.Pos.Filename), issue.Pos.Line, issue.Pos.Column, issue.Text})
			}
		}
		slices.SortFunc(list, compare)
		return list
	}

	t.Run("as xplatvet", func(t *testing.T) {
		for name, config := range map[string]string{
			"default targets": "",
			"few targets":     "platforms: [linux/amd64, darwin]",
			"one target":      "platforms: [windows/amd64:nocgo]",
		} {
			t.Run(name, func(t *testing.T) {
				dir := demo(t)
				var args []string
				if _, platforms, ok := strings.Cut(config, ": "); ok {
					args = append(args, "-platforms="+strings.Trim(platforms, "[]"))
				}
				want := findings(t, dir, args...)
				if len(want) == 0 {
					t.Fatal("xplatvet finds nothing")
				}
				if got := lint(t, dir, config); !slices.Equal(got, want) {
					t.Errorf("got\n%s\nwant\n%s", textOf(got), textOf(want))
				}
			})
		}
	})

	t.Run("fix", func(t *testing.T) {
		own, other := demo(t), demo(t)
		xplatvet(t, own, 1, "-fix", "-q", "./...")
		runLint(t, program, cache, other, "", "--fix")
		fixed := 0
		for name, text := range tree(t, own) {
			switch name {
			case "native/native.go": // golangci-lint mends no file that imports "C"
				continue
			case "users/users.go": // it has its own opinion of comments that silence
				continue
			}
			if got := tree(t, other)[name]; got != text {
				t.Errorf("%s: the fixes make\n%s\nwant\n%s", name, got, text)
			}
			if text != tree(t, filepath.Join("..", "..", "testdata", "demo"))[name] {
				fixed++
			}
		}
		if fixed < 4 {
			t.Errorf("only %d files were fixed", fixed)
		}
	})

	t.Run("comments", func(t *testing.T) {
		dir := module(t, map[string]string{"m.go": `package m

import "os"

func notes() error {
	if err := os.WriteFile("/tmp/a", nil, 0o600); err != nil { //nolint:xplatvet // on purpose
		return err
	}
	if err := os.WriteFile("/tmp/b", nil, 0o600); err != nil { //lint:ignore xplatvet/hardpath on purpose
		return err
	}
	return os.WriteFile("/tmp/c", nil, 0o600)
}

var _ = notes() //nolint:xplatvet // for nothing
`})
		// nolintlint is told which comments are of use.
		got := lint(t, dir, "", "--enable=nolintlint")
		if len(got) != 2 || got[0].Line != 12 || got[1].Line != 15 || !strings.HasPrefix(got[1].Message, "nolintlint: directive `//nolint:xplatvet // for nothing` is unused") {
			t.Errorf("got\n%s", textOf(got))
		}
	})

	t.Run("settings", func(t *testing.T) {
		dir := module(t, map[string]string{"m.go": `package m

import (
	"net"
	"os"
	"runtime"
)

const Mac = runtime.GOOS == "macos"

func Dial(host string) (net.Conn, error) { return net.Dial("tcp", host) }

func Note() error { return os.WriteFile("/tmp/c", nil, 0o600) }
`})
		names := func(list []place) string {
			var names []string
			for _, p := range list {
				name, _, _ := strings.Cut(p.Message, ":")
				names = append(names, name)
			}
			return strings.Join(names, " ")
		}
		for _, test := range []struct{ settings, want string }{
			{"", "goosvalue hardpath"},
			{"analyzers: {hardpath: off}", "goosvalue"},
			{"analyzers: {cgolookup: {dial: true}}", "goosvalue cgolookup hardpath"},
			{"{platforms: linux/amd64, analyzers: {goosvalue: off}}", ""},
		} {
			if got := names(lint(t, dir, test.settings)); got != test.want {
				t.Errorf("%s: got %s, want %s", test.settings, got, test.want)
			}
		}

		// The configuration file counts, and so do changes of it.
		config := filepath.Join(dir, ".xplatvet.yaml")
		write(t, config, "analyzers: {goosvalue: off}\n")
		if got := names(lint(t, dir, "")); got != "hardpath" {
			t.Errorf("with a configuration file: %s", got)
		}
		write(t, config, "analyzers: {hardpath: off}\n")
		if got := names(lint(t, dir, "")); got != "goosvalue" {
			t.Errorf("with another: %s", got)
		}

		write(t, config, "analyzer: {hardpath: off}\n")
		for settings, want := range map[string]string{
			"":                 config + `:1:1: unknown key "analyzer": did you mean "analyzers"?`,
			"platform: linux":  `linters.settings.custom.xplatvet.settings: unknown key "platform": did you mean "platforms"?`,
			"platforms: macos": `linters.settings.custom.xplatvet.settings: unknown port "macos": did you mean "darwin"?`,
		} {
			if _, stderr := runLint(t, program, cache, dir, settings); !strings.Contains(stderr, want) {
				t.Errorf("%s: got %s\nwant %s", settings, stderr, want)
			}
		}
	})

	t.Run("example", func(t *testing.T) {
		dir := demo(t)
		write(t, filepath.Join(dir, ".golangci.yml"), example(t, `version: "2"`))
		out, stderr := runLint(t, program, cache, dir, keep)
		if !strings.Contains(string(out), "platformapi: syscall.Kill") || strings.Contains(string(out), "hardpath: ") {
			t.Errorf("got %s%s", out, stderr)
		}
	})
}

// example returns the block of the documentation that begins with a line.
func example(t *testing.T, line string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "docs", "golangci-lint.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(data), "```yaml\n"+line+"\n")
	block, _, closed := strings.Cut(rest, "```\n")
	if !ok || !closed {
		t.Fatalf("docs/golangci-lint.md has no example that begins with %s", line)
	}
	return line + "\n" + block
}

// The configuration of golangci-lint custom, which cannot be run without its
// repository, names a package that there is.
func TestCustom(t *testing.T) {
	var config struct {
		Version string
		Plugins []struct{ Module, Import, Version string }
	}
	if err := yaml.Unmarshal([]byte(example(t, "version: v2.15.0")), &config); err != nil {
		t.Fatal(err)
	}
	info, err := exec.Command("go", "list", "-f", "{{.Module.Path}} {{.ImportPath}}", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	if len(config.Plugins) != 1 || config.Plugins[0].Module+" "+config.Plugins[0].Import != strings.TrimSpace(string(info)) {
		t.Errorf("%+v, want %s", config, info)
	}
}

// keep stands for the configuration that is there.
const keep = "keep"

// runLint runs golangci-lint with settings for xplatvet, and returns what it
// prints.
func runLint(t *testing.T, program, cache, dir, settings string, args ...string) (stdout []byte, stderr string) {
	t.Helper()
	if settings != keep {
		config := `version: "2"
linters:
  default: none
  enable: [xplatvet]
  settings:
    custom:
      xplatvet:
        type: module
`
		if settings != "" {
			config += "        settings:\n"
			if !strings.HasPrefix(settings, "{") {
				settings = "{" + settings + "}"
			}
			config = strings.TrimSuffix(config, "\n") + " " + settings + "\n"
		}
		write(t, filepath.Join(dir, ".golangci.yml"), config+"issues: {max-issues-per-linter: 0, max-same-issues: 0, uniq-by-line: false}\n")
	}
	cmd := exec.Command(program, append([]string{"run", "--output.json.path=stdout", "--show-stats=false", "--allow-parallel-runners"}, args...)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=", "GOLANGCI_LINT_CACHE="+cache)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return out, errs.String()
}

// findings returns what the analyzers find when xplatvet runs them.
func findings(t *testing.T, dir string, args ...string) []place {
	t.Helper()
	var report struct {
		Findings []struct {
			Analyzer, File, Message string
			Line, Column            int
		}
	}
	out := xplatvet(t, dir, 1, append(args, "-format=json", "-q", "./...")...)
	if err := json.Unmarshal(out, &report); err != nil {
		t.Fatal(err)
	}
	var list []place
	for _, f := range report.Findings {
		if f.Analyzer != finding.Typecheck && f.Analyzer != finding.Suppression {
			list = append(list, place{f.File, f.Line, f.Column, f.Analyzer + ": " + f.Message})
		}
	}
	slices.SortFunc(list, compare)
	return list
}

func textOf(list []place) string {
	data, err := json.MarshalIndent(list, "", "  ")
	if err != nil {
		return err.Error()
	}
	return string(data)
}

// demo returns a copy of the module that the README shows.
func demo(t *testing.T) string {
	t.Helper()
	return module(t, tree(t, filepath.Join("..", "..", "testdata", "demo")))
}

// module writes files into a new directory, with a go.mod if they have none.
func module(t *testing.T, files map[string]string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "go.mod"), "module example.com/m\n\ngo 1.26\n")
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		write(t, file, text)
	}
	return dir
}

// tree returns the files below dir.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := make(map[string]string)
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == ".golangci.yml" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		files[filepath.ToSlash(name)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
