package android

import (
	"net"
	"os/user"
)

func lookup(host string) {
	net.LookupHost(host) // want `^net.LookupHost may answer differently with and without cgo on openbsd: with cgo the C library answers if resolv.conf or the environment asks for what Go's resolver lacks; pin it` `^net.LookupHost may answer differently with and without cgo on android: with cgo the C library answers, without cgo Go's resolver, whose DNS requests do not work there; build for android with cgo$`
	user.Current()       // want `user.Current may answer differently with and without cgo on openbsd: `
}
