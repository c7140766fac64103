package unchecked

import (
	"context"
	"net"
	"os/user"
)

func lookup(ctx context.Context, host string, r *net.Resolver) {
	net.LookupHost(host) // want `net.LookupHost may answer differently with and without cgo on linux: `
	net.LookupHost("127.0.0.1")
	net.LookupPort("tcp", "http")
	net.DefaultResolver.LookupAddr(ctx, host) // want `net.Resolver.LookupAddr may`
	net.DefaultResolver.LookupHost(ctx, "::1")
	user.Current() // want `user.Current may`
	r.LookupHost(ctx, host)
}
