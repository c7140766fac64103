package preset

import (
	"context"
	"errors"
	"net"
	"runtime"
)

func lookup(ctx context.Context, host string) {
	net.LookupHost(host)                      // want `net.LookupHost may .* on freebsd and illumos: `
	net.DefaultResolver.LookupHost(ctx, host) // want `net.Resolver.LookupHost may .* on freebsd and illumos: `
	(&net.Resolver{}).LookupHost(ctx, host)   // want `net.Resolver.LookupHost may .* on every port: `
}

func init() {
	var err error
	switch runtime.GOOS {
	case "linux":
		net.DefaultResolver.PreferGo = true
	case "netbsd":
		net.DefaultResolver = &net.Resolver{PreferGo: true}
	case "dragonfly":
		net.DefaultResolver, err = open()
	case "solaris":
		*net.DefaultResolver = *use()
	case "freebsd":
		net.DefaultResolver = &net.Resolver{StrictErrors: true}
	case "illumos":
		(*net.DefaultResolver).PreferGo = false
	}
	if err != nil {
		net.DefaultResolver.Dial = nil
	}
}

func open() (*net.Resolver, error) { return nil, errors.ErrUnsupported }

func use() *net.Resolver { return net.DefaultResolver }
