package module

import (
	"net"
	"os/user"
)

func lookup(host string) {
	net.LookupHost(host)
	user.Current() // want `user.Current may`
}
