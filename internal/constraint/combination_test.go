package constraint

import (
	"testing"

	"github.com/xplatvet/xplatvet/platform"
)

// TestHolds compares with the Sets, on combinations that are ports.
func TestHolds(t *testing.T) {
	for _, test := range []struct{ name, src string }{
		{"x.go", "package p"},
		{"x_linux.go", "package p"},
		{"x_windows_386_test.go", "package p"},
		{"x_solaris.go", "//go:build !illumos\n\npackage p"},
		{"x.go", "//go:build unix && !(cgo || arm64)\n\npackage p"},
		{"x.go", "//go:build set || darwin\n\npackage p"},
		{"x.go", "//go:build !set && !zos\n\npackage p"},
		{"x.go", "package p\nimport \"C\"\n"},
		{"x_zos.go", "package p"},
	} {
		ctx := &Context{Tags: []string{"set"}}
		f, err := ctx.Parse(test.name, []byte(test.src))
		if err != nil {
			t.Fatal(err)
		}
		ports, others := 0, 0
		for c := range Combinations() {
			port := platform.Port{GOOS: c.GOOS, GOARCH: c.GOARCH, Cgo: c.Cgo}
			got := f.Holds(c, func(tag string) bool { return tag == "set" })
			if platform.Of(port).Empty() {
				others++
				continue
			}
			ports++
			if want := f.Built.Contains(port); got != want {
				t.Errorf("%s %q: %t on %s, want %t", test.name, test.src, got, port, want)
			}
		}
		if ports != platform.All().Len() || others < ports {
			t.Errorf("%d ports and %d other combinations", ports, others)
		}
	}
}

// TestHoldsNoPort has combinations that are no ports.
func TestHoldsNoPort(t *testing.T) {
	never := func(string) bool { return false }
	for _, test := range []struct {
		name, src string
		on        Combination
		want      bool
	}{
		{"x_darwin.go", "//go:build 386\n\npackage p", Combination{"darwin", "386", false}, true},
		{"x_darwin.go", "//go:build 386\n\npackage p", Combination{"darwin", "arm", false}, false},
		{"x.go", "//go:build cgo\n\npackage p", Combination{"plan9", "386", true}, true},
		{"x.go", "//go:build !linux\n\npackage p", Combination{"", "", false}, true},
		{"x.go", "//go:build linux\n\npackage p", Combination{"", "loong64", false}, false},
		{"x.go", "//go:build linux\n\npackage p", Combination{"windows", "loong64", false}, false},
		{"x.go", "//go:build wasm\n\npackage p", Combination{"js", "arm", false}, false},
	} {
		f, err := new(Context).Parse(test.name, []byte(test.src))
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Holds(test.on, never); got != test.want {
			t.Errorf("%s %q: %t on %v", test.name, test.src, got, test.on)
		}
	}
	if !Decided("linux") || Decided("zos") || Decided("amd64.v3") || Decided("custom") {
		t.Error("wrong tags are decided")
	}
}
