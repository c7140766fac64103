// Package closures has function literals: they have the ports of the place
// where they are written.
package closures

import "runtime"

func inGuard() {
	var f func()
	if runtime.GOOS == "windows" {
		f = func() {
			reached("windows")
			func() { reached("windows") }()
		}
	}
	if f != nil {
		f()
		reached("all")
	}
}

func afterExit() {
	if runtime.GOOS == "windows" {
		return
	}
	go func() {
		reached("!windows")
	}()
	run(func() {
		reached("!windows")
		if runtime.GOOS == "linux" {
			return // of the literal
		}
		reached("!windows,!linux")
	})
	reached("!windows")
}

func run(func()) {}

var handlers = map[string]func(){
	"all": func() {
		reached("all")
		if runtime.GOOS != "windows" {
			return
		}
		reached("windows")
	},
}

func guardInside() {
	f := func() {
		if runtime.GOOS != "windows" {
			return
		}
		reached("windows")
	}
	f()
	reached("all")
}

func operand() {
	_ = runtime.GOOS == "windows" && func() bool { return reached("windows") }()
	if runtime.GOOS == "windows" || func() bool { return reached("!windows") }() {
		reached("all")
	}
}

func calledInPlace() {
	func() {
		if runtime.GOOS == "windows" {
			panic("windows")
		}
	}()
	reached("!windows")
	func() {
		defer func() { recover() }()
		if runtime.GOOS == "linux" {
			panic("linux")
		}
		reached("!windows,!linux")
	}()
	reached("!windows")
}

func named() {
	isWin := func() bool { return runtime.GOOS == "windows" }
	if isWin() {
		reached("windows")
	}
	need := func(goos string) {
		if runtime.GOOS == "plan9" {
			panic(goos)
		}
	}
	need("unix")
	reached("!plan9")
	changing := func() bool { return runtime.GOOS == "windows" }
	changing = maybe
	if changing() {
		reached("!plan9")
	}
}

func loopsAndLabels() {
	for {
		func() {
			for {
				if runtime.GOOS == "linux" {
					break // the inner loop
				}
				reached("!linux")
			}
			reached("linux")
		}()
		reached("linux")
		if runtime.GOARCH == "arm" {
			break
		}
	}
	reached("linux/arm")
}

func parameterHides(isWindows bool) {
	goos := runtime.GOOS
	run1(func(goos string) {
		if goos == "linux" {
			reached("all")
		}
	})
	if goos == "linux" {
		reached("linux")
	}
}

func run1(func(string)) {}
