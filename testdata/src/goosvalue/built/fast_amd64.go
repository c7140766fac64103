package built

import "runtime"

func fast() bool {
	return runtime.GOARCH == "amd64" && // want `always "amd64"`
		runtime.GOARCH != "arm64" && // want `never "arm64" in this file`
		runtime.GOOS != "windows"
}
