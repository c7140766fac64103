// Package bodiesok has assembly for all that it declares without a body.
package bodiesok

import _ "unsafe"

//go:linkname nanotime runtime.nanotime
func nanotime() int64
