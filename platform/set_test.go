package platform

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func mustParse(t testing.TB, spec string) Set {
	t.Helper()
	s, err := Parse(spec)
	if err != nil {
		t.Fatalf("Parse(%q): %v", spec, err)
	}
	return s
}

// randomSet returns a Set of one of several shapes: sparse, dense, whole
// operating systems, one architecture missing.
func randomSet(r *rand.Rand) Set {
	var s Set
	switch r.IntN(4) {
	case 0:
		s = Set{r.Uint64(), r.Uint64()}
	case 1:
		s = Set{r.Uint64() & r.Uint64() & r.Uint64(), r.Uint64() & r.Uint64() & r.Uint64()}
	case 2:
		for range 1 + r.IntN(6) {
			s = s.Union(OS(pairs[r.IntN(len(pairs))].goos))
		}
	default:
		s = OS(pairs[r.IntN(len(pairs))].goos).Minus(Arch(pairs[r.IntN(len(pairs))].goarch))
	}
	if r.IntN(2) == 0 {
		s = s.AnyCgo()
	}
	return s.Intersect(all)
}

func TestStringParsesBack(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		s := randomSet(r)
		if s.Empty() {
			continue
		}
		if got := mustParse(t, s.String()); got != s {
			t.Fatalf("Parse(%q) = %v", s, got)
		}
		if got := mustParse(t, strings.Join(s.Strings(), ",")); got != s {
			t.Fatalf("Parse of Strings of %v = %v", s, got)
		}
		n := 0
		for p := range s.Ports() {
			n++
			if !s.Contains(p) {
				t.Fatalf("%v does not contain %v", s, p)
			}
			if got := mustParse(t, p.String()); got != Of(p) {
				t.Fatalf("Parse(%q) = %v", p, got)
			}
		}
		if n != s.Len() {
			t.Fatalf("%v has %d ports, Len says %d", s, n, s.Len())
		}
	}
}

func TestParse(t *testing.T) {
	for _, test := range []struct {
		spec, want string
		len        int
	}{
		{"linux/amd64", "linux/amd64", 2},
		{"linux/amd64:nocgo", "linux/amd64:nocgo", 1},
		{"plan9/386", "plan9/386", 1},
		{"plan9:nocgo", "plan9", 3},
		{"windows,darwin/arm64", "darwin/arm64,windows", 8},
		{"windows darwin/arm64", "darwin/arm64,windows", 8},
		{"windows, !windows/386", "windows/{amd64,arm64}", 4},
		{"linux/{arm64,riscv64}", "linux/{arm64,riscv64}", 4},
		{"{aix,js}/*", "aix,js", 3},
		{"all,!*/amd64,!unix,!windows", "js,plan9/{386,arm},wasip1", 4},
	} {
		s := mustParse(t, test.spec)
		if s.String() != test.want || s.Len() != test.len {
			t.Errorf("Parse(%q) = %v (%d ports), want %s (%d)", test.spec, s, s.Len(), test.want, test.len)
		}
	}
	for spec, want := range map[string]string{
		"":               "no port named",
		"macos/aarch64":  `did you mean "darwin/arm64"?`,
		"macos":          `did you mean "darwin"?`,
		"linux/x86_64":   `did you mean "linux/amd64"?`,
		"linx/amd64":     `did you mean "linux/amd64"?`,
		"arm64":          `did you mean "*/arm64"?`,
		"windows/wasm":   "windows has 386, amd64, arm64",
		"first":          "unknown port",
		"linux/{arm64":   "unbalanced braces",
		"}{":             "unbalanced braces",
		"plan9:cgo":      "supports cgo",
		"linux,!linux":   "names no port",
		"nacl/amd64p32":  "unknown port",
		"linux/amd64/v3": "unknown port",
	} {
		if s, err := Parse(spec); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Parse(%q) = %v, %v; want an error with %q", spec, s, err, want)
		}
	}
}

func TestText(t *testing.T) {
	for _, test := range []struct{ set, within, want string }{
		{"plan9,windows", "all", "plan9 and windows"},
		{"linux/{arm64,riscv64},aix", "all", "aix and linux/{arm64,riscv64}"},
		{"linux/riscv64,windows", "all", "windows and linux/riscv64"},
		{"all,!linux", "all", "every port but linux"},
		{"all", "all", "every port"},
		{"linux/amd64", "linux/amd64,darwin/arm64", "linux"},
		{"linux:nocgo", "all", "linux without cgo"},
		{"linux:nocgo,plan9", "all", "linux and plan9 without cgo"},
		{"linux:nocgo", "linux:nocgo,windows", "linux"},
		{"all:nocgo", "all", "every port without cgo"},
		{"unix:nocgo,windows", "unix,windows", "windows, and every other port without cgo"},
	} {
		if got := mustParse(t, test.set).Text(mustParse(t, test.within)); got != test.want {
			t.Errorf("Text of %s within %s = %q, want %q", test.set, test.within, got, test.want)
		}
	}
}

func TestTag(t *testing.T) {
	for tag, want := range map[string]string{
		"linux":            "linux,android",
		"darwin":           "darwin,ios",
		"solaris":          "solaris,illumos",
		"unix":             "unix",
		"cgo":              "all:cgo",
		"arm":              "*/arm",
		"amd64.v1":         "*/amd64",
		"arm.7":            "*/arm",
		"wasm.signext":     "*/wasm",
		"goexperiment.wat": "",
		"amd64.v3":         "",
		"nacl":             "",
	} {
		got, ok := Tag(tag)
		if !ok || (want == "") != got.Empty() || want != "" && got != mustParse(t, want) {
			t.Errorf("Tag(%q) = %v, %v; want %q", tag, got, ok, want)
		}
	}
	for _, tag := range []string{"integration", "go1.26", "gc", "ignore", "v1.2"} {
		if s, ok := Tag(tag); ok {
			t.Errorf("Tag(%q) = %v: no port decides it", tag, s)
		}
	}
}
