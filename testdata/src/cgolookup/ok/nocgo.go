//go:build !cgo

package ok

import "net"

func lookup(host string) { net.LookupHost(host) }
