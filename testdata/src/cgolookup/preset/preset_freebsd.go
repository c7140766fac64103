package preset

import "net"

func init() { net.DefaultResolver = &net.Resolver{StrictErrors: true} }
