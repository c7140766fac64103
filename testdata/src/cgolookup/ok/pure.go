//go:build netgo && osusergo

package ok

import (
	"net"
	"os/user"
)

func pure(host string) {
	net.LookupHost(host)
	user.Current()
}
