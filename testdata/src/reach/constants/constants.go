// Package constants has conditions that have names.
package constants

import "runtime"

const isWindows = runtime.GOOS == "windows"

const (
	win     = "windows"
	slash   = "/"
	port    = runtime.GOOS + slash + runtime.GOARCH
	isARM   = runtime.GOARCH == "arm" || runtime.GOARCH == "arm64"
	unixish = !isWindows && runtime.GOOS != "plan9"
	debug   = false
)

const (
	linux1 = runtime.GOOS == "linux"
	linux2
)

const (
	zero = iota == 1
	one
)

// Exported constants cannot be changed either.
const IsDarwin bool = runtime.GOOS == "darwin"

func named() {
	if isWindows {
		reached("windows")
	}
	if !isWindows {
		reached("!windows")
	}
	if isWindows == false {
		reached("!windows")
	}
	if runtime.GOOS == win {
		reached("windows")
	}
	if port == "linux/arm64" {
		reached("linux/arm64")
	}
	if isARM && IsDarwin {
		reached("darwin/arm64")
	}
	if unixish {
		reached("!windows,!plan9")
	}
	if linux2 {
		reached("linux")
	}
}

func iotas() {
	if zero {
		reached("all")
	}
	if one {
		reached("all")
	}
}

func dead() {
	if debug {
		reached("none")
	}
	if !debug {
		reached("all")
	}
}

func local() {
	const goos = runtime.GOOS
	const (
		mac, arch = "darwin", runtime.GOARCH
		isMac     = goos == mac
	)
	if isMac {
		reached("darwin")
	} else if arch == "wasm" {
		reached("js,wasip1")
	}
}

func inner() {
	const isWindows = runtime.GOOS == "linux" // hides the outer one
	if isWindows {
		reached("linux")
	}
	{
		const isWindows = runtime.GOOS == "darwin"
		if isWindows {
			reached("darwin")
		}
	}
	if isWindows {
		reached("linux")
	}
}

func before() {
	if isWindows { // the package-level one: the local is declared below
		reached("windows")
	}
	const isWindows = runtime.GOOS == "linux"
	if isWindows {
		reached("linux")
	}
}

type system string

const goos = system(runtime.GOOS)

const (
	first system = "linux"
	second
)

// A constant of another type is not followed.
func typed() {
	if goos == "linux" {
		reached("all")
	}
	if string(first) == runtime.GOOS {
		reached("all")
	}
	if string(second) == runtime.GOOS {
		reached("all")
	}
}
