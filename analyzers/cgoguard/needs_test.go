package cgoguard

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/platform"
)

func TestNeeds(t *testing.T) {
	for flags, want := range map[string]string{
		"-framework Cocoa":         "darwin",
		"-Wl,-framework -Wl,Cocoa": "darwin",
		"-Wl,-framework,Cocoa":     "darwin",
		"-F/Library":               "darwin",
		"-F /Library":              "darwin",
		"-mmacosx-version-min=11":  "darwin",
		"-lws2_32":                 "windows",
		"-l Ws2_32":                "windows",
		"-mwindows":                "windows",
		"-ldl":                     "!windows",
		"-march=x86-64-v3":         "386 amd64",
		"-mno-avx512f":             "386 amd64",
		"-march=armv7-a":           "arm",
		"-mcpu=cortex-a53":         "arm arm64",
		"-march=z13":               "s390x",

		"":                   "",
		"-fframework":        "",
		"-lversion":          "", // libversion
		"-l:libws2_32.a":     "",
		"-ldlib":             "",
		"-lpthread":          "",
		"-march=native":      "",
		"-mtune=generic":     "",
		"-march=znver3":      "",
		"-D -framework":      "",
		"-Wl,-rpath,/x/-ldl": "",
		"-I -F":              "",
		"-D":                 "",
	} {
		words, ok := splitFlags(line{text: flags})
		if !ok {
			t.Fatal(flags)
		}
		got := ""
		for _, o := range optionsOf(words) {
			got += needs(o)
		}
		if got != want {
			t.Errorf("%s needs %q, want %q", flags, got, want)
		}
	}
}

func TestPath(t *testing.T) {
	for flags, want := range map[string]string{
		"-I/usr/include":       "/usr/include",
		"-L /opt/homebrew/lib": "/opt/homebrew/lib",
		"-isystem /x":          "/x",
		"--sysroot=/x":         "/x",
		"/usr/lib/libx.a":      "/usr/lib/libx.a",
		"-LC:/mingw64/lib":     "C:/mingw64/lib",

		"-I${SRCDIR}/x":  "",
		"-Ix":            "",
		"-DX=/usr":       "",
		"-D /usr":        "",
		"-Wl,-rpath,/x":  "",
		"-Wl,-rpath /x":  "",
		"-I C":           "",
		"-ffile-x=/y=/z": "",
	} {
		words, _ := splitFlags(line{text: flags})
		options := optionsOf(words)
		if len(options) != 1 {
			t.Fatalf("%s: %v", flags, options)
		}
		if got := path(options[0]); got != want {
			t.Errorf("path(%s) = %q, want %q", flags, got, want)
		}
	}
}

// TestNeedsKnown checks that conditions are in terms of ports.
func TestNeedsKnown(t *testing.T) {
	conditions := []string{"darwin", "ios", "windows", "!windows"}
	for _, isa := range instructionSets {
		conditions = append(conditions, strings.Fields(isa.condition)...)
	}
	for _, c := range conditions {
		if s := conditionPorts(new(constraint.Context), c); s.Empty() || s == platform.All() {
			t.Errorf("%s holds on %s", c, s)
		}
	}
}

// TestGCC compares needs with what GCC for linux/amd64 takes and refuses.
func TestGCC(t *testing.T) {
	gcc, err := exec.LookPath("gcc")
	if err != nil || runtime.GOOS != "linux" || runtime.GOARCH != "amd64" {
		t.Skip("needs gcc for linux/amd64")
	}
	if out, err := exec.CommandContext(t.Context(), gcc, "--version").Output(); err != nil || !bytes.Contains(out, []byte("Free Software Foundation")) {
		t.Skip("gcc is not GCC")
	}
	source := filepath.Join(t.TempDir(), "main.c")
	if err := os.WriteFile(source, []byte("int main(void) { return 0; }\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	linux := platform.Port{GOOS: "linux", GOARCH: "amd64", Cgo: true}
	accepts := func(flags string) bool {
		args := append(strings.Fields(flags), source, "-o", os.DevNull)
		return exec.CommandContext(t.Context(), gcc, args...).Run() == nil
	}
	for _, flags := range []string{
		"-framework Cocoa", "-Wl,-framework,Cocoa", "-mmacosx-version-min=11", "-miphoneos-version-min=11",
		"-lws2_32", "-luser32", "-mwindows", "-mconsole", "-mthreads",
		"-march=i686", "-marm", "-mthumb", "-mfpu=neon", "-march=armv7-a", "-march=armv8-a",
		"-mcpu=cortex-a53", "-mcpu=apple-m1", "-march=rv64gc", "-mlsx", "-mcpu=power8", "-march=z13",
	} {
		if accepts(flags) {
			t.Errorf("GCC accepts %s", flags)
		}
		if s, ok := neededPorts(flags); !ok || s.Contains(linux) {
			t.Errorf("%s is said to work on %s", flags, linux)
		}
	}
	for _, flags := range []string{"", "-ldl", "-lm", "-mavx2", "-msse4.2", "-maes", "-mfpmath=sse", "-march=x86-64"} {
		if !accepts(flags) {
			t.Errorf("GCC refuses %q", flags)
		}
		if s, ok := neededPorts(flags); ok && !s.Contains(linux) {
			t.Errorf("%s is said not to work on %s", flags, linux)
		}
	}
}

// neededPorts returns the ports on which a flag works; it is not ok if nothing
// is known of it.
func neededPorts(flags string) (s platform.Set, ok bool) {
	words, _ := splitFlags(line{text: flags})
	for _, o := range optionsOf(words) {
		for _, c := range strings.Fields(needs(o)) {
			s, ok = s.Union(conditionPorts(new(constraint.Context), c)), true
		}
	}
	return s, ok
}
