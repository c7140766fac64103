//go:build !cgo

package api

import "io"

// Both is the twin.
func Both() {}

// Embedded is the twin.
type Embedded struct{ io.Reader }
