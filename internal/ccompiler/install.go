package ccompiler

import (
	"strings"

	"github.com/xplatvet/xplatvet/platform"
)

// install says, in one line, how to get a C compiler for a port on a host.
func install(port platform.Port, host string) string {
	setting := "; or name a compiler under cc in .xplatvet.yaml"
	if port.Pair() == host {
		switch port.GOOS {
		case "linux":
			return "install gcc and libc6-dev (Debian's names)" + setting
		case "darwin":
			return "run xcode-select --install"
		}
		return "install gcc or clang" + setting
	}
	a := archs[port.GOARCH]
	switch port.GOOS {
	case "linux":
		gcc := "gcc-" + strings.ReplaceAll(Triple(port), "_", "-")
		if port.GOARCH == "loong64" { // Debian has it since trixie, as gcc-14-loongarch64-linux-gnu before
			return "install " + gcc + " (Debian 13 or later) or zig" + setting
		}
		return "install " + gcc + " and libc6-dev-" + a.debian + "-cross (Debian's names), or zig" + setting
	case "windows":
		switch port.GOARCH {
		case "amd64":
			return "install gcc-mingw-w64-x86-64 (Debian's name), or zig" + setting
		case "386":
			return "install gcc-mingw-w64-i686 (Debian's name), or zig" + setting
		}
		return "install llvm-mingw from github.com/mstorsjo/llvm-mingw, or zig" + setting
	case "darwin", "ios":
		return "build it on macOS with Xcode, or install osxcross with an SDK of Apple" + setting
	case "android":
		return "install the Android NDK and set ANDROID_NDK_HOME" + setting
	}
	return "install clang and a sysroot of " + port.GOOS + ", and name them under cc in .xplatvet.yaml: clang --target=... --sysroot=..."
}
