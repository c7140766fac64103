package vettool_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/analyzers"
	"github.com/xplatvet/xplatvet/internal/vettool"
)

// run runs the tool as the go command does.
func run(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	if !vettool.Invoked(args) {
		t.Fatalf("%q is not taken for the go command's", args)
	}
	var out, err bytes.Buffer
	code = vettool.Main(args, &out, &err, analyzers.Suite, analyzers.Names())
	return code, out.String(), err.String()
}

// unit writes a .cfg file and returns its name.
func unit(t *testing.T, cfg map[string]any) string {
	t.Helper()
	data, err := json.Marshal(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return write(t, "vet.cfg", string(data))
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestInvoked(t *testing.T) {
	for _, args := range [][]string{nil, {"./..."}, {"-V"}, {"-V=full", "./..."}, {"build", "vet.cfg.go"}, {"-flags", "."}} {
		if vettool.Invoked(args) {
			t.Errorf("%q is taken for the go command's", args)
		}
	}
}

func TestFlags(t *testing.T) {
	code, stdout, stderr := run(t, "-flags")
	if code != 0 || stderr != "" {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	var list []struct {
		Name  string
		Bool  bool
		Usage string
	}
	if err := json.Unmarshal([]byte(stdout), &list); err != nil {
		t.Fatal(err)
	}
	is := make(map[string]bool)
	for _, f := range list {
		is[f.Name] = true
		if f.Usage == "" {
			t.Errorf("-%s has no usage", f.Name)
		}
		if isAnalyzer := f.Name == "platformapi"; isAnalyzer && !f.Bool {
			t.Errorf("-%s is not boolean", f.Name)
		}
	}
	for _, name := range []string{"V", "flags", "json", "fix", "diff", "platforms", "tags", "cgolookup", "cgolookup.dial"} {
		if !is[name] {
			t.Errorf("no -%s", name)
		}
	}
}

// TestStd checks that no file of the standard library is looked at for facts.
func TestStd(t *testing.T) {
	goroot := t.TempDir()
	t.Setenv("GOROOT", goroot)
	vetx := filepath.Join(t.TempDir(), "vet.out")
	code, _, stderr := run(t, unit(t, map[string]any{
		"ImportPath": "fmt", "Dir": filepath.Join(goroot, "src", "fmt"), "GoFiles": []string{"/no/such/file.go"},
		"VetxOnly": true, "VetxOutput": vetx,
	}))
	if code != 0 {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	if _, err := os.Stat(vetx); err != nil {
		t.Error(err)
	}
}

// TestNewerGo has export data of a version that this tool does not know.
func TestNewerGo(t *testing.T) {
	t.Setenv("GOVERSION", "go1.99.0")
	t.Setenv("GOROOT", "")
	file := write(t, "a.go", "package a\n\nimport _ \"fmt\"\n")
	// A gc archive whose export data begins with a version far ahead.
	export := write(t, "fmt.a", "!<arch>\n"+
		"__.PKGDEF       0           0     0     644     80        `\n"+
		"go object linux amd64 go1.99.0 X:none\nbuild id \"x\"\n\n\n$$B\nu\xff\x00\x00\x00\x00\x00\x00\x00\n$$\n        \n")
	code, _, stderr := run(t, unit(t, map[string]any{
		"ImportPath": "example.com/a", "Dir": filepath.Dir(file), "GoFiles": []string{file},
		"ImportMap": map[string]string{"fmt": "fmt"}, "PackageFile": map[string]string{"fmt": export},
	}))
	if code != 1 || strings.Count(stderr, "\n") != 1 ||
		!strings.Contains(stderr, "what the go command compiles asks for go1.99, which this xplatvet does not know: it was built with "+runtime.Version()+"; build it with go1.99 or later: GOTOOLCHAIN=go1.99.0+auto go install ") {
		t.Errorf("exit %d: %q", code, stderr)
	}
}

// A package may ask for a language that the tool was built too early for.
func TestNewerLanguage(t *testing.T) {
	code, _, stderr := run(t, unit(t, map[string]any{
		"ImportPath": "example.com/a", "GoVersion": "go1.99", "GoFiles": []string{write(t, "a.go", "package a\n")},
	}))
	want := "xplatvet: example.com/a asks for go1.99, which this xplatvet does not know: it was built with " + runtime.Version() + "; build it with go1.99 or later: GOTOOLCHAIN=go1.99.0+auto go install github.com/xplatvet/xplatvet/cmd/xplatvet@latest\n"
	if code != 1 || stderr != want {
		t.Errorf("exit %d: %q", code, stderr)
	}
}

func TestBadConfig(t *testing.T) {
	for name, args := range map[string][]string{
		"missing":  {filepath.Join(t.TempDir(), "vet.cfg")},
		"not JSON": {write(t, "vet.cfg", "{")},
		"no files": {unit(t, map[string]any{"ImportPath": "a"})},
		"flag":     {"-nosuchflag", write(t, "vet.cfg", "{}")},
		"port":     {"-platforms=plan8", unit(t, map[string]any{"ImportPath": "a", "GoFiles": []string{write(t, "a.go", "package a")}})},
	} {
		code, _, stderr := run(t, args...)
		if code != 1 || !strings.HasPrefix(stderr, "xplatvet: ") && !strings.Contains(stderr, "nosuchflag") {
			t.Errorf("%s: exit %d: %q", name, code, stderr)
		}
	}
}
