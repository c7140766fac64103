//go:build !cgo || (!linux && !darwin)

package ok

// Fast is declared everywhere.
func Fast() bool { return false }

func add(list []int) (n int) {
	for _, x := range list {
		n += x
	}
	return n
}
