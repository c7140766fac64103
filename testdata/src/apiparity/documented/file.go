//go:build !windows

package documented

// Write writes.
func Write() {}
