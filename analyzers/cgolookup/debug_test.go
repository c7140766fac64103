package cgolookup

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestDebugLines holds what the go command does with //go:debug lines: in package
// main they count, in a library they do not, and one that sets what nobody knows
// is an error.
func TestDebugLines(t *testing.T) {
	for _, test := range []struct{ line, pkg, godebug, err string }{
		{"//go:debug netdns=go", "main", "netdns=go", ""},
		{"//go:debug netdns=go", "lib", "", ""},
		{"//go:debug nosuch=1", "main", "", "unknown //go:debug setting \"nosuch\""},
		{"", "main", "", ""},
	} {
		dir := t.TempDir()
		for name, text := range map[string]string{
			"go.mod":  "module m\n\ngo 1.26\n",
			"main.go": test.line + "\n\npackage " + test.pkg + "\n\nfunc main() {}\n",
		} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		args := []string{"list", "-f", "{{.DefaultGODEBUG}}"}
		if test.err != "" {
			args = []string{"build", "-n"} // go list does not look at names
		}
		cmd := exec.CommandContext(t.Context(), "go", args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "PWD="+dir, "GOFLAGS=", "GOWORK=off", "GO111MODULE=")
		out, err := cmd.CombinedOutput()
		if (err != nil) != (test.err != "") || !strings.Contains(string(out), test.err) {
			t.Errorf("%q in package %s: %v\n%s", test.line, test.pkg, err, out)
		}
		if err == nil && strings.TrimSpace(string(out)) != test.godebug {
			t.Errorf("%q in package %s sets %q, want %q", test.line, test.pkg, out, test.godebug)
		}
	}
}
