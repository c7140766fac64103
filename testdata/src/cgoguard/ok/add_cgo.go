//go:build cgo && (linux || darwin)

package ok

import "C"

// Fast is declared everywhere.
func Fast() bool { return true }

func add(list []int) (n int) {
	for _, x := range list {
		n += int(C.int(x))
	}
	return n
}
