package ok

import "runtime"

// android builds this file too.
func onLinux() bool { return runtime.GOOS == "linux" || runtime.GOOS == "android" }

func on386() bool { return runtime.GOARCH == "386" }
