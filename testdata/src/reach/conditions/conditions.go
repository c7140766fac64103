// Package conditions has if statements and operators.
package conditions

import (
	"math/bits"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

func ifElse() {
	reached("all")
	if runtime.GOOS == "windows" {
		reached("windows")
	} else {
		reached("!windows")
	}
	reached("all")
}

func reversed() {
	if "windows" == runtime.GOOS {
		reached("windows")
	}
	if "windows" != (runtime.GOOS) {
		reached("!windows")
	}
}

func elseIf() {
	if runtime.GOOS == "windows" {
		reached("windows")
	} else if runtime.GOOS == "plan9" {
		reached("plan9")
	} else if reached("!windows,!plan9") && maybe() {
		reached("!windows,!plan9")
	} else {
		reached("!windows,!plan9")
	}
}

func nested() {
	if runtime.GOOS != "windows" {
		if runtime.GOARCH == "arm64" {
			reached("*/arm64,!windows")
			if runtime.GOOS == "windows" {
				reached("none")
			}
		} else {
			reached("!windows,!*/arm64")
		}
		reached("!windows")
	}
}

func negated() {
	if !(runtime.GOOS == "windows") {
		reached("!windows")
	}
	if !(runtime.GOOS != "windows") {
		reached("windows")
	}
	if !!(runtime.GOOS != "windows") {
		reached("!windows")
	}
}

func comparedWithBool() {
	if (runtime.GOOS == "windows") == false {
		reached("!windows")
	}
	if (runtime.GOOS == "windows") != true {
		reached("!windows")
	} else {
		reached("windows")
	}
	if true == (runtime.GOOS == "windows") {
		reached("windows")
	}
	if (runtime.GOOS == "linux") == (runtime.GOARCH == "arm64") {
		reached("!linux,!*/arm64,linux/arm64")
	}
}

func and() {
	if runtime.GOOS == "linux" && runtime.GOARCH == "arm64" {
		reached("linux/arm64")
	} else {
		reached("!linux/arm64")
	}
	if maybe() && runtime.GOOS == "linux" {
		reached("linux")
	} else {
		reached("all")
	}
}

func or() {
	if runtime.GOOS == "linux" || runtime.GOOS == "windows" {
		reached("linux,windows")
	} else {
		reached("!linux,!windows")
	}
	if maybe() || runtime.GOOS == "linux" {
		reached("all")
	} else {
		reached("!linux")
	}
}

func mixed() {
	if (runtime.GOOS == "linux" || runtime.GOOS == "windows") && !(runtime.GOARCH == "386" || maybe()) {
		reached("linux,windows,!*/386")
	} else {
		reached("all")
	}
}

// shortCircuit has operands that are evaluated on some ports only.
func shortCircuit() bool {
	_ = runtime.GOOS == "linux" && reached("linux")
	_ = runtime.GOOS == "linux" || reached("!linux")
	_ = !(runtime.GOOS == "linux") && (reached("!linux") || reached("!linux"))
	_ = runtime.GOOS == "linux" && runtime.GOARCH == "arm" && reached("linux/arm")
	_ = (maybe() || runtime.GOOS == "linux") && reached("all")
	_ = (maybe() && runtime.GOOS == "linux") || reached("all")
	f(runtime.GOOS == "linux" && reached("linux"), reached("all"))
	_ = []bool{runtime.GOOS == "linux" && reached("linux")}
	_ = map[bool]int{false: 1}[runtime.GOOS == "linux" && reached("linux")]
	if runtime.GOOS == "linux" && reached("linux") {
		reached("linux")
	} else {
		reached("all")
	}
	return runtime.GOOS == "windows" || reached("!windows")
}

func f(...bool) {}

// initialised shows that package-level initialisers are narrowed inside only.
var initialised = reached("all") && runtime.GOOS == "windows" && reached("windows")

func initStatement() {
	if goos := runtime.GOOS; goos == "linux" {
		reached("linux")
	} else if arch := runtime.GOARCH; arch == "arm64" {
		reached("*/arm64,!linux")
	} else if goos == "windows" {
		reached("windows,!*/arm64")
	}
}

func concatenated() {
	if runtime.GOOS+"/"+runtime.GOARCH == "linux/amd64" {
		reached("linux/amd64")
	} else {
		reached("!linux/amd64")
	}
	switch runtime.GOOS + "-" + runtime.GOARCH {
	case "darwin-arm64", "windows-arm64":
		reached("darwin/arm64,windows/arm64")
	}
}

// otherNames has values that no port has: what goosvalue reports.
func otherNames() {
	if runtime.GOOS == "macos" {
		reached("none")
	}
	if runtime.GOOS != "win32" {
		reached("all")
	}
	// Not so the build tags: android is not linux here.
	if runtime.GOOS == "linux" {
		reached("linux")
	} else if runtime.GOOS == "android" {
		reached("android")
	}
}

func contains() {
	if slices.Contains([]string{"linux", "darwin"}, runtime.GOOS) {
		reached("linux,darwin")
	} else {
		reached("!linux,!darwin")
	}
	if !slices.Contains([]string{"linux", pick()}, runtime.GOOS) {
		reached("!linux")
	} else {
		reached("all")
	}
	if slices.Contains([]string{}, runtime.GOOS) {
		reached("none")
	}
}

var pick func() string

func stringFunctions() {
	if strings.HasPrefix(runtime.GOARCH, "arm") {
		reached("*/arm,*/arm64")
	}
	if strings.HasSuffix(runtime.GOARCH, "64") && runtime.GOOS == "windows" {
		reached("windows/{amd64,arm64}")
	}
	if strings.Contains(runtime.GOOS, "bsd") {
		reached("freebsd,netbsd,openbsd")
	}
	if strings.EqualFold("Windows", runtime.GOOS) {
		reached("windows")
	}
	if strings.HasPrefix(runtime.GOOS, pick()) {
		reached("all")
	}
}

func ordered() {
	if runtime.GOOS < "b" {
		reached("aix,android")
	}
}

func wordSize() {
	if strconv.IntSize == 32 {
		reached("*/386,*/arm,*/mips,*/mipsle")
	} else {
		reached("!*/386,!*/arm,!*/mips,!*/mipsle")
	}
	if bits.UintSize >= 64 {
		reached("!*/386,!*/arm,!*/mips,!*/mipsle")
	}
}

func arithmetic() {
	if strconv.IntSize+32 == 64 { // not followed
		reached("all")
	}
}

func converted() {
	if string(runtime.GOOS) == "linux" {
		reached("linux")
	}
	if string(0x110000) == string(0x110001) { // both are U+FFFD
		reached("all")
	}
}

func unknown(goos string, x any) {
	if goos == "linux" {
		reached("all")
	}
	if runtime.GOOS == goos {
		reached("all")
	} else {
		reached("all")
	}
	if x == runtime.GOOS {
		reached("all")
	}
	if runtime.Version() == "linux" {
		reached("all")
	}
	if len(runtime.GOOS) == 5 {
		reached("all")
	}
	if runtime.GOOS[0] == 'w' {
		reached("all")
	}
}

var supported = map[string]bool{"linux": true}

// looksUp asks a map, which is not looked into.
func looksUp() {
	if supported[runtime.GOOS] {
		reached("all")
		return
	}
	reached("all")
	if !(map[string]bool{"linux": true}[runtime.GOOS]) {
		reached("all")
		return
	}
	reached("all")
}
