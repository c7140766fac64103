//go:build !windows

package told

// Command does it.
var Command = 1

// Scenarios is more.
var Scenarios int
