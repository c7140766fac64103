package basic

import (
	"context"
	"net"
	users "os/user"
	"runtime"
	"time"
)

var lookup = net.LookupHost // want `net.LookupHost may answer differently`

func names(ctx context.Context, host string) {
	net.LookupHost(host)                           // want `^net.LookupHost may answer differently with and without cgo on linux: with cgo the C library answers if nsswitch.conf or resolv.conf asks for what Go's resolver lacks, such as mdns, ldap or sss; pin it with -tags netgo, godebug netdns=go in go.mod or net.Resolver\{PreferGo: true\}$`
	net.LookupIP("printer.local")                  // want `net.LookupIP may`
	net.LookupAddr("192.0.2.1")                    // want `net.LookupAddr may`
	(net.LookupCNAME)(host)                        // want `net.LookupCNAME may`
	net.DefaultResolver.LookupIPAddr(ctx, host)    // want `net.Resolver.LookupIPAddr may`
	net.DefaultResolver.LookupNetIP(ctx, "ip", "") // an error either way

	net.LookupPort("tcp", host) // want `^net.LookupPort may answer differently with and without cgo on linux: with cgo the C library answers, without cgo only /etc/services and Go's own list; pin it`
}

func ids(u *users.User, name string) {
	users.Current()           // want `^user.Current may answer differently with and without cgo on linux: with cgo the C library answers, which may ask LDAP, SSSD or NIS, without cgo /etc/passwd is read, then \$USER and \$HOME; pin it with -tags osusergo$`
	users.Lookup(name)        // want `^user.Lookup may .* without cgo only /etc/passwd is read; pin it with -tags osusergo$`
	users.LookupId(name)      // want `user.LookupId may .* /etc/passwd`
	users.LookupGroup(name)   // want `user.LookupGroup may .* /etc/group`
	users.LookupGroupId(name) // want `user.LookupGroupId may .* /etc/group`
	u.GroupIds()              // want `user.User.GroupIds may .* /etc/group`
}

var timeouts = net.Resolver{StrictErrors: true}

var shared net.Resolver

var none *net.Resolver // as good as a zero one

func resolvers(ctx context.Context, host string) {
	(&net.Resolver{}).LookupHost(ctx, host)                   // want `net.Resolver.LookupHost may`
	(&net.Resolver{PreferGo: false}).LookupHost(ctx, host)    // want `net.Resolver.LookupHost may`
	new(net.Resolver).LookupHost(ctx, host)                   // want `net.Resolver.LookupHost may`
	new(net.Resolver{StrictErrors: true}).LookupAddr(ctx, "") // want `net.Resolver.LookupAddr may`
	timeouts.LookupHost(ctx, host)                            // want `net.Resolver.LookupHost may`
	none.LookupHost(ctx, host)                                // want `net.Resolver.LookupHost may`
	shared.LookupHost(ctx, host)                              // want `net.Resolver.LookupHost may`

	custom := &net.Resolver{Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		d := net.Dialer{Timeout: time.Second}
		return d.DialContext(ctx, network, "192.0.2.53:53")
	}}
	custom.StrictErrors = true
	custom.LookupHost(ctx, host) // want `net.Resolver.LookupHost may`
	later := custom.LookupCNAME  // want `net.Resolver.LookupCNAME may`
	later(ctx, host)

	same := net.DefaultResolver
	same.LookupHost(ctx, host) // want `net.Resolver.LookupHost may`
}

func guarded(host string) {
	if runtime.GOOS != "linux" {
		net.LookupHost(host)
		return
	}
	net.LookupHost(host) // want `net.LookupHost may`
}
