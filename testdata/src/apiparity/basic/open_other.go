//go:build !linux

package basic

// Open opens.
func Open(name string) error { return nil }

// Close closes.
func Close(name string) error { return nil }
