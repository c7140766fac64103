//go:debug netdns=cgo

// A program without cgo ignores that, and it overrules go.mod.
package main

import "net"

func main() {
	net.LookupHost("example.com") // want `net.LookupHost may`
}
