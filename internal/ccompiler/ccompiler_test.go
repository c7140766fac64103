package ccompiler

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/platform"
)

func port(t *testing.T, pair string) platform.Port {
	t.Helper()
	goos, goarch, _ := strings.Cut(pair, "/")
	return platform.Port{GOOS: goos, GOARCH: goarch}
}

func environ(more ...string) []string {
	return append(append(os.Environ(), "CC=", "CXX=", "PKG_CONFIG=", "GOFLAGS=", "GOOS=", "GOARCH=", "CGO_ENABLED="), more...)
}

// TestFind looks for the compilers of the Debian packages that CI installs.
func TestFind(t *testing.T) {
	f := &Finder{Go: &gocmd.Runner{Env: environ()}}
	for _, test := range []struct{ pair, name, kind, cxx string }{
		{"linux/amd64", "gcc", "environment", "CXX=g++"},
		{"linux/arm64", "aarch64-linux-gnu-gcc", "gcc", "CXX=aarch64-linux-gnu-g++"},
		{"windows/amd64", "x86_64-w64-mingw32-gcc", "mingw-w64", "CXX=x86_64-w64-mingw32-g++"},
	} {
		c, missing, err := f.Find(t.Context(), port(t, test.pair))
		if err != nil || missing != nil {
			t.Errorf("%s: missing %+v, error %v", test.pair, missing, err)
			continue
		}
		if c.Name != test.name || string(c.Kind) != test.kind || !slices.Equal(c.Env, []string{"CC=" + test.name, test.cxx}) {
			t.Errorf("%s: got %+v, want %+v", test.pair, c, test)
		}
	}
}

// TestMissing wants to be told what to install.
func TestMissing(t *testing.T) {
	bin := t.TempDir() // has the go command and the compiler of the host only
	link(t, bin, "go", "gcc", "as", "ld")
	f := &Finder{Go: &gocmd.Runner{Env: environ("PATH=" + bin)}}
	for _, test := range []struct{ pair, want string }{
		{"linux/arm64", "install gcc-aarch64-linux-gnu and libc6-dev-arm64-cross"},
		{"linux/mips64le", "install gcc-mips64el-linux-gnuabi64 and libc6-dev-mips64el-cross"},
		{"windows/amd64", "install gcc-mingw-w64-x86-64"},
		{"windows/386", "install gcc-mingw-w64-i686"},
		{"windows/arm64", "install llvm-mingw"},
		{"darwin/arm64", "build it on macOS"},
		{"android/arm64", "install the Android NDK"},
		{"freebsd/amd64", "install clang and a sysroot of freebsd"},
	} {
		c, missing, err := f.Find(t.Context(), port(t, test.pair))
		if err != nil || missing == nil {
			t.Errorf("%s: found %+v, error %v", test.pair, c, err)
			continue
		}
		if !strings.HasPrefix(missing.Install, test.want) {
			t.Errorf("%s: %q, want %q", test.pair, missing.Install, test.want)
		}
		if len(missing.Tried) > 0 {
			t.Errorf("%s: %q", test.pair, missing.Tried)
		}
	}
}

// link makes programs available in a directory.
func link(t *testing.T, dir string, names ...string) {
	t.Helper()
	finder := &Finder{Go: &gocmd.Runner{}}
	for _, name := range names {
		path := finder.lookPath(name)
		if path == "" {
			t.Fatalf("%s is not in PATH", name)
		}
		if err := os.Symlink(path, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
}

// TestLiar wants a compiler refused whose name says more than it can do.
func TestLiar(t *testing.T) {
	bin := t.TempDir()
	link(t, bin, "go", "gcc", "as", "ld")
	gcc := (&Finder{Go: &gocmd.Runner{}}).lookPath("gcc")
	for _, name := range []string{"riscv64-linux-gnu-gcc", "x86_64-w64-mingw32-gcc"} {
		if err := os.Symlink(gcc, filepath.Join(bin, name)); err != nil {
			t.Fatal(err)
		}
	}
	f := &Finder{Go: &gocmd.Runner{Env: environ("PATH=" + bin)}}
	for _, test := range []struct{ pair, want string }{
		{"linux/riscv64", "riscv64-linux-gnu-gcc does not work for it: it compiles for another machine, EM_X86_64 ELFDATA2LSB"},
		{"windows/amd64", "x86_64-w64-mingw32-gcc does not work for it: unrecognized command-line option '-mthreads'; did you mean '-pthread'?"},
	} {
		_, missing, err := f.Find(t.Context(), port(t, test.pair))
		if err != nil || missing == nil || !slices.Equal(missing.Tried, []string{test.want}) {
			t.Errorf("%s: missing %+v, error %v, want %q", test.pair, missing, err, test.want)
		}
	}
}

// TestEnvironment wants CC taken for the ports that it is for, arguments
// included, and other compilers for the others.
func TestEnvironment(t *testing.T) {
	const cc = "aarch64-linux-gnu-gcc '-DA=b c'"
	f := &Finder{Go: &gocmd.Runner{Env: environ("CC="+cc, "CXX=own-g++")}}
	c, missing, err := f.Find(t.Context(), port(t, "linux/arm64"))
	if err != nil || missing != nil || c.Name != cc || c.Kind != Environment || !slices.Equal(c.Env, []string{"CC=" + cc}) {
		t.Errorf("linux/arm64: %+v, missing %+v, error %v", c, missing, err)
	}
	c, _, err = f.Find(t.Context(), port(t, "windows/amd64"))
	if err != nil || c.Name != "x86_64-w64-mingw32-gcc" || c.Env[1] != "CXX=x86_64-w64-mingw32-g++" {
		t.Errorf("windows/amd64: %+v, error %v", c, err)
	}
}

// TestConfigured wants the project's compiler taken for its ports, and an
// error that names the line if it is of no use.
func TestConfigured(t *testing.T) {
	arm64, err := platform.Parse("linux/arm64")
	if err != nil {
		t.Fatal(err)
	}
	windows, err := platform.Parse("windows")
	if err != nil {
		t.Fatal(err)
	}
	f := &Finder{Go: &gocmd.Runner{Env: environ()}, Configured: []Setting{
		{arm64, "aarch64-linux-gnu-gcc -DX", "x.yaml:2:3"},
		{windows, "nosuch-gcc", "x.yaml:3:3"},
	}}
	c, _, err := f.Find(t.Context(), port(t, "linux/arm64"))
	if err != nil || c.Kind != Configured || !slices.Equal(c.Env, []string{"CC=aarch64-linux-gnu-gcc -DX", "CXX=aarch64-linux-gnu-g++ -DX"}) {
		t.Errorf("linux/arm64: %+v, error %v", c, err)
	}
	_, _, err = f.Find(t.Context(), port(t, "windows/amd64"))
	if want := `x.yaml:3:3: cc "nosuch-gcc" is of no use for windows/amd64: not found in PATH`; err == nil || err.Error() != want {
		t.Errorf("windows/amd64: error %v, want %s", err, want)
	}
}

// TestMusl wants musl-gcc taken if there is no other C library.
func TestMusl(t *testing.T) {
	f := &Finder{Go: &gocmd.Runner{Env: environ()}}
	if err := f.try(t.Context(), port(t, "linux/amd64"), "musl-gcc"); err != nil {
		t.Error(err)
	}
	bin := t.TempDir()
	link(t, bin, "go", "musl-gcc")
	f = &Finder{Go: &gocmd.Runner{Env: environ("PATH=" + bin)}}
	if list := f.candidates(port(t, "linux/amd64"), goEnv{GOHOSTOS: "linux", GOHOSTARCH: "amd64", CC: "gcc"}); len(list) != 2 || list[1].kind != Musl {
		t.Errorf("candidates are %+v", list)
	}
}

// TestClang wants clang taken with the C library of Debian's cross compilers,
// and nothing said of it for a port that it has no library for.
func TestClang(t *testing.T) {
	f := &Finder{Go: &gocmd.Runner{Env: environ()}}
	if err := f.try(t.Context(), port(t, "linux/arm64"), "clang --target=aarch64-linux-gnu"); err != nil {
		t.Error(err)
	}
	bin := t.TempDir()
	link(t, bin, "go", "clang")
	f = &Finder{Go: &gocmd.Runner{Env: environ("PATH=" + bin)}}
	_, missing, err := f.Find(t.Context(), port(t, "linux/s390x"))
	if err != nil || missing == nil || len(missing.Tried) > 0 {
		t.Errorf("missing %+v, error %v", missing, err)
	}
}

func TestCXX(t *testing.T) {
	for _, test := range []struct{ cc, want string }{
		{"gcc", "g++"},
		{"/usr/bin/aarch64-linux-gnu-gcc --sysroot=/x", "/usr/bin/aarch64-linux-gnu-g++ --sysroot=/x"},
		{"clang --target=x", "clang++ --target=x"},
		{"aarch64-linux-android21-clang", "aarch64-linux-android21-clang++"},
		{"zig cc -target x86_64-linux-gnu", "zig c++ -target x86_64-linux-gnu"},
		{`'C:\a b\gcc.exe' -x`, `'C:\a b\g++.exe' -x`},
		{"musl-gcc", "musl-g++"},
		{"icc", ""},
		{"", ""},
		{`"x`, ""},
	} {
		if got := cxxOf(test.cc); got != test.want {
			t.Errorf("cxxOf(%q) = %q, want %q", test.cc, got, test.want)
		}
	}
}

// TestCandidates wants cross compilers recognised by their names.
func TestCandidates(t *testing.T) {
	bin := t.TempDir()
	for _, name := range []string{
		"aarch64-linux-gnu-gcc", "aarch64-linux-gnu-gcc-12", "aarch64-unknown-linux-musl-gcc", "aarch64-linux-android21-clang", "aarch64-linux-android34-clang",
		"aarch64-w64-mingw32-clang", "arm64-apple-darwin23-clang", "x86_64-unknown-freebsd14-clang", "zig", "clang",
	} {
		if err := os.WriteFile(filepath.Join(bin, name), []byte("#!/bin/sh\n"), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	f := &Finder{Go: &gocmd.Runner{Env: environ("PATH=" + bin)}}
	for _, test := range []struct{ pair, want string }{
		{"linux/arm64", "aarch64-linux-gnu-gcc|aarch64-unknown-linux-musl-gcc|gcc|clang --target=aarch64-linux-gnu|zig cc -target aarch64-linux-gnu"},
		{"android/arm64", "aarch64-linux-android34-clang|aarch64-linux-android21-clang"},
		{"windows/arm64", "aarch64-w64-mingw32-clang|clang --target=aarch64-w64-mingw32|zig cc -target aarch64-windows-gnu"},
		{"darwin/arm64", "arm64-apple-darwin23-clang|zig cc -target aarch64-macos"},
		{"freebsd/amd64", "x86_64-unknown-freebsd14-clang|zig cc -target x86_64-freebsd"},
		{"linux/loong64", "gcc|clang --target=loongarch64-linux-gnu|zig cc -target loongarch64-linux-gnu"},
	} {
		var got []string
		for _, c := range f.candidates(port(t, test.pair), goEnv{GOHOSTOS: "linux", GOHOSTARCH: "amd64", CC: "gcc"}) {
			got = append(got, c.cc)
		}
		if strings.Join(got, "|") != test.want {
			t.Errorf("%s: %q, want %s", test.pair, got, test.want)
		}
	}
}

// TestTables wants an entry for each architecture and system that has cgo.
func TestTables(t *testing.T) {
	for p := range platform.All().Ports() {
		if !p.Cgo {
			continue
		}
		if _, ok := archs[p.GOARCH]; !ok {
			t.Errorf("archs lacks %s", p.GOARCH)
		}
		if systems[p.GOOS] == "" || strings.Contains(source(p), "!()") {
			t.Errorf("%s is not known", p.GOOS)
		}
		if p.GOOS != "aix" && machines[p.GOARCH] == nil {
			t.Errorf("machines lacks %s", p.GOARCH)
		}
		if install(p, "linux/amd64") == "" {
			t.Errorf("nothing to install for %s", p)
		}
	}
}
