//go:build cgo

package ok

import (
	_ "cgodep/lib/port"
	_ "cgodep/lib/sqlite"
	_ "cgodep/lib/through"
)
