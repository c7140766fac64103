//go:build cgo

package ok

// Native needs cgo, of which cgoguard speaks.
func Native() {}
