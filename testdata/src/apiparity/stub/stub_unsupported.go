//go:build windows

// Nothing is left, which the author knows.

package stub
