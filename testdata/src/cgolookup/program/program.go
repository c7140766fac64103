// What is said of linux counts, as package main says it.

package main

import (
	"net"
	"os/user"
)

func main() {
	net.LookupHost("example.com") // want `net.LookupHost may answer differently with and without cgo on freebsd: `
	user.Current()                // want `user.Current may answer differently with and without cgo on freebsd and linux: `
}
