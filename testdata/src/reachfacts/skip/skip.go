// Package skip has helpers of tests.
package skip

import (
	"runtime"
	"testing"
)

func OnWindows(tb testing.TB) {
	tb.Helper()
	if runtime.GOOS == "windows" {
		tb.Skip("not on windows")
	}
}

func Unless(t *testing.T, goos string) {
	if runtime.GOOS != goos {
		t.Skipf("%s only", goos)
	}
}
