// Package basic has more to offer on some ports.
package basic

// File is a file.
type File struct{ name string }

// Lock locks.
func (f *File) Lock() error { return lock() }
