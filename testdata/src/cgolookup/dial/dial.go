package dial

import (
	"context"
	"fmt"
	"net"
	"time"
)

func dial(ctx context.Context, network, addr, port string, d *net.Dialer) {
	net.Dial("tcp", addr)                             // want `^net.Dial may look up host names differently with and without cgo on linux: .*; pin it with -tags netgo or godebug netdns=go in go.mod$`
	net.Dial(network, addr)                           // want `net.Dial may`
	net.DialTimeout("udp", "dns.local:53", time.Hour) // want `net.DialTimeout may`
	net.Dial("tcp", "example.com:"+port)              // want `net.Dial may`
	net.Dial("ip4:icmp", "example.com")               // want `net.Dial may`
	net.Dial("tcp", net.JoinHostPort(addr, port))     // want `net.Dial may`
	net.Dial("tcp", fmt.Sprintf("%s:%s", addr, port)) // want `net.Dial may`
	net.Dial("tcp", "127."+addr)                      // want `net.Dial may`
	net.Dial("ip6:icmp", "::1"+addr)                  // want `net.Dial may`
	net.ResolveTCPAddr("tcp", addr)                   // want `net.ResolveTCPAddr may`
	net.Listen("tcp", addr)                           // want `net.Listen may`

	var zero net.Dialer
	zero.DialContext(ctx, "tcp", addr) // want `net.Dialer.DialContext may`
	timeout := &net.Dialer{Timeout: time.Second}
	timeout.KeepAlive = -1
	timeout.Dial("tcp", addr) // want `net.Dialer.Dial may`

	var lc net.ListenConfig
	lc.Listen(ctx, "tcp", addr) // want `net.ListenConfig.Listen may`

	net.LookupHost(addr) // want `net.LookupHost may`
}

const loopback = "127.0.0.1"

func alike(ctx context.Context, network, addr, port string, d *net.Dialer) {
	net.Dial("unix", addr)
	net.Listen("unixpacket", addr)
	net.Dial("tcp", "127.0.0.1:80")
	net.Dial(network, "[::1]:80")
	net.Dial(network, "/run/service.sock")
	net.Dial("tcp", loopback+":"+port)
	net.Dial("tcp", "localhost:"+port)
	net.Dial("ip4:icmp", "192.0.2.1")
	net.Dial("tcp", net.JoinHostPort(loopback, port))
	net.Listen("tcp", ":8080")
	net.Listen("tcp", ":"+port)
	net.Listen("tcp", fmt.Sprintf(":%s", port))
	net.Listen("tcp", fmt.Sprintf("0.0.0.0:%s", port))
	net.ResolveUDPAddr("udp", "224.0.0.251:5353")
	net.ResolveUnixAddr("unix", addr)
	net.DialTCP("tcp", nil, nil)

	// Who knows what resolver these have.
	d.Dial("tcp", addr)
	mine := net.Dialer{Resolver: &net.Resolver{PreferGo: true}}
	mine.Dial("tcp", addr)
	var set net.Dialer
	set.Resolver = mine.Resolver
	set.Dial("tcp", addr)
}
