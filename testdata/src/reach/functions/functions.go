// Package functions has functions whose calls narrow.
package functions

import (
	"fmt"
	"os"
	"runtime"
)

func isWindows() bool { return runtime.GOOS == "windows" }

func isUnix() bool {
	switch runtime.GOOS {
	case "windows", "plan9", "js", "wasip1":
		return false
	}
	return true
}

func isMobile() (yes bool) {
	if runtime.GOOS == "android" {
		return true
	}
	return isIOS()
}

func isIOS() bool {
	const goos = runtime.GOOS
	return goos == "ios"
}

func goos() string { return runtime.GOOS }

func onLinuxIf(cond bool) bool { return cond && runtime.GOOS == "linux" }

func predicates() {
	if isWindows() {
		reached("windows")
	}
	if !isWindows() {
		reached("!windows")
	}
	if isWindows() == false {
		reached("!windows")
	}
	if isUnix() {
		reached("!windows,!plan9,!js,!wasip1")
	}
	if isMobile() {
		reached("android,ios")
	}
	if goos() == "linux" {
		reached("linux")
	}
	if onLinuxIf(maybe()) {
		reached("linux")
	} else {
		reached("all")
	}
	switch goos() {
	case "linux":
		reached("linux")
	}
}

func fatal(args ...any) {
	fmt.Fprintln(os.Stderr, args...)
	os.Exit(1)
}

func fatalf(format string, args ...any) {
	fatal(fmt.Sprintf(format, args...))
}

func needUnix() {
	if !isUnix() {
		fatalf("%s", runtime.GOOS)
	}
}

func mustLinux() string {
	if runtime.GOOS != "linux" {
		panic("linux only")
	}
	return "linux"
}

func exits() {
	if runtime.GOOS == "linux" {
		fatal()
	}
	reached("!linux")
	needUnix()
	reached("!linux,!windows,!plan9,!js,!wasip1")
	go needUnix()
	fatalf("")
	reached("none")
}

func must() {
	mustLinux()
	reached("linux")
}

func mustInCondition() {
	if mustLinux() == "linux" {
		reached("linux")
	} else {
		reached("none")
	}
	reached("linux")
}

func mustLinuxIf(yes bool) bool {
	mustLinux()
	return yes
}

func mustInOperand() {
	if maybe() == mustLinuxIf(maybe()) {
		reached("linux")
	}
	reached("linux")
}

var word func(bool) string

func mustBefore() {
	if maybe() {
		if mustLinux() == word(reached("linux")) {
			reached("linux")
		}
		reached("linux")
	}
	switch mustLinux() {
	case word(reached("linux")):
		reached("linux")
	default:
		reached("linux")
	}
}

// recovers returns after all.
func recovers() {
	defer func() { recover() }()
	if runtime.GOOS == "linux" {
		panic("linux")
	}
}

func recovered() {
	recovers()
	reached("all")
}

func deferredResult() (yes bool) {
	defer func() { yes = true }()
	return runtime.GOOS == "windows"
}

func bare() (yes bool) {
	if runtime.GOOS == "windows" {
		yes = true
	}
	return
}

func boxed() any { return runtime.GOOS }

func notFollowed() {
	if deferredResult() {
		reached("all")
	}
	if bare() {
		reached("all")
	}
	if boxed() == "linux" {
		reached("all")
	}
	if never() {
		reached("all")
	}
	if (receiver{}).isWindows() {
		reached("all")
	}
}

func never() bool { return ever() || runtime.GOOS == "linux" }
func ever() bool  { return never() }

type receiver struct{}

func (receiver) isWindows() bool { return runtime.GOOS == "windows" }

func hidden(isWindows func() bool) {
	if isWindows() {
		reached("all")
	}
	fatal := func() {}
	fatal()
	reached("all")
}

func loops() {
	for {
		if runtime.GOOS == "linux" {
			return
		}
	}
}

func afterLoops() {
	loops()
	reached("linux")
}
