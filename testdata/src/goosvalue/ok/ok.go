// Package ok asks for values in ways that are right.
package ok

import (
	"os"
	"runtime"
	"slices"
)

func values() bool {
	if runtime.GOOS == "darwin" == false || runtime.GOARCH != "386" {
		return true
	}
	switch runtime.GOOS {
	case "linux", "windows", "js", "wasip1", "plan9", "ios":
	case "nacl", "zos", "hurd": // ports of the past and of others
	case "tamago", "fuchsia", "none", "", "*", "bsd": // those of other toolchains, and what may be
	}
	if runtime.GOARCH == "js" { // of GopherJS
		return false
	}
	return runtime.GOARCH == "sparc64" || runtime.GOARCH == "amd64p32" || runtime.GOARCH == "riscv"
}

// Beside the right value the wrong one does no harm.
func harmless() bool {
	switch runtime.GOOS {
	case "darwin", "macos", "osx":
	case "win32":
	case "windows":
	}
	if runtime.GOOS == "darwin" || (runtime.GOOS == "macos") {
		return true
	}
	if runtime.GOARCH == "js" || runtime.GOOS == "js" {
		return true
	}
	return slices.Contains([]string{"osx", "darwin"}, runtime.GOOS)
}

// Strings that are not of this port.
func elsewhere(goos string, target struct{ GOOS string }) bool {
	later := ""
	later = runtime.GOOS
	return goos == "macos" || target.GOOS == "macos" || os.Getenv("GOOS") == "macos" || later == "macos" ||
		Changed == "macos" || slices.Contains([]string{"macos"}, goos)
}

var Changed = runtime.GOOS // the linker may set it

func shadowed() bool {
	runtime := struct{ GOOS string }{"macos"}
	return runtime.GOOS == "macos"
}

func concatenated() bool { return runtime.GOOS+"/"+runtime.GOARCH == "darwin/386" }

func lookedUp() string { return map[string]string{"macos": "x"}[runtime.GOOS] }

func noConstant(s string) bool { return runtime.GOOS == s || s == runtime.GOARCH }
