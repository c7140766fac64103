// Package built has files whose constraints settle comparisons.
package built

import "runtime"

func anywhere() bool { return runtime.GOOS == "windows" }
