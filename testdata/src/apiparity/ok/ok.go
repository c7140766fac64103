// Package ok has the same API on all ports, but for what is meant to differ.
package ok

// A File is a file.
type File struct{ handle }

// Open opens.
func Open(name string) (*File, error) { return open(name) }
