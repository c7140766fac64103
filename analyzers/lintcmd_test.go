package analyzers_test

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"honnef.co/go/tools/lintcmd"

	"github.com/xplatvet/xplatvet/analyzers"
)

// TestMain makes the test binary a linter like staticcheck, if it is asked to be.
func TestMain(m *testing.M) {
	if os.Getenv("XPLATVET_LINTCMD") == "" {
		os.Exit(m.Run())
	}
	cmd := lintcmd.NewCommand("xplatvet")
	cmd.AddBareAnalyzers(analyzers.Suite...)
	cmd.ParseFlags(os.Args[1:])
	os.Exit(cmd.Execute())
}

// The suite runs under the driver of staticcheck too, which keeps facts and
// diagnostics in a form of its own.
func TestLintcmd(t *testing.T) {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe, "-f=json", "./...")
	cmd.Dir = filepath.Join("..", "testdata", "demo")
	cmd.Env = append(os.Environ(), "XPLATVET_LINTCMD=1", "STATICCHECK_CACHE="+t.TempDir(), "GOWORK=off", "GOFLAGS=", "CGO_ENABLED=1")
	out, err := cmd.Output()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	found := make(map[string]bool)
	for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
		var d struct{ Code, Message string }
		if err := dec.Decode(&d); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		found[d.Code] = true
	}
	for _, a := range analyzers.Suite {
		if !found[a.Name] {
			t.Errorf("%s finds nothing", a.Name)
		}
	}
	if t.Failed() {
		t.Logf("%s", out)
	}
}
