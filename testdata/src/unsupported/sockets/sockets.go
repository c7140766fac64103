// Package sockets uses datagrams where there are none.
package sockets

import (
	"context"
	"net"
)

func Dial(name string) error {
	c, err := net.Dial("unixgram", name) // want `^net\.Dial always fails on windows if given "unixgram": the documentation of net says so; ask runtime\.GOOS first, or leave the call to files for other ports$`
	if err != nil {
		return err
	}
	c.Close()
	var lc net.ListenConfig
	_, err = lc.ListenPacket(context.Background(), "unixpacket", name) // want `if given "unixpacket"`
	if err != nil {
		return err
	}
	if _, err := net.Dial("unix", name); err != nil {
		return err
	}
	_, err = net.Listen("tcp", name)
	return err
}
