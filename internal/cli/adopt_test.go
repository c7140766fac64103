package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestAdopt runs what docs/adopt.md tells to do on the demo.
func TestAdopt(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(root, "docs", "adopt.md"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(root, "testdata", "demo"))); err != nil {
		t.Fatal(err)
	}
	codes := []int{1, 1, 1, 1, 1, 0, 0, 1, 0} // of the commands
	env := append(os.Environ(), "GOFLAGS=", "GOWORK=off", "GITHUB_STEP_SUMMARY=")
	var config []string // lines of a block of YAML
	inConfig := false
	for line := range strings.Lines(string(data)) {
		switch {
		case line == "```yaml\n":
			config, inConfig = nil, true
		case line == "```\n":
			inConfig = false
			if err := os.WriteFile(filepath.Join(dir, ".xplatvet.yaml"), []byte(strings.Join(config, "")), 0o666); err != nil {
				t.Fatal(err)
			}
		case inConfig:
			config = append(config, line)
		}
		command, ok := strings.CutPrefix(line, "    xplatvet ")
		if !ok {
			continue
		}
		if len(codes) == 0 {
			t.Fatalf("one command too many: %s", command)
		}
		var stdout, stderr bytes.Buffer
		code := Run(t.Context(), Env{Dir: dir, Stdout: &stdout, Stderr: &stderr, Environ: env}, strings.Fields(command))
		if code != codes[0] {
			t.Errorf("xplatvet %s: exit %d, want %d\n%s%s", strings.TrimSpace(command), code, codes[0], stdout.String(), stderr.String())
		}
		codes = codes[1:]
	}
	if len(codes) > 0 {
		t.Errorf("%d commands are missing", len(codes))
	}
	// All is put off by now.
	var out bytes.Buffer
	if code := Run(t.Context(), Env{Dir: dir, Stdout: &out, Stderr: &out, Environ: env}, []string{"build", "-q", "./..."}); code != 0 {
		t.Errorf("after it, build exits with %d:\n%s", code, out.String())
	}
}
