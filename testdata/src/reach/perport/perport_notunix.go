//go:build !unix

package perport

const family = "other"

func hasSignals() bool { return false }
