// Package basic imports what needs cgo.
package basic

import (
	_ "cgodep/lib/native" // it has no Go files: platformapi says so
	_ "cgodep/lib/port"   // want `^cgodep/lib/port does not compile on darwin and linux without cgo \(undefined: Port\); build with cgo, or constrain this file with //go:build cgo$`
	_ "cgodep/lib/sqlite" // want `^cgodep/lib/sqlite is a stub on darwin, linux and windows without cgo: "compiled with CGO_ENABLED=0, this is a stub"; build with cgo, or constrain this file with //go:build cgo$`
)
