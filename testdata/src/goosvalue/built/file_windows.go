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
	case "s390x": // want `^runtime.GOARCH is never "s390x" in this file, which is not built on s390x$`
	case "386":
	}
	return ""
}
