package ok

import (
	"context"
	"net"
	"os/user"
	"runtime"
)

// The Go resolver asks for these whether or not there is cgo.
func alike(host string) {
	net.LookupMX(host)
	net.LookupNS(host)
	net.LookupTXT(host)
	net.LookupSRV("http", "tcp", host)
	net.ParseIP(host)
	net.InterfaceAddrs()
}

const home = "127.0.0.1"

func literals(ctx context.Context) {
	net.LookupHost(home)
	net.LookupHost("2001:db8::1")
	net.LookupIP("fe80::1%lo")
	net.LookupHost("localhost")
	net.DefaultResolver.LookupNetIP(ctx, "ip4", "192.0.2.1")
	net.LookupPort("tcp", "8080")
	net.LookupPort("tcp", "https")
	user.Lookup("root")
	user.LookupId("0")
}

// Without the flag -dial these are left alone.
func connections(host string) {
	net.Dial("tcp", host)
	net.Listen("tcp", host)
	net.ResolveTCPAddr("tcp", host)
	var d net.Dialer
	d.Dial("tcp", host)
}

func guarded(host string) {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		net.LookupHost(host)
		user.Current()
	}
	switch runtime.GOOS {
	case "linux":
	default:
		net.LookupHost(host)
	}
}

var goResolver = &net.Resolver{PreferGo: true}

var Exported = &net.Resolver{}

var changed net.Resolver

var passed = &net.Resolver{}

var elsewhere = &net.Resolver{}

type client struct{ resolver *net.Resolver }

func newResolver() *net.Resolver { return goResolver }

func prepare(*net.Resolver) {}

func preferGo() bool { return true }

func resolvers(ctx context.Context, param *net.Resolver, c client, host string) {
	(&net.Resolver{PreferGo: true}).LookupHost(ctx, host)
	goResolver.LookupHost(ctx, host)

	r := net.Resolver{PreferGo: true}
	r.LookupHost(ctx, host)
	(&r).LookupHost(ctx, host)

	set := new(net.Resolver)
	set.PreferGo = true
	set.LookupHost(ctx, host)

	maybe := &net.Resolver{PreferGo: preferGo()}
	maybe.LookupHost(ctx, host)

	again := &net.Resolver{}
	again = newResolver()
	again.LookupHost(ctx, host)

	changed.LookupHost(ctx, host)
	prepare(&changed)
	prepare(passed)
	passed.LookupHost(ctx, host)
	elsewhere.LookupHost(ctx, host)

	// Who knows.
	param.LookupHost(ctx, host)
	c.resolver.LookupHost(ctx, host)
	newResolver().LookupHost(ctx, host)
	Exported.LookupHost(ctx, host)
	(*net.Resolver).LookupHost(param, ctx, host)
	for _, each := range []*net.Resolver{goResolver, param} {
		each.LookupHost(ctx, host)
	}
}
