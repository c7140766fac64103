// Package compiler has directives that only the compiler refuses.
package compiler

import _ "unsafe"

//go:linkname nanotime runtime.nanotime // want `^//go:linkname is refused on windows: nanotime is not declared there$`

//go:linkname nothing runtime.nothing // want `^//go:linkname is refused on every port: nothing is not declared there$`
