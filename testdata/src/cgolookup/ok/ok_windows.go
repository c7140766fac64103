package ok

import (
	"net"
	"os/user"
)

func windows(host string) {
	net.LookupHost(host)
	user.Lookup(host)
}
