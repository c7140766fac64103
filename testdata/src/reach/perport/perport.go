// Package perport has names that its files declare differently.
package perport

import "runtime"

func constants() {
	reached("all")
	if isWindows {
		reached("windows")
	} else {
		reached("!windows")
	}
	if family == "unix" {
		reached("unix")
	}
}

func variables() {
	if canFork {
		reached("!windows")
	} else {
		reached("windows")
	}
	if mixed {
		reached("!windows")
	} else {
		reached("all")
	}
}

func functions() {
	if hasSignals() {
		reached("unix")
	}
	unsupported()
	reached("!plan9")
	if runtime.GOOS == "windows" {
		return
	}
	if isWindows {
		reached("none")
	}
}
