// Package ok is right on every port.
package ok

import (
	"os"
	"runtime"
	"syscall"
)

func Stop(p *os.Process) error {
	if runtime.GOOS == "windows" {
		return p.Kill()
	}
	return p.Signal(syscall.SIGTERM)
}

// Names of its own that are like those of a package.
type fake struct{}

func (fake) Kill(int, int) error { return nil }

func shadow() error {
	var syscall fake
	return syscall.Kill(1, 2)
}

func sysProcAttr() *syscall.SysProcAttr { return new(syscall.SysProcAttr) }

// *os.File has its methods by way of what it embeds, on every port.
func fd(f *os.File) uintptr { return f.Fd() }
