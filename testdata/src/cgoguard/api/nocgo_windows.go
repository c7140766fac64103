//go:build !cgo

package api

// Conf is the twin.
type Conf struct {
	Path string
	Mode int
}

// Set is the twin.
func (Conf) Set() {}
