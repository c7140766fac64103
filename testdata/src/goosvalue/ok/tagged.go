//go:build linux || custom

package ok

import "runtime"

func tagged() bool { return runtime.GOOS == "windows" } // with -tags custom it may be
