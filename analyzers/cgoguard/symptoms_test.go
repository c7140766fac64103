package cgoguard_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestSymptoms shows that what the analyzer warns of happens: it builds the
// packages of the cases without cgo.
func TestSymptoms(t *testing.T) {
	gopath, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		pkg  string
		want []string // what the go command says; nothing means success
	}{
		{"alone", []string{"build constraints exclude all Go files"}},
		{"partly", []string{"build constraints exclude all Go files"}},
		{"cgoonly", nil},
		{"implicit", nil},
		{"ok", nil},
		{"command", []string{"undefined: Run"}},
		{"undefined", []string{"undefined: dial", "undefined: Max"}},
		{"api", nil},
		{"api/user", []string{"undefined: api.Open"}},
		{"differ", nil},
		{"differ/user", []string{"used as value"}},
	} {
		cmd := exec.CommandContext(t.Context(), "go", "build", "-o", os.DevNull, "cgoguard/"+test.pkg)
		cmd.Env = append(os.Environ(), "GO111MODULE=off", "GOFLAGS=", "GOWORK=off", "GOPATH="+gopath, "GOOS=linux", "GOARCH=amd64", "CGO_ENABLED=0")
		out, err := cmd.CombinedOutput()
		if (err != nil) != (len(test.want) > 0) {
			t.Errorf("go build %s: %v\n%s", test.pkg, err, out)
		}
		for _, want := range test.want {
			if !bytes.Contains(out, []byte(want)) {
				t.Errorf("go build %s does not say %q but\n%s", test.pkg, want, out)
			}
		}
	}
}
