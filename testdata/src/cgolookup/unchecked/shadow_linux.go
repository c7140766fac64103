package unchecked

import (
	"context"
	"net"
)

func shadowed(host string) {
	net := net.Resolver{PreferGo: true}
	net.LookupHost(context.Background(), host)
}
