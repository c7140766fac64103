package ok

import (
	"net"
	"os/user"
	"testing"
)

func TestLookup(t *testing.T) {
	net.LookupHost(t.Name())
	user.Current()
}
