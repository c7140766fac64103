// Package alone has one file, without which there is none.
package alone

import "C" // want `^import "C" leaves this file out on every port without cgo, where the package then has no Go files; say so with //go:build cgo$`

// Zero is in no other file.
func Zero() int { return int(C.int(0)) }
