//go:debug netdns=go

// The go command looks at that in package main only.
package library

import "net"

func lookup(host string) {
	net.LookupHost(host) // want `net.LookupHost may`
}
