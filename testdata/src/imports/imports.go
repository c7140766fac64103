// Package imports imports.
package imports

import "C"

import (
	_ "io"    // want `^io true$`
	name "os" // want `^os true$`
	_ "unsafe"
)

var _ = name.Args
