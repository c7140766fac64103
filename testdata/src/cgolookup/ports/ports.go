package ports

import "net"

func lookup(host string) {
	net.LookupHost(host) // want ` on freebsd and linux: `
}
