// Package plat tells its importers where they are.
package plat

import "runtime"

func OnMac() bool { return runtime.GOOS == "darwin" }

// Fork reports whether there is fork.
func Fork() bool { return !IsWindows && runtime.GOOS != "js" && runtime.GOOS != "plan9" }

func NotOnLinux() {
	if runtime.GOOS == "linux" {
		panic("not on linux")
	}
}
