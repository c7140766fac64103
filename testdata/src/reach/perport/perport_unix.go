//go:build unix

package perport

const family = "unix"

func hasSignals() bool { return true }

func unsupported() {}
