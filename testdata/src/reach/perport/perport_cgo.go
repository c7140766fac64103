//go:build cgo && linux && !android

package perport

import "runtime"

func withCgo() {
	reached("linux:cgo")
	if runtime.GOARCH == "arm64" {
		reached("linux/arm64:cgo")
	}
}
