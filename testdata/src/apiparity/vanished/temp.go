//go:build !windows

package vanished

// Temp makes.
func Temp() {}

// Close closes.
func (f *File) Close() {}

// File is a file.
type File struct{}
