// Package loops has loops.
package loops

import "runtime"

func condition() {
	for runtime.GOOS == "linux" {
		reached("linux")
	}
	reached("!linux")
}

func breaks() {
	for {
		if runtime.GOOS == "linux" {
			break
		}
		reached("!linux")
	}
	reached("linux")
}

func continues() {
	for i := 0; maybe(); i += one(reached("!windows")) {
		if runtime.GOOS == "linux" {
			continue
		}
		if runtime.GOOS == "windows" {
			return
		}
		reached("!linux,!windows")
	}
	reached("all")
}

func post() {
	for ; ; one(reached("linux,darwin")) {
		if runtime.GOOS == "linux" {
			continue
		}
		if runtime.GOOS != "darwin" {
			break
		}
		reached("darwin")
	}
	reached("!linux,!darwin")
}

func one(bool) int { return 1 }

func initialised() {
	for goos := runtime.GOOS; goos == "linux"; {
		reached("linux")
	}
	reached("!linux") // on linux it never ends
	for isWin := runtime.GOOS == "windows"; maybe(); isWin = true {
		if isWin {
			reached("!linux")
		}
	}
}

func ranges(list []int) {
	for range list {
		if runtime.GOOS == "linux" {
			return
		}
		reached("!linux")
	}
	reached("all")
	for i := range 10 {
		if runtime.GOOS == "linux" {
			continue
		}
		reached("!linux")
		_ = i
	}
	for range iterator {
		if runtime.GOOS != "windows" {
			break
		}
		reached("windows")
	}
	reached("all")
}

func iterator(yield func() bool) {}

func labelled() {
outer:
	for {
		for maybe() {
			if runtime.GOOS == "linux" {
				break outer
			}
			if runtime.GOOS == "windows" {
				continue outer
			}
			reached("!linux,!windows")
		}
		reached("all")
	}
	reached("linux")
}

func innerBreak() {
	for {
		switch {
		case runtime.GOOS == "linux":
			break // the switch
		default:
			continue
		}
		reached("linux")
		select {
		default:
			break // the select
		}
		reached("linux")
		if runtime.GOARCH == "arm" {
			break
		}
	}
	reached("linux/arm")
}

func continuesFromSwitch() {
	for ; ; one(reached("linux,darwin")) {
		switch runtime.GOOS {
		case "linux":
			continue
		case "darwin":
		default:
			return
		}
		reached("darwin")
	}
	reached("none")
}

func guarded() {
	if runtime.GOOS == "windows" {
		for i := 0; i < 3; i++ {
			reached("windows")
		}
		for range 3 {
			reached("windows")
		}
	}
}

func dead() {
	for false {
		reached("none")
	}
	for runtime.GOOS == "amiga" {
		reached("none")
	}
	for !maybe() || runtime.GOOS == "linux" {
		reached("all")
	}
	reached("!linux")
}
