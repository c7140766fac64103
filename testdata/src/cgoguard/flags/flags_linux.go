//go:build cgo

package flags

// #cgo LDFLAGS: -ldl -L/usr/local/lib
// #cgo amd64 CFLAGS: -msse4.2
// #cgo CFLAGS: -mavx
import "C"
