// Package cgoonly is for targets with cgo.
package cgoonly

import (
	_ "cgodep/lib/port"
	_ "cgodep/lib/sqlite"
	_ "cgodep/lib/through"
)
