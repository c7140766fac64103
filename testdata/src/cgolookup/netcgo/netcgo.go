package netcgo

import (
	"net"
	"os/user"
)

func lookup(host string) {
	net.LookupHost(host) // want `^net.LookupHost may answer differently with and without cgo on linux: with cgo the C library answers, as -tags netcgo asks, without cgo Go's resolver does all the same; pin it with godebug netdns=go in go.mod or net.Resolver\{PreferGo: true\}$`
	user.Current()
}
