//go:build !windows

package vanished

// Write writes.
func Write() {}
