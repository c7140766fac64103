//go:build cgo

package differ

import (
	"C"
	"os"
	u "unsafe"
)

// Open has another result without cgo.
func Open(name string, mode byte) error { return nil } // want `^Open, Limit, T.Size and 3 more are declared otherwise on every port without cgo; what uses them with cgo may not compile there$`

// Same is the same in other words.
func Same(a, b byte, m os.FileMode, p u.Pointer, f func(x any) error) (err error) { return nil }

// FromC cannot be compared.
func FromC(x C.int) {}

// Limit is a function without cgo.
const Limit = 1

// Alias cannot be compared.
func Alias(h Handle) {}

// Handle is an alias.
type Handle = uintptr

// T has methods.
type T struct {
	Size int64
}

// Do has another parameter without cgo.
func (t *T) Do(n int) {}

// Get is the same with another receiver.
func (t *T) Get() int { return 0 }

// G is generic; the names of the parameters do not matter.
func G[K comparable, V any](m map[K]V) V { panic(0) }

// F is a variable without cgo, and can be called all the same.
func F(n int) {}

// E is a variable without cgo of another type.
func E(n int) {}

// Kind is a type.
type Kind int

func private(n int) {}
