//go:build cgo

package preset

import "net"

// Without cgo there is only Go's resolver anyway.
func init() { net.DefaultResolver.PreferGo = true }
