//go:build !cgo && !windows

package api

// Conf is the twin.
type Conf struct{ Path string }
