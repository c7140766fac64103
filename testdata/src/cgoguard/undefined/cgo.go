//go:build cgo

package undefined

import "C"

func dial(name string) error { return nil } // want `^dial and Max are declared with cgo only, but used on every port without cgo, where the package does not compile; constrain what uses them with //go:build cgo, or declare them in a file with //go:build !cgo too$`

// Max is used as well.
const Max = 1

// Other is not: but nobody can use a package that does not compile.
func Other() {}

func open() {}

func fd() {}

func unused() { open(); fd() }
