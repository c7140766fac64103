package ok

import (
	"path/filepath"
	"runtime"
	"strings"
)

const isWindows = runtime.GOOS == "windows"

func onUnix() bool { return runtime.GOOS == "linux" || runtime.GOOS == "darwin" }

// What guard analyzers elsewhere have got wrong.
func Guards(dir string) {
	if onUnix() {
		f := func() { strings.Split(filepath.Join(dir, "x"), "/") }
		defer func() { strings.Split(filepath.Join(dir, "x"), "/") }()
		go func() {
			func() { strings.Split(filepath.Join(dir, "x"), "/") }()
		}()
		f()
	}
	if onUnix() == false {
		return
	}
	strings.Split(filepath.Join(dir, "x"), "/")
	if !isWindows && runtime.GOOS != "plan9" {
		strings.Split(filepath.Join(dir, "x"), "/")
	}
	for range 2 {
		if isWindows {
			continue
		}
		strings.Split(filepath.Join(dir, "x"), "/")
	}
}
