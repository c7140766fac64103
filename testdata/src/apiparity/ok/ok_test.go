//go:build !windows

package ok

// Helper is for tests.
func Helper() {}
