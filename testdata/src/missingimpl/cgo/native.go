//go:build cgo

package cgo

import "C"

func onlyCgo() int { return 1 }
