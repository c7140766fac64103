package ccompiler

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/platform"
)

// A candidate is a compiler that may be one for a port.
type candidate struct {
	cc        string
	kind      Kind
	place     string // of a Setting
	generic   bool   // it is for many ports, so that nobody wonders if it does not work for one
	pkgConfig string // the pkg-config that goes with it, or ""
}

// An arch is what others call a GOARCH.
type arch struct {
	cpus   []string // first field of GNU triples; the first one is Debian's
	abi    string   // last part of the triple of Linux, as Debian has it
	debian string   // architecture of Debian; "" if there is none
	zig    string   // first field of the targets of zig
}

var archs = map[string]arch{
	"386":      {[]string{"i686", "i586", "i486", "i386"}, "gnu", "i386", "x86"},
	"amd64":    {[]string{"x86_64"}, "gnu", "amd64", "x86_64"},
	"arm":      {[]string{"arm", "armv7l", "armv7", "armv7a", "armv6"}, "gnueabihf", "armhf", "arm"},
	"arm64":    {[]string{"aarch64", "arm64"}, "gnu", "arm64", "aarch64"},
	"loong64":  {[]string{"loongarch64"}, "gnu", "loong64", "loongarch64"},
	"mips":     {[]string{"mips"}, "gnu", "mips", "mips"},
	"mips64":   {[]string{"mips64"}, "gnuabi64", "mips64", "mips64"},
	"mips64le": {[]string{"mips64el"}, "gnuabi64", "mips64el", "mips64el"},
	"mipsle":   {[]string{"mipsel"}, "gnu", "mipsel", "mipsel"},
	"ppc64":    {[]string{"powerpc64"}, "gnu", "ppc64", "powerpc64"},
	"ppc64le":  {[]string{"powerpc64le"}, "gnu", "ppc64el", "powerpc64le"},
	"riscv64":  {[]string{"riscv64"}, "gnu", "riscv64", "riscv64"},
	"s390x":    {[]string{"s390x"}, "gnu", "s390x", "s390x"},
}

// systems are the parts of the names of cross compilers, after the CPU, that
// say for which GOOS they are.
var systems = map[string]string{
	"aix":       "aix",
	"android":   "linux-android",
	"darwin":    "darwin",
	"dragonfly": "dragonfly",
	"freebsd":   "freebsd",
	"illumos":   "illumos",
	"ios":       "ios",
	"linux":     "linux",
	"netbsd":    "netbsd",
	"openbsd":   "openbsd",
	"solaris":   "solaris",
	"windows":   "w64-mingw32",
}

// Triple returns the name that Debian has for a port of Linux, or mingw-w64 for
// one of Windows, or "".
func Triple(port platform.Port) string {
	a, ok := archs[port.GOARCH]
	switch {
	case ok && port.GOOS == "linux":
		return a.cpus[0] + "-linux-" + a.abi
	case ok && port.GOOS == "windows":
		return a.cpus[0] + "-w64-mingw32"
	}
	return ""
}

// candidates returns what may compile for a port, in order of preference.
func (f *Finder) candidates(port platform.Port, host goEnv) []candidate {
	var list []candidate
	pkgConfig := ""
	if port.Pair() != host.pair() {
		pkgConfig = f.pkgConfig(port)
	}
	add := func(kind Kind, cc string) {
		if !slices.ContainsFunc(list, func(c candidate) bool { return c.cc == cc }) {
			list = append(list, candidate{cc: cc, kind: kind, pkgConfig: pkgConfig})
		}
	}
	if cc := f.Go.Getenv("CC"); cc != "" {
		add(Environment, cc)
	}
	for _, s := range f.Configured {
		if s.Ports.Contains(port) {
			return append(list, candidate{cc: s.CC, kind: Configured, place: s.Place, pkgConfig: pkgConfig})
		}
	}
	if port.Pair() == host.pair() {
		add(Environment, host.CC)
	}
	for _, name := range f.crossCompilers(port) {
		switch {
		case strings.HasSuffix(name, "clang"):
			add(Clang, name)
		case port.GOOS == "windows":
			add(MinGW, name)
		default:
			add(GCC, name)
		}
	}
	if port.GOOS == host.GOHOSTOS { // gcc-multilib, or clang of macOS
		add(Environment, host.CC)
	}
	if port.GOOS == "linux" && port.Pair() == host.pair() && f.has("musl-gcc") {
		add(Musl, "musl-gcc")
	}
	if t := Triple(port); t != "" && f.has("clang") {
		add(Clang, "clang --target="+t)
		list[len(list)-1].generic = true
	}
	if target := zigTarget(port); target != "" && f.has("zig") {
		add(Zig, "zig cc -target "+target)
		list[len(list)-1].generic = true
	}
	return list
}

// crossCompilers returns the programs in PATH, and for android in the NDK,
// whose names say that they are C compilers for the port: that of Debian first.
func (f *Finder) crossCompilers(port platform.Port) []string {
	a, ok := archs[port.GOARCH]
	system := systems[port.GOOS]
	if !ok || system == "" {
		return nil
	}
	name := regexp.MustCompile(`^(?:` + strings.Join(a.cpus, "|") + `)-(?:\w+-)?` + system + `[\w.]*(?:-\w+)?-(?:gcc|clang)(?:\.exe)?$`)
	if port.GOOS == "linux" {
		name = regexp.MustCompile(`^(?:` + strings.Join(a.cpus, "|") + `)-(?:\w+-)?linux-(?:gnu|musl|uclibc)\w*-(?:gcc|clang)(?:\.exe)?$`)
	}
	var list []string
	for _, dir := range f.path() {
		for _, file := range namesIn(dir) {
			if name.MatchString(file) && !slices.Contains(list, file) {
				list = append(list, file)
			}
		}
	}
	first := Triple(port) + "-"
	slices.SortFunc(list, func(a, b string) int {
		if x, y := strings.HasPrefix(a, first), strings.HasPrefix(b, first); x != y {
			if x {
				return -1
			}
			return 1
		}
		return strings.Compare(b, a) // of several API levels of android, the latest
	})
	if port.GOOS == "android" && len(list) == 0 {
		list = f.ndk(name)
	}
	return list
}

// ndk returns the compilers of the Android NDK that ANDROID_NDK_HOME names.
func (f *Finder) ndk(name *regexp.Regexp) []string {
	var list []string
	for _, key := range []string{"ANDROID_NDK_HOME", "ANDROID_NDK_ROOT"} {
		root := f.Go.Getenv(key)
		if root == "" {
			continue
		}
		dirs, err := filepath.Glob(filepath.Join(root, "toolchains", "llvm", "prebuilt", "*", "bin"))
		if err != nil {
			continue // a pattern in the name
		}
		for _, dir := range dirs {
			for _, file := range namesIn(dir) {
				if name.MatchString(file) {
					list = append(list, filepath.Join(dir, file))
				}
			}
		}
	}
	slices.Sort(list)
	slices.Reverse(list)
	return list
}

// zigTarget returns the -target of zig for a port, or "".
func zigTarget(port platform.Port) string {
	a, ok := archs[port.GOARCH]
	if !ok {
		return ""
	}
	switch port.GOOS {
	case "linux":
		return a.zig + "-linux-" + a.abi
	case "windows":
		return a.zig + "-windows-gnu"
	case "darwin":
		return a.zig + "-macos"
	case "freebsd", "netbsd":
		return a.zig + "-" + port.GOOS
	}
	return ""
}

// pkgConfig returns the pkg-config of Debian for a port, if it is there.
func (f *Finder) pkgConfig(port platform.Port) string {
	if t := Triple(port); t != "" && f.has(t+"-pkg-config") {
		return t + "-pkg-config"
	}
	return ""
}

// path returns the absolute directories of PATH.
func (f *Finder) path() []string {
	return slices.DeleteFunc(filepath.SplitList(f.Go.Getenv("PATH")), func(dir string) bool { return !filepath.IsAbs(dir) })
}

// has reports whether PATH has a program.
func (f *Finder) has(name string) bool { return f.lookPath(name) != "" }

// lookPath returns the path of a program that PATH has, or "".
func (f *Finder) lookPath(name string) string {
	if filepath.Base(name) != name {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
		return ""
	}
	for _, dir := range f.path() {
		if path, err := exec.LookPath(filepath.Join(dir, name)); err == nil {
			return path
		}
	}
	return ""
}

// namesIn returns the names of the files of a directory; one that cannot be
// read has none.
func namesIn(dir string) []string {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	return names
}

// A goEnv is what the go command itself has for cgo.
type goEnv struct {
	GOHOSTOS, GOHOSTARCH    string
	CC                      string
	CGO_CFLAGS, CGO_LDFLAGS string
	GOGCCFLAGS              string
}

func (e goEnv) pair() string { return e.GOHOSTOS + "/" + e.GOHOSTARCH }

// goEnv asks the go command with more variables in its environment.
func (f *Finder) goEnv(ctx context.Context, env ...string) (goEnv, error) {
	var e goEnv
	out, err := f.Go.With(env...).Run(ctx, "env", "-json", "GOHOSTOS", "GOHOSTARCH", "CC", "CGO_CFLAGS", "CGO_LDFLAGS", "GOGCCFLAGS")
	if err != nil {
		return e, err
	}
	if err := json.Unmarshal(out, &e); err != nil {
		return e, fmt.Errorf("read go env: %w", err)
	}
	return e, nil
}
