//go:build cgo

package flags

// #cgo LDFLAGS: -framework Cocoa
import (
	// #cgo CFLAGS: -mmacosx-version-min=11
	"C"
)
