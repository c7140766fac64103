//go:build !windows

package perport

const isWindows = false

var canFork = true

var mixed = maybe()

func here() {
	reached("!windows")
	if isWindows {
		reached("none")
	}
}
