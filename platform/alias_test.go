package platform

import "testing"

func TestAlias(t *testing.T) {
	for s, want := range map[string]string{
		"macos": "darwin", "MacOS": "darwin", "win32": "windows", "x86_64": "amd64", "aarch64": "arm64",
		"Linux": "linux", "ARM64": "arm64", "window": "windows", "freebds": "", "freesbd": "", "freebs": "freebsd", "darvin": "darwin",
		// Names that Go knows, dead ones too.
		"linux": "", "hurd": "", "unix": "", "cgo": "", "386": "", "amd64.v3": "",
		// Words.
		"": "", "unit": "", "ignore": "", "linus": "", "arm65": "", "sparc": "", "tools": "", "windows7": "", "integration": "",
	} {
		if got := Alias(s); got != want {
			t.Errorf("Alias(%q) = %q, want %q", s, got, want)
		}
	}
	for name := range aliases {
		if KnownArch(name) { // riscv, for mistakes only: Go knows it as another port
			continue
		}
		if a := Alias(name); !KnownOS(a) && !KnownArch(a) {
			t.Errorf("%s is an alias of %q, which Go does not know", name, a)
		}
	}
}
