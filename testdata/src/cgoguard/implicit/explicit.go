//go:build cgo && !windows

package implicit

import "C"

func explicit() C.int { return 0 }
