package sockets

import "net"

func Buffer(c *net.UDPConn) error {
	if _, err := c.File(); err != nil {
		return err
	}
	if err := c.SetReadBuffer(1 << 20); err != nil { // want `^net\.UDPConn\.SetReadBuffer always fails on plan9: syscall\.EPLAN9`
		return err
	}
	return nil
}
