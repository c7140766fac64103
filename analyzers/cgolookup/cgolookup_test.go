package cgolookup_test

import (
	"testing"

	"github.com/xplatvet/xplatvet/analyzers/cgolookup"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

func Test(t *testing.T) {
	t.Setenv("GOWORK", "off")
	const unixes = "dragonfly/amd64,freebsd/amd64,illumos/amd64,linux/amd64,netbsd/amd64,openbsd/amd64,solaris/amd64"
	const phone = "android/arm64,openbsd/amd64"
	host := vettest.Options{Ports: "linux/amd64"}
	for _, test := range []struct {
		dir  string
		opt  vettest.Options
		dial bool
	}{
		{dir: "basic"},
		{dir: "ok"},
		{dir: "guards"},
		{dir: "unchecked", opt: vettest.Options{Ports: "windows/386"}},
		{dir: "dial", dial: true},
		{dir: "preset", opt: vettest.Options{Targets: unixes, Ports: host.Ports}},
		{dir: "tags", opt: vettest.Options{Tags: []string{"netgo"}, Ports: host.Ports}},
		{dir: "netcgo", opt: vettest.Options{Tags: []string{"netcgo", "osusergo"}, Ports: host.Ports}},
		{dir: "program", opt: vettest.Options{Targets: "freebsd/amd64,linux/amd64", Ports: "freebsd/amd64,linux/amd64"}},
		{dir: "broken", opt: host},
		{dir: "ports", opt: vettest.Options{Targets: "darwin/arm64,freebsd/amd64,linux/amd64,linux/ppc64,plan9/386", Ports: host.Ports}},
		{dir: "library", opt: host},
		{dir: "module", opt: host},
		{dir: "module/cmd", opt: host},
		{dir: "android", opt: vettest.Options{Targets: phone, Ports: phone}},
	} {
		t.Run(test.dir, func(t *testing.T) {
			setDial(t, test.dial)
			vettest.Run(t, cgolookup.Analyzer, "cgolookup/"+test.dir, test.opt)
		})
	}
}

// TestOneSetting has targets of which no pair is built with cgo and without.
func TestOneSetting(t *testing.T) {
	for _, targets := range []string{"linux:nocgo", "linux:cgo", "linux/amd64:cgo,linux/arm64:nocgo", "windows,darwin,plan9,js,ios,wasip1"} {
		t.Run(targets, func(t *testing.T) {
			vettest.Run(t, cgolookup.Analyzer, "cgolookup/silent", vettest.Options{Targets: targets, Ports: "linux/amd64"})
		})
	}
}

func setDial(t *testing.T, on bool) {
	t.Helper()
	f := cgolookup.Analyzer.Flags.Lookup("dial")
	old := f.Value.String()
	value := "false"
	if on {
		value = "true"
	}
	if err := f.Value.Set(value); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Value.Set(old) })
}
