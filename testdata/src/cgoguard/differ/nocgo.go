//go:build !cgo

package differ

import (
	"io/fs"
	"unsafe"
)

// Open is the twin.
func Open(string, uint8) {}

// Same is the twin.
func Same(x uint8, y uint8, _ fs.FileMode, ptr unsafe.Pointer, f func(interface{}) error) error {
	return nil
}

// FromC is the twin.
func FromC(x int32) {}

// Limit is the twin.
func Limit() int { return 1 }

// Alias is the twin.
func Alias(h uintptr) {}

// Handle is the twin.
type Handle int

// T is the twin.
type T struct {
	Size int32
}

// Do is the twin.
func (t *T) Do(n int64) {}

// Get is the twin.
func (T) Get() int { return 0 }

// G is the twin.
func G[A comparable, B interface{}](m map[A]B) B { panic(0) }

// F is the twin.
var F = func(int) {}

// E is the twin.
var E func(string)

// Kind is the twin.
func Kind() {}

func private(n string) {}
