//go:build windows
// +build windows

// Stub for unsupported platforms.

package told

// Command is there, though it does nothing.
var Command int
