package ok

import (
	"os/exec"
	"runtime"
)

const isWindows = runtime.GOOS == "windows"

func onUnix() bool { return runtime.GOOS == "linux" || runtime.GOOS == "darwin" }

// What guard analyzers elsewhere have got wrong.
func Guards(dir string) {
	if onUnix() {
		f := func() { exec.Command("sh", dir).Run() }
		defer func() { exec.Command("sh", dir).Run() }()
		go func() {
			func() { exec.Command("sh", dir).Run() }()
		}()
		f()
	}
	if onUnix() == false {
		return
	}
	exec.Command("sh", dir).Run()
	if !isWindows && runtime.GOOS != "plan9" {
		exec.Command("sh", dir).Run()
	}
	for range 2 {
		if isWindows {
			continue
		}
		exec.Command("sh", dir).Run()
	}
}
