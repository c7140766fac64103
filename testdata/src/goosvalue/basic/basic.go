// Package basic asks for values that no port has.
package basic

import (
	"runtime"
	"slices"
)

func conditions() {
	if runtime.GOOS == "macos" { // want `^runtime.GOOS is never "macos"; the value is "darwin"$`
		call(nil, true)
	}
	if "win32" != runtime.GOOS { // want `runtime.GOOS is never "win32"; the value is "windows"$`
		call(nil, true)
	}
	if runtime.GOARCH == `x64` || runtime.GOARCH == "aarch64" { // want `GOARCH is never "x64"; the value is "amd64"` `GOARCH is never "aarch64"; the value is "arm64"`
		call(nil, true)
	}
	if runtime.GOOS == "linux" && !(runtime.GOARCH == "x86_64") { // want `"x86_64"; the value is "amd64"`
		call(nil, true)
	}
	if x := runtime.GOOS == "Windows"; x { // want `is never "Windows"; the value is "windows"$`
		call(nil, true)
	}
	if runtime.GOOS == "freebsb" { // want `the value is "freebsd"$`
		call(nil, true)
	}
}

func others() bool {
	return runtime.GOOS == "wasm" || // want `^runtime.GOOS is never "wasm", which is a GOARCH$`
		runtime.GOARCH == "linux" || // want `^runtime.GOARCH is never "linux", which is a GOOS$`
		runtime.GOOS == "x86" || // want `^runtime.GOOS is never "x86", which stands for the GOARCH "386"$`
		runtime.GOOS == "unix" // want `^runtime.GOOS is never "unix", which is a build tag only$`
}

func switches() string {
	switch runtime.GOOS {
	case "linux", "android":
		return "a"
	case "osx": // want `"osx"; the value is "darwin"$`
		return "b"
	case "win", // want `"win"; the value is "windows"$`
		"cygwin": // want `"cygwin"; the value is "windows"$`
		return "c"
	}
	switch {
	case runtime.GOOS == "sunos": // want `the value is "solaris"$`
	}
	switch goos := runtime.GOOS; goos {
	case "MacOS": // want `the value is "darwin"$`
	}
	return ""
}

func lists() bool {
	return slices.Contains([]string{"linux", "mac"}, runtime.GOOS) // want `"mac"; the value is "darwin"$`
}

func nested() {
	call(func() {
		if runtime.GOOS == "macos" { // want `"darwin"`
		}
	}, runtime.GOOS == "macos") // want `"darwin"`
	if call(nil, runtime.GOOS == "osx") && true { // want `"darwin"`
	}
	for runtime.GOOS != "osx" { // want `"darwin"`
	}
}

func call(func(), bool) bool { return true }
