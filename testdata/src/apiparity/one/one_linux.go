// Package one has files for one system each.
package one

// Open opens.
func Open() {}

// Read reads.
func Read() {}
