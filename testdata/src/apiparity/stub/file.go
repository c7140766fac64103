//go:build !windows

package stub

// Write writes.
func Write() {}
