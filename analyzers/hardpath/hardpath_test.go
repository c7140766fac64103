package hardpath

import (
	"testing"

	"github.com/xplatvet/xplatvet/internal/vettest"
	"github.com/xplatvet/xplatvet/platform"
)

func Test(t *testing.T) {
	few := vettest.Options{Ports: "linux/amd64:nocgo,windows/386:nocgo,plan9/386"}
	for _, test := range []struct {
		dir string
		opt vettest.Options
	}{
		{dir: "basic", opt: few},
		{dir: "ok", opt: few},
		{dir: "unchecked", opt: vettest.Options{Targets: vettest.Ports + ",android/arm64", Ports: "windows/386,darwin/arm64"}},
		{dir: "unix", opt: vettest.Options{Targets: "linux,darwin,freebsd/386,js/wasm", Ports: "linux/amd64,freebsd/386"}},
	} {
		t.Run(test.dir, func(t *testing.T) { vettest.Run(t, Analyzer, "hardpath/"+test.dir, test.opt) })
	}
}

func TestPlaceOf(t *testing.T) {
	for _, test := range []struct {
		path  string
		whole bool
		want  string // place
	}{
		{"/etc", true, "/etc"},
		{"/etc", false, ""},
		{"/etc/", false, "/etc"},
		{"/etcetera", true, ""},
		{"/etc/passwd", true, "/etc/passwd"},
		{"/etc/passwd", false, "/etc"}, // perhaps /etc/passwd-
		{"/dev/null", true, "/dev/null"},
		{"/dev/nullx", true, "/dev"},
		{"/", true, ""},
		{"", false, ""},
		{"C:", true, ""},
		{"C:x", true, ""},
		{`C:\`, true, "C:"},
		{"z:/", false, "z:"},
		{"1:/", true, ""},
		{`\\`, true, ""},
		{`\\.\pipe\x`, true, `\\`},
		{`\x`, true, ""},
		{`\\\x`, true, ""},
	} {
		p, ok := placeOf(test.path, test.whole)
		if ok != (test.want != "") || p.name != test.want {
			t.Errorf("placeOf(%q, %t) = %q, %t", test.path, test.whole, p.name, ok)
		}
	}
}

// TestPlaces holds that no place hides behind one before it that is more
// general, and that none is missing on the ports whose files nobody knows.
func TestPlaces(t *testing.T) {
	for i, p := range places {
		if got, ok := placeOf(p.name, true); !ok || got.name != p.name || got.on != places[i].on {
			t.Errorf("%s is covered by %s", p.name, got.name)
		}
		if !hosted.SubsetOf(p.on) {
			t.Errorf("%s is missing on %s", p.name, hosted.Minus(p.on))
		}
		if p.on != platform.All() && p.remedy == "" {
			t.Errorf("%s has no remedy", p.name)
		}
	}
}
