//go:build cgo

// Package pure has two implementations.
package pure

import "C"

func Sum(b []byte) int { return len(b) }
