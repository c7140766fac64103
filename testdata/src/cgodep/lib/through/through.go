// Package through imports what needs cgo.
package through

import (
	"cgodep/lib/native"
	"cgodep/lib/port"
	"cgodep/lib/sqlite"
)

var (
	_ = native.Version
	_ = port.Open
	_ sqlite.Driver
)
