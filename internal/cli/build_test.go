package cli

import (
	"bytes"
	"testing"
	"time"

	"github.com/xplatvet/xplatvet/passes/crossbuild"
	"github.com/xplatvet/xplatvet/platform"
)

func TestPlainProgress(t *testing.T) {
	port := func(goos, goarch string) platform.Port { return platform.Port{GOOS: goos, GOARCH: goarch} }
	outcomes := []crossbuild.Outcome{
		{Port: port("linux", "arm64"), Packages: 12, Elapsed: 3210 * time.Millisecond},
		{Port: port("windows", "386"), Packages: 12, Failed: 2, Elapsed: 62 * time.Second},
		{Port: port("js", "wasm"), Packages: 1, Failed: 1, Elapsed: 40 * time.Millisecond},
		{Port: port("plan9", "arm"), Skipped: true},
	}
	const want = `linux/arm64  ok    12 packages  3.2s
windows/386  FAIL  2 of 12 packages  1m2s
js/wasm      FAIL  1 of 1 package  0s
plan9/arm    SKIP  not built  0s
`
	var out bytes.Buffer
	p := &plainProgress{w: &out}
	var ports []platform.Port
	for _, o := range outcomes {
		ports = append(ports, o.Port)
	}
	p.Start(ports)
	for _, o := range outcomes {
		p.Begin(o.Port, 0)
		p.Done(o)
	}
	p.Stop()
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}
