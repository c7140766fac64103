package emulator

import (
	"debug/buildinfo"
	"debug/elf"
	"debug/pe"
	"slices"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/platform"
)

// TestBinary holds what programs need that were built without cgo, and what
// they tell of how they were built, against the tools of Go at hand.
func TestBinary(t *testing.T) {
	linux := platform.Port{GOOS: "linux", GOARCH: "amd64"}
	interpreter := func(exe string) bool {
		f, err := elf.Open(exe)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if libs, err := f.ImportedLibraries(); err != nil || len(libs) > 0 {
			t.Errorf("it needs %v, error %v", libs, err)
		}
		return slices.ContainsFunc(f.Progs, func(p *elf.Prog) bool { return p.Type == elf.PT_INTERP })
	}
	if interpreter(build(t, linux)) {
		t.Error("a program of linux without cgo needs an interpreter")
	}
	// It needs no library, and starts nowhere without the loader of a C library.
	if !interpreter(build(t, linux, "GOFLAGS=-buildmode=pie")) {
		t.Error("a position-independent program of linux without cgo needs no interpreter")
	}

	const console, gui = 3, 2
	for flags, subsystem := range map[string]uint16{"": console, "-ldflags=-H=windowsgui": gui} {
		exe := build(t, platform.Port{GOOS: "windows", GOARCH: "amd64"}, "GOFLAGS="+flags)
		f, err := pe.Open(exe)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if libs, err := f.ImportedLibraries(); err != nil || libs != nil {
			t.Errorf("debug/pe tells of libraries %v, error %v", libs, err) // not implemented
		}
		symbols, err := f.ImportedSymbols()
		if err != nil || !slices.ContainsFunc(symbols, func(s string) bool { return strings.HasSuffix(s, ":kernel32.dll") }) {
			t.Errorf("%d symbols, error %v: nothing of kernel32.dll", len(symbols), err)
		}
		if got := f.OptionalHeader.(*pe.OptionalHeader64).Subsystem; got != subsystem {
			t.Errorf("%s: subsystem %d, want %d", flags, got, subsystem)
		}

		info, err := buildinfo.ReadFile(exe)
		if err != nil {
			t.Fatal(err)
		}
		settings := make(map[string]string)
		for _, s := range info.Settings {
			settings[s.Key] = s.Value
		}
		for key, want := range map[string]string{"GOOS": "windows", "GOARCH": "amd64", "GOAMD64": "v1", "CGO_ENABLED": "0", "-buildmode": "exe", "CC": ""} {
			if settings[key] != want {
				t.Errorf("%s: %s=%q, want %q", flags, key, settings[key], want)
			}
		}
		if got := settings["-ldflags"]; "-ldflags="+got != flags && got+flags != "" {
			t.Errorf("flags %s: %v", flags, settings)
		}
	}
}
