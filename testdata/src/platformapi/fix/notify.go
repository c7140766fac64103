// Copyright notice.

package fix

import (
	"os"
	"os/signal"
	"syscall"
)

func notify() chan os.Signal {
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGUSR2) // want `^syscall.SIGUSR2 is not available on js, plan9 and windows; constrain this file with //go:build unix$`
	return c
}

var _ = notify
