//go:build linux || darwin

package implicit

import (
	"C" // want `^import "C" leaves this file out on darwin and linux without cgo; say so with //go:build cgo$`
	"os"
)

func onUnix() C.int { return C.int(os.Getpid()) }
