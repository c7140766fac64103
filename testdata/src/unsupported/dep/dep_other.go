//go:build !unix

package dep

import (
	"errors"
	"runtime"
)

func lock(name string) error { return errors.New("dep: not supported on " + runtime.GOOS) }

func tell() { panic("dep: not implemented") }
