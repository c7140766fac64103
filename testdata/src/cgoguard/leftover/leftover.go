//go:build cgo

package leftover

import "C"

// Open needs cgo, as all of the package does.
func Open() {} // want `^Open is declared with cgo only: on every port without cgo other files of the package remain, and what uses it does not compile; declare it in a file with //go:build !cgo too, or, if the package needs cgo, constrain every file with //go:build cgo$`
