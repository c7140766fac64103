package vettool_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/xplatvet/xplatvet/analyzers"
)

// TestWithVet compares what -with-vet says of the cases of go vet itself with
// what its own driver says.
func TestWithVet(t *testing.T) {
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(string(bytes.TrimSpace(goroot)), "src", "cmd", "vet", "testdata"))); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"go.mod": "module example.com/vet\n\ngo 1.26\n",
		// A fact about a method that is two imports away.
		"far/far.go":   "package far\n\nimport \"log\"\n\ntype L struct{}\n\nfunc (L) Say(format string, args ...any) { log.Printf(format, args...) }\n",
		"near/near.go": "package near\n\nimport \"example.com/vet/far\"\n\nfunc Log() far.L { return far.L{} }\n",
		"user/user.go": "package user\n\nimport \"example.com/vet/near\"\n\nfunc F() { near.Log().Say(\"%d\", \"one\") }\n",
		// A package that does not compile.
		"broken/broken.go": "package broken\n\nimport \"fmt\"\n\nfunc F() { fmt.Printf(\"%d\", undefined) }\n",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	bin := t.TempDir()
	if out, err := exec.Command("go", "build", "-o", bin, "../../cmd/xplatvet", "./testdata/vet").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	govet := func(args ...string) map[string]diagnostics {
		t.Helper()
		cmd := exec.Command("go", append([]string{"vet", "-json"}, args...)...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off")
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		out, _ := cmd.Output() // it fails, for the package that does not compile
		return decode(t, out, &stderr)
	}
	want := govet("-vettool="+filepath.Join(bin, "vet"), "./...")
	if len(want["example.com/vet/user"]["printf"]) != 1 || len(want) < 20 {
		t.Fatalf("go vet does not find what it should: %v", want)
	}
	tool := "-vettool=" + filepath.Join(bin, "xplatvet")
	got := govet(tool, "-with-vet", "./...")
	for pkg, all := range want {
		for name, list := range all {
			if !reflect.DeepEqual(got[pkg][name], list) {
				t.Errorf("%s: %s\nfinds %v\nwant  %v", pkg, name, got[pkg][name], list)
			}
		}
	}
	own := 0
	for pkg, all := range got {
		for name, list := range all {
			switch {
			case isOf(name):
				own += len(list)
			case want[pkg][name] == nil && name != "typecheck":
				t.Errorf("%s: %s finds %v, and go vet nothing", pkg, name, list)
			}
		}
	}
	if own == 0 {
		t.Error("the analyzers of the suite find nothing")
	}

	// Without the flag, only those that are named.
	if plain := govet(tool, "./user"); len(plain["example.com/vet/user"]) > 0 {
		t.Errorf("without -with-vet it finds %v", plain)
	}
	if named := govet(tool, "-printf", "./user"); !reflect.DeepEqual(named["example.com/vet/user"], want["example.com/vet/user"]) {
		t.Errorf("-printf finds %v", named)
	}
	if without := govet(tool, "-with-vet", "-printf=false", "./user"); len(without["example.com/vet/user"]) > 0 {
		t.Errorf("-with-vet -printf=false finds %v", without)
	}
}

type diagnostics map[string][]map[string]any // by analyzer

// decode reads what go vet -json prints: a value for each package.
func decode(t *testing.T, out []byte, stderr *bytes.Buffer) map[string]diagnostics {
	t.Helper()
	all := make(map[string]diagnostics)
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var unit map[string]diagnostics
		switch err := dec.Decode(&unit); {
		case errors.Is(err, io.EOF):
			return all
		case err != nil:
			t.Fatalf("%v\n%s\n%s", err, out, stderr)
		}
		for pkg, list := range unit {
			for _, found := range list {
				for _, d := range found {
					delete(d, "category")
				}
			}
			all[pkg] = list
		}
	}
}

func isOf(name string) bool {
	for _, a := range analyzers.Suite {
		if a.Name == name {
			return true
		}
	}
	return false
}
