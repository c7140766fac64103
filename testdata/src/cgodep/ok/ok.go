// Package ok imports packages that do without cgo.
package ok

import (
	_ "cgodep/lib/guarded"
	_ "cgodep/lib/pure"
	_ "cgodep/lib/quiet"
	_ "net"
	_ "os/user"
)
