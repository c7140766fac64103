package preset

import "net"

func init() { net.DefaultResolver.PreferGo = true }
