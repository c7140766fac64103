// Package partly has a file without cgo for Plan 9 only.
package partly

import "C" // want `^import "C" leaves this file out on every port without cgo, and the package without Go files on every port but plan9 without cgo; say so with //go:build cgo$`

// Zero has a twin on one port.
func Zero() int { return int(C.int(0)) }
