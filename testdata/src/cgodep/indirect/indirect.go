// Package indirect imports what imports what needs cgo.
package indirect

import _ "cgodep/lib/through" // want `^cgodep/lib/through needs cgo: cgodep/lib/native has no Go files on darwin, linux and windows without cgo; build with cgo` `^cgodep/lib/through needs cgo: cgodep/lib/port does not compile on darwin and linux without cgo \(undefined: Port\)` `^cgodep/lib/through needs cgo: cgodep/lib/sqlite is a stub`
