// Package importers asks other packages about the port.
package importers

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	. "reachfacts/more"
	"reachfacts/ports"
	skipper "reachfacts/skip"
)

func constants() {
	if ports.IsWindows { // declared per port
		reached("windows")
	} else {
		reached("!windows")
	}
	if ports.IsWindows == false {
		reached("!windows")
	}
	if ports.OnLinux {
		reached("linux")
	}
	if ports.Not && !ports.IsWindows {
		reached("!linux,!windows")
	}
	if runtime.GOOS == ports.Windows {
		reached("windows")
	}
	if ports.Pair == "linux/arm64" {
		reached("linux/arm64")
	}
	if ports.Debug {
		reached("none")
	}
	if ports.Number == 6 { // numbers are not told
		reached("all")
	}
}

const derived = ports.OnLinux || ports.IsWindows

var isDerived = derived && runtime.GOARCH == "arm64"

func builtOf() {
	if derived {
		reached("linux,windows")
	}
	if isDerived {
		reached("linux/arm64,windows/arm64")
	} else {
		reached("!linux/arm64,!windows/arm64")
	}
}

func variables() {
	if ports.OnMac {
		reached("darwin")
	} else {
		reached("!darwin")
	}
	if ports.Computed { // it is initialised before this package is
		reached("windows")
	} else {
		reached("!windows")
	}
	if ports.Changed {
		reached("all")
	}
	if ports.Handed {
		reached("all")
	}
	if ports.Name == "linux" {
		reached("all")
	}
	if ports.Assigned {
		reached("all")
	}
	ports.Assigned = true
}

func functions() {
	if ports.IsBSD() {
		reached("freebsd,netbsd,openbsd")
	}
	if !ports.HasFork() {
		reached("windows,js,wasip1")
	}
	if ports.MayBeUnix() {
		reached("!windows,!plan9")
	} else {
		reached("all")
	}
	if ports.IsKnown() {
		reached("linux,darwin")
	}
	switch ports.GOOS() {
	case "linux", Darwin:
		reached("linux,darwin")
	case ports.Windows:
		reached("windows")
	}
	if Plan9() {
		reached("plan9")
	}
	if ports.Looked() {
		reached("all")
	}
	if ports.Only() { // not declared elsewhere
		reached("all")
	} else {
		reached("!windows")
	}
	if (ports.T{}).IsBSD() {
		reached("all")
	}
	if f := ports.IsBSD; f() {
		reached("all")
	}
	ports.Recover()
	reached("all")
}

func ends() {
	ports.RequireUnix()
	reached("!windows,!plan9")
	func() {
		if runtime.GOOS == "linux" {
			Fatal("not on linux")
		}
		reached("!windows,!plan9,!linux")
	}()
	reached("!windows,!plan9,!linux")
	go ports.Never()
	defer ports.Never()
	ports.Never()
	reached("none")
}

// Not the packages of these names.

func hidden(ports struct{ IsWindows bool }, filepath, os struct{ Separator, PathSeparator rune }) {
	if ports.IsWindows {
		reached("all")
	}
	if filepath.Separator == '/' || os.PathSeparator == '/' {
		reached("all")
	}
}

func paths() {
	if filepath.Separator == '\\' {
		reached("windows")
	}
	if string(os.PathSeparator) == "/" {
		reached("!windows")
	}
	if os.PathListSeparator == ':' {
		reached("!windows,!plan9")
	}
	if os.DevNull != "NUL" {
		reached("!windows")
	}
}

func TestSkip(t *testing.T) {
	skipper.OnWindows(t)
	reached("!windows")
	t.Run("", func(t *testing.T) {
		skipper.Unless(t, "linux") // what its argument is, is not seen
		reached("!windows")
	})
}
