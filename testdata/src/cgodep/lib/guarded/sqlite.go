//go:build cgo

package guarded

import "cgodep/lib/sqlite"

func init() { drivers = append(drivers, sqlite.Driver{}) }
