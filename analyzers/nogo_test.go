package analyzers_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/build"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/analyzers"
	"github.com/xplatvet/xplatvet/internal/cli"
	"github.com/xplatvet/xplatvet/passes/scope"
)

// rulesGo is where nogo is: it is built from source, as Bazel does, but by the
// go command.
const rulesGo = "github.com/bazelbuild/rules_go@v0.65.0"

// nogoTargets stand in the configuration of nogo: there is no other in an
// action of Bazel.
const nogoTargets = "linux/amd64,darwin,windows"

// TestNogo builds a nogo with all analyzers, and compares what it finds in the
// example with what xplatvet finds.
func TestNogo(t *testing.T) {
	nogo := buildNogo(t)
	root, err := filepath.Abs(filepath.Join("..", "testdata", "demo"))
	if err != nil {
		t.Fatal(err)
	}

	// An action sees the files of its package, and no go.mod.
	sandbox := t.TempDir()
	if err := os.CopyFS(sandbox, os.DirFS(root)); err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(sandbox, func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == "go.mod" {
			return os.Remove(name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}

	temp := t.TempDir()
	importcfg := filepath.Join(temp, "importcfg")
	var exports strings.Builder
	list := listExports(t, root)
	for _, p := range list {
		if p.Export != "" {
			fmt.Fprintf(&exports, "packagefile %s=%s\n", p.ImportPath, p.Export)
		}
	}
	if err := os.WriteFile(importcfg, []byte(exports.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	var got []string
	judged := make(map[string]bool)
	facts := []string{}
	for _, p := range list {
		dir, ok := strings.CutPrefix(p.Dir, root)
		if p.Standard || !ok || len(p.GoFiles) == 0 {
			continue
		}
		out := filepath.Join(temp, strings.ReplaceAll(p.ImportPath, "/", "_"))
		args := append([]string{"-p", p.ImportPath, "-importcfg", importcfg, "-go_version", build.Default.ReleaseTags[len(build.Default.ReleaseTags)-1], "-x", out}, facts...)
		dir = strings.Trim(filepath.ToSlash(dir), "/")
		for _, name := range p.GoFiles {
			args = append(args, path.Join(dir, name))
		}
		cmd := exec.Command(nogo, args...)
		cmd.Dir = sandbox
		cmd.Env = append(os.Environ(), "GOARCH="+build.Default.GOARCH, "PWD="+sandbox)
		text, err := cmd.CombinedOutput()
		var exit *exec.ExitError
		if err != nil && !errors.As(err, &exit) {
			t.Fatal(err)
		}
		head, rest, found := strings.Cut(strings.TrimSpace(string(text)), "\n")
		if head != "" && head != "nogo: errors found by nogo during build-time code analysis:" || found != (err != nil) {
			t.Fatalf("%s: %v\n%s", p.ImportPath, err, text)
		}
		if found {
			got = append(got, strings.Split(rest, "\n")...)
		}
		facts = append(facts, "-fact", p.ImportPath+"="+out)
		judged[dir] = true
	}

	// Files that import "C" are hidden from nogo, and with them what others could
	// learn from facts.
	delete(judged, "cmd/demo")
	delete(judged, "store")
	want := demoFindings(t, root, judged)
	got = slices.DeleteFunc(got, func(line string) bool {
		file, _, _ := strings.Cut(line, ":")
		return !judged[path.Dir(file)]
	})
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\n\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// The example for users has all analyzers, and what it configures is there.
func TestNogoDocs(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "docs", "bazel.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, build, ok := strings.Cut(string(data), "for name in [\n")
	build, rest, ok2 := strings.Cut(build, "    ]],\n")
	if !ok || !ok2 {
		t.Fatal("docs/bazel.md lists no analyzers")
	}
	var want strings.Builder
	for _, name := range names() {
		fmt.Fprintf(&want, "        %q,\n", name)
	}
	if build != want.String() {
		t.Errorf("docs/bazel.md lists\n%swant\n%s", build, want.String())
	}

	_, rest, _ = strings.Cut(rest, "```json\n")
	rest, _, _ = strings.Cut(rest, "```")
	var config map[string]struct {
		Flags map[string]string `json:"analyzer_flags"`
	}
	if err := json.Unmarshal([]byte(rest), &config); err != nil || len(config) == 0 {
		t.Fatalf("%d analyzers configured, %v", len(config), err)
	}
	for name, c := range config {
		i := slices.IndexFunc(append(analyzers.Suite, scope.Analyzer), func(a *analysis.Analyzer) bool { return a.Name == name })
		for key := range c.Flags {
			if i < 0 || append(analyzers.Suite, scope.Analyzer)[i].Flags.Lookup(key) == nil {
				t.Errorf("there is no %s with a flag %s", name, key)
			}
		}
	}
}

// demoFindings returns what the analyzers say of the directories in judged when
// xplatvet runs them, in the form of nogo.
func demoFindings(t *testing.T, root string, judged map[string]bool) []string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	env := cli.Env{Dir: root, Stdout: &stdout, Stderr: &stderr, Environ: append(os.Environ(), "GOWORK=off", "GOFLAGS=")}
	if code := cli.Run(t.Context(), env, []string{"-platforms=" + nogoTargets, "-format=json", "-q", "./..."}); code != 1 {
		t.Fatalf("exit code %d: %s", code, stderr.String())
	}
	var report struct {
		Findings []struct {
			Analyzer, File, Message string
			Line, Column            int
		}
	}
	if err := json.Unmarshal(stdout.Bytes(), &report); err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, f := range report.Findings {
		if judged[path.Dir(f.File)] && slices.Contains(names(), f.Analyzer) {
			list = append(list, fmt.Sprintf("%s:%d:%d: %s (%s)", f.File, f.Line, f.Column, f.Message, f.Analyzer))
		}
	}
	slices.Sort(list)
	return list
}

func names() []string {
	var list []string
	for _, a := range analyzers.Suite {
		list = append(list, a.Name)
	}
	return list
}

type exported struct {
	ImportPath, Dir, Export string
	Standard                bool
	GoFiles                 []string
}

// listExports lists the packages of a module and what they import, these first,
// with their export data.
func listExports(t *testing.T, dir string) []exported {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps", "-export", "-json=ImportPath,Dir,Export,Standard,GoFiles", "./...")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=", "CGO_ENABLED=1")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var list []exported
	for dec := json.NewDecoder(bytes.NewReader(out)); dec.More(); {
		var p exported
		if err := dec.Decode(&p); err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
	return list
}

// buildNogo builds nogo as the rule nogo does.
func buildNogo(t *testing.T) string {
	t.Helper()
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("go", "mod", "download", "-json", rulesGo).Output()
	if err != nil {
		t.Fatalf("go mod download: %v\n%s", err, out)
	}
	var rules struct{ Dir string }
	if err := json.Unmarshal(out, &rules); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, name := range []string{"constants", "env", "flags", "nogo_fix", "nogo_goversions_go122", "nogo_main", "nogo_version", "nolint"} {
		data, err := os.ReadFile(filepath.Join(rules.Dir, "go", "tools", "builders", name+".go"))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name+".go"), data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var imports, list strings.Builder
	for i, name := range names() {
		fmt.Fprintf(&imports, "\tanalyzer%d %q\n", i, "github.com/xplatvet/xplatvet/analyzers/"+name)
		fmt.Fprintf(&list, "\tanalyzer%d.Analyzer,\n", i)
	}
	main := fmt.Sprintf("package main\n\nimport (\n%s\t\"golang.org/x/tools/go/analysis\"\n)\n\nvar analyzers = []*analysis.Analyzer{\n%s}\n\n"+
		"var configs = map[string]config{\"scope\": {analyzerFlags: map[string]string{\"platforms\": %q}}}\n\nconst debugMode = false\n",
		imports.String(), list.String(), nogoTargets)
	// Only below this path may it import what it does.
	mod := fmt.Sprintf("module golang.org/x/tools/nogo\n\ngo 1.26\n\nrequire github.com/xplatvet/xplatvet v0.0.0\n\nreplace github.com/xplatvet/xplatvet => %s\n", root)
	for name, text := range map[string]string{"main.go": main, "go.mod": mod} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	exe := filepath.Join(dir, "nogo.exe")
	for _, args := range [][]string{{"get", "github.com/aymanbagabas/go-udiff@v0.4.1"}, {"build", "-mod=mod", "-o", exe, "."}} {
		cmd := exec.Command("go", args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("go %s: %v\n%s", args[0], err, out)
		}
	}
	return exe
}
