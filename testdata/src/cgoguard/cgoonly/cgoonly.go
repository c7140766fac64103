//go:build cgo

package cgoonly

import "C"

// Zero is declared where anything is.
func Zero() int { return int(C.int(0)) }
