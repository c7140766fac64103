//go:build !linux

package dep

// Each works.
func Each() {}
