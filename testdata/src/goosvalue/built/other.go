//go:build !windows && !plan9

package built

import "runtime"

func notOnWindows() bool {
	return runtime.GOOS != "windows" || // want `^runtime.GOOS is never "windows" in this file, which is not built on windows$`
		runtime.GOOS == "js"
}
