package ok

import (
	"os"
	"runtime"
)

const isWindows = runtime.GOOS == "windows"

func onUnix() bool { return runtime.GOOS == "linux" || runtime.GOOS == "darwin" }

// What guard analyzers elsewhere have got wrong.
func Guards(dir string) {
	if onUnix() {
		f := func() { os.ReadFile("/etc/passwd") }
		defer func() { os.ReadFile("/etc/passwd") }()
		go func() {
			func() { os.ReadFile("/etc/passwd") }()
		}()
		f()
	}
	if onUnix() == false {
		return
	}
	os.ReadFile("/etc/passwd")
	if !isWindows && runtime.GOOS != "plan9" {
		os.ReadFile("/etc/passwd")
	}
	for range 2 {
		if isWindows {
			continue
		}
		os.ReadFile("/etc/passwd")
	}
}
