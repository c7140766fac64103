//go:build cgo

package ok

import "net"

// The file without cgo does as it likes.
func lookup(host string) { net.LookupHost(host) }
