package preset

import (
	"context"
	"net"
)

func lookup(ctx context.Context, host string) {
	net.LookupHost(host)                      // want `net.LookupHost may answer differently with and without cgo on freebsd: `
	net.DefaultResolver.LookupHost(ctx, host) // want `net.Resolver.LookupHost may .* on freebsd: `
	(&net.Resolver{}).LookupHost(ctx, host)   // want `net.Resolver.LookupHost may .* on freebsd, linux and netbsd: `
}

func init() {
	net.DefaultResolver.Dial = nil
}
