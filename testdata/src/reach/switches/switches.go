// Package switches has switch, type switch and select statements.
package switches

import "runtime"

func tagged() {
	switch runtime.GOOS {
	case "linux", "darwin":
		reached("linux,darwin")
	case "windows":
		reached("windows")
	default:
		reached("!linux,!darwin,!windows")
	}
	reached("all")
}

func defaultFirst() {
	switch runtime.GOOS {
	default:
		reached("!linux,!windows")
	case "linux":
		reached("linux")
	case "windows":
		reached("windows")
	}
}

func fallingThrough() {
	switch runtime.GOOS {
	case "linux":
		reached("linux")
		fallthrough
	case "darwin":
		reached("linux,darwin")
		if maybe() {
			break
		}
		fallthrough
	default:
		reached("!windows")
	case "windows":
		reached("windows")
	}
}

func noDefault() {
	switch runtime.GOOS {
	case "linux":
		return
	case "windows":
		panic("windows")
	case "plan9":
		reached("plan9")
	}
	reached("!linux,!windows")
}

func defaultReturns() {
	switch runtime.GOOS {
	case "linux", "windows":
	default:
		return
	}
	reached("linux,windows")
}

func tagless() {
	switch {
	case runtime.GOOS == "linux":
		reached("linux")
	case maybe():
		reached("!linux")
	case runtime.GOOS == "windows", runtime.GOARCH == "wasm":
		reached("windows,*/wasm")
	default:
		reached("!linux,!windows,!*/wasm")
	}
}

func tagTrue() {
	switch true {
	case runtime.GOOS == "linux" && reached("linux"):
		reached("linux")
	case reached("all"): // the operand above may be false on linux
	}
	switch runtime.GOOS == "linux" {
	case true:
		reached("linux")
	case false:
		reached("!linux")
	default:
		reached("none")
	}
}

// evaluated shows that cases are tried in order.
func evaluated() {
	switch {
	case runtime.GOOS == "linux", reached("!linux"):
		reached("all")
	case reached("!linux"):
	}
}

func initialised() {
	switch goos := runtime.GOOS; goos {
	case "linux":
		reached("linux")
	}
	switch goos := runtime.GOOS; {
	case goos == "linux":
		reached("linux")
	}
}

func reversed() {
	switch "linux" {
	case runtime.GOOS:
		reached("linux")
	default:
		reached("!linux")
	}
}

func unknownTag(goos string) {
	switch goos {
	case "darwin":
		reached("all")
	case runtime.GOOS:
		reached("all")
	default:
		reached("all")
	}
}

func unknownCase(goos string) {
	switch runtime.GOOS {
	case "linux":
		reached("linux")
	case goos:
		reached("!linux")
	default:
		reached("!linux")
	}
}

func breaks() {
	switch {
	case maybe():
		if runtime.GOOS == "linux" {
			break
		}
		return
	case maybe():
		return
	default:
		return
	}
	reached("linux")
}

func labelled() {
out:
	switch {
	default:
		for {
			if runtime.GOOS == "linux" {
				break out
			}
			select {}
		}
	}
	reached("linux")
}

func empty() {
	switch {
	}
	switch runtime.GOOS {
	}
	reached("all")
}

func typeSwitch(x any) {
	if runtime.GOOS != "linux" {
		return
	}
	switch x := x.(type) {
	case int:
		reached("linux")
		return
	case string:
		if runtime.GOARCH == "386" {
			return
		}
		reached("linux,!*/386")
		_ = x
	default:
		panic(x)
	}
	reached("linux,!*/386")
}

func typeSwitchWithoutDefault(x any) {
	switch x.(type) {
	case int:
		return
	}
	reached("all")
}

func selects(c, d chan bool) {
	select {
	case <-c:
		if runtime.GOOS == "windows" {
			return
		}
	case d <- runtime.GOOS == "plan9" && reached("plan9"):
		if runtime.GOOS == "darwin" {
			break
		}
		return
	}
	reached("!windows")
	select {
	case x := <-c:
		_ = x
		return
	default:
		if runtime.GOOS != "linux" {
			return
		}
	}
	reached("linux")
	select {}
	reached("none")
}
