package proc

import (
	"os"
	"os/signal"
	"syscall"
)

// Nothing else needs this file, so that it can be left out where it does not
// compile: xplatvet -fix says so in a build constraint.
func init() {
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGUSR1)
}
