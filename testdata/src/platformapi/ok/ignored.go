//go:build ignore

package ok

import "syscall"

func never() { syscall.Kill(1, 2) }
