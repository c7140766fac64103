package ok

import (
	"os"
	"os/signal"
	"syscall"
)

// Signals are of one type on plan9 and of another on all other ports.
func signals() {
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGTERM, os.Interrupt)
	switch <-c {
	case syscall.SIGTERM:
	case syscall.SIGINT:
	}
	_ = <-c == syscall.SIGTERM
	_ = syscall.SIGTERM.String()
	_ = map[os.Signal]bool{syscall.SIGINT: true, syscall.SIGHUP: true}
}

func handles() error {
	fd, err := syscall.Socket(0, 0, 0)
	if err != nil {
		return err
	}
	defer syscall.Close(fd)
	_ = int(syscall.Stdin)
	_ = uintptr(fd)
	return nil
}
