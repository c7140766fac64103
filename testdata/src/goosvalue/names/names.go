// Package names has other names for the value and for what it is compared with.
package names

import (
	"goosvalue/names/plat"
	. "runtime"
	rt "runtime"
)

const (
	os    = rt.GOOS
	macos = "mac" + "os"
)

func arch() string { return rt.GOARCH }

func names() {
	const local = "win32"
	_ = os == macos          // want `^runtime.GOOS is never "macos"; the value is "darwin"$`
	_ = arch() == "aarch64"  // want `^runtime.GOARCH is never "aarch64"; the value is "arm64"$`
	_ = GOOS == local        // want `"windows"$`
	_ = plat.OS == "osx"     // want `"darwin"$`
	_ = plat.Arch() == "x86" // want `"386"$`
	_ = os == plat.Windows
	_ = plat.Name == "osx"
}
