package built

import "runtime"

func inWindows() string {
	if runtime.GOOS == "linux" { // want `^runtime.GOOS is never "linux" in this file, which is not built on linux$`
		println()
	}
	if runtime.GOOS == "windows" { // want `^runtime.GOOS is always "windows" in this file, which is built nowhere else$`
		println()
	}
	if runtime.GOOS == "macos" { // want `^runtime.GOOS is never "macos"; the value is "darwin"$`
		println()
	}
	switch runtime.GOARCH {
	case "arm", "s390x": // Go had the first of these ports once
	case "386":
	}
	return ""
}
