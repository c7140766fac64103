package perport

import "runtime"

const isWindows = true

var canFork = false

const mixed = false

func here() {
	reached("windows")
	if isWindows {
		reached("windows")
	} else {
		reached("none")
	}
	if runtime.GOOS == "linux" {
		reached("none")
	}
	if runtime.GOARCH == "386" {
		reached("windows/386")
	}
}
