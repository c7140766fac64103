package broken

import (
	"context"
	"net"
)

func lookup(ctx context.Context, host string) {
	net.LookupHost(host)                 // want `net.LookupHost may`
	net.LookupHost()                     // want `net.LookupHost may`
	net.LookupHost(unknown("127.0.0.1")) // want `net.LookupHost may`

	r := &net.Resolvers{}
	r.LookupHost(ctx, host)
	(&Resolver{}).LookupHost(ctx, host)
	new().LookupHost(ctx, host)

	var loop = loop
	loop.LookupHost(ctx, host)
	a, b, c := &net.Resolver{}, 1
	a.LookupHost(ctx, host)
	c.LookupHost(ctx, host)
}
