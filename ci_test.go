package xplatvet_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.yaml.in/yaml/v3"
)

// A step is one of a workflow or an action of GitHub.
type step struct {
	ID    string
	Shell string
	Run   string
	Env   map[string]string
}

type action struct {
	Inputs map[string]struct{ Description, Default string }
	Runs   struct {
		Steps []map[string]any
	}
}

// TestWorkflows has actionlint, and shellcheck, look at the workflows of
// docs/ci and at the action. Actionlint knows workflows only, so the steps of
// the action go into one that has its inputs.
func TestWorkflows(t *testing.T) {
	if _, err := exec.LookPath("shellcheck"); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, sub := range []string{".git", ".github/workflows"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	var a action
	text := readYAML(t, "action.yml", &a)
	writeFile(t, filepath.Join(dir, "action.yml"), text)

	inputs := make(map[string]any)
	for name := range a.Inputs {
		inputs[name] = map[string]any{"type": "string"}
	}
	workflow, err := yaml.Marshal(map[string]any{
		"on":   map[string]any{"workflow_call": map[string]any{"inputs": inputs}},
		"jobs": map[string]any{"action": map[string]any{"runs-on": "ubuntu-latest", "steps": a.Runs.Steps}},
	})
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(dir, ".github/workflows/action.yml"), workflow)
	names := []string{".github/workflows/action.yml"}
	for _, file := range examples(t) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		// So that actionlint sees the action that is used, and its inputs.
		data = bytes.ReplaceAll(data, []byte("uses: xplatvet/xplatvet@main"), []byte("uses: ./"))
		name := ".github/workflows/" + filepath.Base(file)
		writeFile(t, filepath.Join(dir, name), data)
		names = append(names, name)
	}
	lint := filepath.Join(t.TempDir(), "bin")
	install := exec.Command("go", "install", "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12")
	install.Env = append(os.Environ(), "GOBIN="+lint, "GOFLAGS=", "GOOS=", "GOARCH=")
	if out, err := install.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	cmd := exec.Command(filepath.Join(lint, "actionlint"), append([]string{"-no-color"}, names...)...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("actionlint: %v\n%s", err, out)
	}
}

// examples are the workflows that the documentation has for GitHub.
func examples(t *testing.T) []string {
	t.Helper()
	list, err := filepath.Glob("docs/ci/github*.yml")
	if err != nil || len(list) == 0 {
		t.Fatal("no workflows", err)
	}
	return list
}

// TestActionDocs compares the table of inputs in docs/ci with the action.
func TestActionDocs(t *testing.T) {
	var a action
	readYAML(t, "action.yml", &a)
	data, err := os.ReadFile("docs/ci/README.md")
	if err != nil {
		t.Fatal(err)
	}
	for name, input := range a.Inputs {
		row := fmt.Sprintf("| `%s` | %s |", name, input.Description)
		if input.Default != "" {
			row = fmt.Sprintf("| `%s` | %s (default `%s`) |", name, input.Description, input.Default)
		}
		if !strings.Contains(string(data), row+"\n") {
			t.Errorf("docs/ci/README.md has no row\n%s", row)
		}
	}
}

// TestAction runs the steps of the action as GitHub does.
func TestAction(t *testing.T) {
	var a action
	readYAML(t, "action.yml", &a)
	r := newRunner(t)
	run := func(inputs map[string]string) (code int, log string) {
		t.Helper()
		contexts := map[string]string{"github.action_path": ".", "runner.temp": r.temp}
		for name, input := range a.Inputs {
			contexts["inputs."+name] = input.Default
		}
		for name, value := range inputs {
			contexts["inputs."+name] = value
		}
		var all strings.Builder
		for _, s := range stepsOf(t, a.Runs.Steps) {
			code, out := r.step(t, s, contexts)
			all.WriteString(out)
			if code != 0 {
				return code, all.String()
			}
		}
		return 0, all.String()
	}

	code, log := run(nil)
	if code != 1 || !strings.Contains(log, "::error file=stop.go,line=6,") {
		t.Errorf("check: exit %d, want 1 and an annotation:\n%s", code, log)
	}
	if summary := r.read(t, "summary"); !strings.Contains(summary, "| windows |") || !strings.Contains(summary, "stop.go:6:") {
		t.Errorf("check: the summary of the job has no grid:\n%s", summary)
	}
	var sarif struct{ Runs []struct{ Results []any } }
	if err := json.Unmarshal([]byte(r.read(t, "xplatvet-check.sarif")), &sarif); err != nil || len(sarif.Runs) != 1 || len(sarif.Runs[0].Results) == 0 {
		t.Errorf("check: SARIF has no results: %v", err)
	}
	if out := r.read(t, "output"); !strings.Contains(out, "sarif="+r.temp+"/xplatvet-check.sarif\n") || !strings.Contains(out, "/xplatvet\n") {
		t.Errorf("check: outputs %q", out)
	}

	if code, log := run(map[string]string{"command": "build", "platforms": "linux/amd64", "args": "-link -tests", "packages": ". ./..."}); code != 0 {
		t.Errorf("build for linux: exit %d\n%s", code, log)
	}
	if code, log := run(map[string]string{"platforms": "linux,windos"}); code != 2 || !strings.Contains(log, `did you mean "windows"`) {
		t.Errorf("a mistake: exit %d\n%s", code, log)
	}
	if code, log := run(map[string]string{"command": "chekc"}); code != 2 || !strings.Contains(log, "::error::") {
		t.Errorf("an unknown command: exit %d\n%s", code, log)
	}
	installed := r.read(t, "installed")
	run(map[string]string{"version": "v9.9.9"})
	if got := strings.TrimPrefix(r.read(t, "installed"), installed); got != "install github.com/xplatvet/xplatvet/cmd/xplatvet@v9.9.9\n" {
		t.Errorf("with a version go is asked to %q", got)
	}
}

// TestGitHubShards runs the jobs of the workflow with shards.
func TestGitHubShards(t *testing.T) {
	var w struct {
		Jobs struct {
			Build struct {
				Strategy struct{ Matrix struct{ Shard []int } }
				Steps    []map[string]any
			}
			Report struct{ Steps []map[string]any }
		}
	}
	readYAML(t, "docs/ci/github-shards.yml", &w)
	r := newRunner(t)
	shards := w.Jobs.Build.Strategy.Matrix.Shard
	for _, shard := range shards {
		for _, s := range stepsOf(t, w.Jobs.Build.Steps) {
			s.Run = strings.ReplaceAll(s.Run, "-platforms=all", "-platforms=linux/amd64,windows/amd64")
			code, log := r.step(t, s, map[string]string{"matrix.shard": fmt.Sprint(shard), "strategy.job-total": fmt.Sprint(len(shards))})
			if code != 0 {
				t.Fatalf("shard %d: exit %d\n%s", shard, code, log)
			}
		}
		// upload-artifact and download-artifact
		dir := filepath.Join(r.module, "shards", fmt.Sprintf("xplatvet-%d", shard))
		if err := os.MkdirAll(dir, 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(filepath.Join(r.module, "xplatvet.json"), filepath.Join(dir, "xplatvet.json")); err != nil {
			t.Fatal(err)
		}
	}
	var code int
	var log string
	for _, s := range stepsOf(t, w.Jobs.Report.Steps) {
		code, log = r.step(t, s, nil)
	}
	if code != 1 || !strings.Contains(log, "::error file=stop.go,line=6,") {
		t.Errorf("report: exit %d\n%s", code, log)
	}
	if page, err := os.ReadFile(filepath.Join(r.module, "xplatvet.html")); err != nil || !bytes.Contains(page, []byte("<html")) {
		t.Errorf("report: no page: %v", err)
	}
}

// TestGitHubMatrix runs the job that lists ports.
func TestGitHubMatrix(t *testing.T) {
	var w struct {
		Jobs struct {
			List struct{ Steps []map[string]any }
		}
	}
	readYAML(t, "docs/ci/github-matrix.yml", &w)
	r := newRunner(t)
	for _, s := range stepsOf(t, w.Jobs.List.Steps) {
		if code, log := r.step(t, s, nil); code != 0 {
			t.Fatalf("exit %d\n%s", code, log)
		}
	}
	value, ok := strings.CutPrefix(strings.TrimSpace(r.read(t, "output")), "matrix=")
	var matrix struct{ Include []map[string]string }
	if err := json.Unmarshal([]byte(value), &matrix); !ok || err != nil || len(matrix.Include) != 2 {
		t.Fatalf("%v: %s", err, value)
	}
	for _, port := range matrix.Include {
		for _, key := range []string{"port", "goos", "goarch", "cgo"} {
			if port[key] == "" {
				t.Errorf("no %s in %v", key, port)
			}
		}
	}
}

// TestGitLab runs the scripts of the pipeline for GitLab.
func TestGitLab(t *testing.T) {
	type job struct {
		BeforeScript []string `yaml:"before_script"`
		Script       []string
		Parallel     int
		Artifacts    struct {
			Paths   []string
			Reports map[string]string
		}
	}
	var w struct {
		Template job `yaml:".xplatvet"`
		Build    job `yaml:"xplatvet"`
		Report   job `yaml:"xplatvet-report"`
	}
	readYAML(t, "docs/ci/gitlab.yml", &w)
	r := newRunner(t)
	run := func(j job, env map[string]string) (int, string) {
		t.Helper()
		lines := slices.Concat(w.Template.BeforeScript, j.Script)
		check := exec.Command("shellcheck", "--shell=bash", "-") // it is what golang images have
		check.Stdin = strings.NewReader(strings.Join(lines, "\n"))
		if out, err := check.CombinedOutput(); err != nil {
			t.Errorf("shellcheck: %v\n%s", err, out)
		}
		env["GOPATH"] = r.temp
		return r.step(t, step{Run: strings.Join(lines, "\n"), Env: env}, nil)
	}
	if w.Build.Parallel < 2 {
		t.Fatal("no parallel jobs")
	}
	for i := range w.Build.Parallel {
		code, log := run(w.Build, map[string]string{"CI_NODE_INDEX": fmt.Sprint(i + 1), "CI_NODE_TOTAL": fmt.Sprint(w.Build.Parallel)})
		if code != 0 {
			t.Fatalf("job %d: exit %d\n%s", i+1, code, log)
		}
	}
	code, log := run(w.Report, map[string]string{})
	if code != 1 || !strings.Contains(log, "stop.go:6:43: undefined: syscall.Kill on windows") {
		t.Errorf("report: exit %d\n%s", code, log)
	}
	for _, file := range append(slices.Collect(maps.Values(w.Report.Artifacts.Reports)), w.Report.Artifacts.Paths...) {
		if info, err := os.Stat(filepath.Join(r.module, file)); err != nil || info.Size() == 0 {
			t.Errorf("no artifact %s: %v", file, err)
		}
	}
}

// TestPreCommit runs the hook for pre-commit as that does.
func TestPreCommit(t *testing.T) {
	var hooks []struct {
		ID, Entry, Language, Files string
		Args                       []string
		PassFilenames              bool `yaml:"pass_filenames"`
	}
	readYAML(t, ".pre-commit-hooks.yaml", &hooks)
	if len(hooks) != 1 || hooks[0].ID != "xplatvet" || hooks[0].Language != "golang" || hooks[0].PassFilenames {
		t.Fatalf("hooks %+v", hooks)
	}
	files := regexp.MustCompile(hooks[0].Files)
	for name, want := range map[string]bool{"a/b.go": true, "go.mod": true, "x/asm.s": true, "README.md": false, ".xplatvet.yaml": true, "ago.mod.txt": false} {
		if files.MatchString(name) != want {
			t.Errorf("%s starts the hook: %t", name, !want)
		}
	}
	r := newRunner(t)
	code, log := r.step(t, step{Run: hooks[0].Entry + " " + strings.Join(hooks[0].Args, " ")}, nil)
	if code != 1 || !strings.Contains(log, "syscall.Kill is not available on windows") {
		t.Errorf("exit %d\n%s", code, log)
	}
}

// A runner is a machine of CI with a checkout of a small module that does not
// build on windows, and with xplatvet.
type runner struct{ module, temp, path, cache string }

// binary is a directory for what built builds.
var binary string

// built returns the path of xplatvet, built once.
var built = sync.OnceValues(func() (string, error) {
	file := filepath.Join(binary, "xplatvet")
	if out, err := exec.Command("go", "build", "-o", file, "./cmd/xplatvet").CombinedOutput(); err != nil {
		return "", fmt.Errorf("build xplatvet: %w\n%s", err, out)
	}
	return file, nil
})

func TestMain(m *testing.M) {
	var err error
	if binary, err = os.MkdirTemp("", "xplatvet"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	os.RemoveAll(binary)
	os.Exit(code)
}

func newRunner(t *testing.T) *runner {
	t.Helper()
	r := &runner{module: t.TempDir(), temp: t.TempDir()}
	for name, text := range map[string]string{
		"go.mod":         "module example.com/stop\n\ngo 1.26\n",
		"stop.go":        "package stop\n\nimport \"syscall\"\n\n// Stop ends a process.\nfunc Stop(pid int) error { return syscall.Kill(pid, syscall.SIGTERM) }\n",
		".xplatvet.yaml": "platforms: [\"linux/amd64:nocgo\", \"windows/amd64:nocgo\"]\n",
	} {
		writeFile(t, filepath.Join(r.module, name), []byte(text))
	}
	bin := filepath.Join(r.temp, "bin")
	if err := os.Mkdir(bin, 0o777); err != nil {
		t.Fatal(err)
	}
	file, err := built()
	if err == nil {
		err = os.Symlink(file, filepath.Join(bin, "xplatvet"))
	}
	if err != nil {
		t.Fatal(err)
	}
	cache, err := exec.Command("go", "env", "GOCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	r.cache = string(bytes.TrimSpace(cache))
	// What the jobs install is what is there.
	real, err := exec.LookPath("go")
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(bin, "go"), fmt.Appendf(nil, `#!/bin/sh
case "$*" in install*xplatvet*) echo "$*" >>%q/installed; exit 0 ;; esac
exec %q "$@"
`, r.temp, real))
	if err := os.Chmod(filepath.Join(bin, "go"), 0o777); err != nil {
		t.Fatal(err)
	}
	r.path = bin + string(filepath.ListSeparator) + os.Getenv("PATH")
	return r
}

var expression = regexp.MustCompile(`\$\{\{\s*([\w.-]+)\s*\}\}`)

// step runs a step in the directory of the module. Contexts has the values of
// expressions.
func (r *runner) step(t *testing.T, s step, contexts map[string]string) (code int, log string) {
	t.Helper()
	cmd := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", s.Run)
	cmd.Dir = r.module
	cmd.Env = append(os.Environ(),
		"PATH="+r.path, "GOCACHE="+r.cache, "RUNNER_TEMP="+r.temp, "RUNNER_OS=Linux", "GITHUB_WORKSPACE="+r.module, "XDG_CACHE_HOME="+filepath.Join(r.temp, "cache"),
		"GITHUB_OUTPUT="+filepath.Join(r.temp, "output"), "GITHUB_PATH="+filepath.Join(r.temp, "path"), "GITHUB_STEP_SUMMARY="+filepath.Join(r.temp, "summary"))
	for key, value := range s.Env {
		value = expression.ReplaceAllStringFunc(value, func(e string) string {
			v, ok := contexts[expression.FindStringSubmatch(e)[1]]
			if !ok {
				t.Fatalf("no value for %s", e)
			}
			return v
		})
		cmd.Env = append(cmd.Env, key+"="+value)
	}
	out, err := cmd.CombinedOutput()
	if cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), string(out)
}

func (r *runner) read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(r.temp, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// stepsOf returns the steps that run a script.
func stepsOf(t *testing.T, list []map[string]any) []step {
	t.Helper()
	var steps []step
	for _, m := range list {
		data, err := yaml.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		var s step
		if err := yaml.Unmarshal(data, &s); err != nil {
			t.Fatal(err)
		}
		if s.Run == "" {
			continue
		}
		if strings.Contains(s.Run, "${{") {
			t.Errorf("a script has an expression in it, which is code to the shell: %s", s.Run)
		}
		steps = append(steps, s)
	}
	if len(steps) == 0 {
		t.Fatal("no steps")
	}
	return steps
}

func readYAML(t *testing.T, name string, v any) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(data, v); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return data
}

func writeFile(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o666); err != nil {
		t.Fatal(err)
	}
}
