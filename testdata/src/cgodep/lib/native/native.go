// Package native has no files without cgo.
package native

import "C"

const Version = 1
