// Package port does not compile without cgo on unix.
package port

func Open(name string) (*Port, error) { return openPort(name) }
