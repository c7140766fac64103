// Package broken does not compile, on some ports or on all.
package broken

import "runtime"

func undeclaredSomewhere() {
	if partly { // in broken_plan9.go only: nothing is known elsewhere
		reached("!plan9")
	} else {
		reached("all")
	}
}

func undeclared() {
	if isWindows {
		reached("all")
	} else if runtime.GOOS == linux {
		reached("all")
	} else if runtime.OS == "linux" {
		reached("all")
	}
	fatal()
	reached("all")
}

func typeErrors() {
	if runtime.GOOS == true {
		reached("all")
	}
	if runtime.GOOS {
		reached("all")
	}
	if !runtime.GOOS && 1 {
		reached("all")
	}
	if 5+"x" == "5x" {
		reached("all")
	}
}

const a = b
const b = a

func cycle() {
	if a == "x" {
		reached("all")
	}
}

func misplaced() {
	break
	reached("none")
	goto nowhere
unused:
	reached("none")
	continue unused
}
