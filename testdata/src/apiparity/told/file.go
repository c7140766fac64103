//go:build !windows

package told

// Write writes.
func Write() {}
