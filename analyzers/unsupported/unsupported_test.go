package unsupported_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/analyzers/unsupported"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

func Test(t *testing.T) {
	t.Setenv("GOWORK", "off")
	const two = "linux/amd64,windows/386"
	first := vettest.Options{Targets: "linux/amd64,windows/386,darwin/arm64", Ports: two}
	all := vettest.Options{Targets: vettest.Ports, Ports: two}
	for _, test := range []struct {
		dir string
		opt vettest.Options
	}{
		{"arch", vettest.Options{Targets: "linux/{386,amd64},darwin/arm64,windows/amd64", Ports: "linux/386,windows/amd64"}},
		{"archlinux", vettest.Options{Targets: "linux/{386,amd64},windows/amd64", Ports: "linux/386,linux/amd64,windows/amd64"}},
		{"basic", first},
		{"ok", vettest.Options{}},
		{"uses", all},
		{"signal", first},
		{"wasm", all},
		{"program", first},
		{"unchecked", vettest.Options{Ports: "linux/amd64"}},
		{"sockets", vettest.Options{Targets: two + ",plan9/386", Ports: two}},
	} {
		t.Run(test.dir, func(t *testing.T) {
			vettest.Run(t, unsupported.Analyzer, "unsupported/"+test.dir, test.opt)
		})
	}
}

// TestDatagrams looks in the documentation of package net for what the
// analyzer says of it.
func TestDatagrams(t *testing.T) {
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	src, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(out)), "src", "net", "unixsock.go"))
	if err != nil {
		t.Fatal(err)
	}
	const bug = `// BUG(mikio): On Windows, methods and functions related to UnixConn
// and UnixListener don't work for "unixgram" and "unixpacket".
`
	if !strings.Contains(string(src), bug) {
		t.Errorf("package net no longer says:\n%s", bug)
	}
}
