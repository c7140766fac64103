// Package fine refers to what is open.
package fine

import _ "unsafe"

//go:linkname nanotime runtime.nanotime
func nanotime() int64

var start = nanotime()
