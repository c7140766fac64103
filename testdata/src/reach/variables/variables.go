// Package variables has variables that never change, and some that do.
package variables

import "runtime"

var isWindows = runtime.GOOS == "windows"

var (
	isLinux, isMac = runtime.GOOS == "linux", runtime.GOOS == "darwin"
	isUnix         = !isWindows && runtime.GOOS != "plan9" // not a constant expression
	fancy          = isLinux && maybe()
)

var (
	assigned  = runtime.GOOS == "windows"
	addressed = runtime.GOOS == "windows"
	elsewhere = runtime.GOOS == "windows" // in other_plan9.go
	ranged    = runtime.GOOS == "windows"
	key       = runtime.GOOS == "windows"
	received  = runtime.GOOS == "windows"
)

// Importers could change it; they do not.
var IsWindows = runtime.GOOS == "windows"

// Exported is assigned in a file of another port
var Exported = runtime.GOOS == "windows"

// goos may be set by the linker: -X variables.goos=plan9.
var goos = runtime.GOOS

func change(c chan bool) *bool {
	assigned = true
	for _, ranged = range []bool{true} {
	}
	for key = range map[bool]bool{} {
	}
	select {
	case received = <-c:
	}
	return &addressed
}

func kept() {
	if isWindows {
		reached("windows")
	}
	if !isWindows {
		reached("!windows")
	}
	if isWindows == false {
		reached("!windows")
	}
	if isLinux || isMac {
		reached("linux,darwin")
	}
	if isUnix {
		reached("!windows,!plan9")
	} else {
		reached("all") // before it is initialised
	}
	if fancy {
		reached("linux")
	} else {
		reached("all")
	}
}

func shadowing(assigned string) {
	isWindows := assigned == "x" // another variable
	isWindows = !isWindows
	if isWindows {
		reached("all")
	}
}

func changed() {
	if assigned {
		reached("all")
	}
	if addressed {
		reached("all")
	}
	if elsewhere {
		reached("all")
	}
	if ranged {
		reached("all")
	}
	if key {
		reached("all")
	}
	if received {
		reached("all")
	}
	if IsWindows {
		reached("windows")
	}
	if Exported {
		reached("all")
	}
	if goos == "linux" {
		reached("all")
	}
}

func local() {
	goos, arch := runtime.GOOS, runtime.GOARCH
	isWin := goos == "windows"
	var isARM = arch == "arm64"
	var isBSD bool = goos == "freebsd" || goos == "openbsd"
	switch {
	case isWin && isARM:
		reached("windows/arm64")
	case isWin:
		reached("windows,!windows/arm64")
	case isBSD:
		reached("freebsd,openbsd")
	}
	func() {
		if isWin {
			reached("windows")
		}
	}()
}

func localChanged() {
	isWin := runtime.GOOS == "windows"
	if isWin {
		reached("all") // on the second round
	}
	isWin = true
}

func localChangedInClosure() {
	isWin := runtime.GOOS == "windows"
	func() { isWin = true }()
	if isWin {
		reached("all")
	}
}

func localAddressed() {
	isWin := runtime.GOOS == "windows"
	set(&isWin)
	if isWin {
		reached("all")
	}
}

func set(*bool) {}

func localReused() {
	isWin, err := runtime.GOOS == "windows", false
	isWin, other := true, false // the same variable
	if isWin {
		reached("all")
	}
	if err {
		reached("none")
	}
	if other {
		reached("none")
	}
	if isLin, err := runtime.GOOS == "linux", true; isLin { // another
		reached("linux")
		_ = err
	}
}

func fromBranches() {
	ext := ""
	if runtime.GOOS == "windows" {
		ext = ".exe"
	}
	if ext == ".exe" {
		reached("all")
	}
}

func declaredOnly() {
	var isWin bool
	if isWin {
		reached("all")
	}
}

func parameter(isWindows bool) {
	if isWindows {
		reached("all")
	}
}

func result() (isWindows bool) {
	if isWindows {
		reached("all")
	}
	return
}

func rangeVariable() {
	for _, goos := range []string{"linux", "windows"} {
		if goos == runtime.GOOS {
			reached("all")
		}
	}
	for isLinux := range map[bool]int{} {
		if isLinux {
			reached("all")
		}
	}
}

func inInterface() {
	var x any = runtime.GOOS
	if x == "linux" {
		reached("all")
	}
}

func severalValues() {
	isWin, _ := two()
	if isWin {
		reached("all")
	}
}

func two() (bool, bool) { return true, false }
