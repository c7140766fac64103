//go:build !cgo

package implicit

import "C"

func never() C.int { return 0 }
