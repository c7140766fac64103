//go:build cgo

package ok

import "runtime"

func withCgo() bool { return runtime.GOOS == "plan9" } // which has no cgo, yet
