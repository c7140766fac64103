// Package disk knows how much space is left.
package disk

// Limit is too large for an int of 32 bits.
const Limit int = 1 << 40

// Free returns the free bytes of the file system that holds path.
func Free(path string) (int64, error) { return free(path) }
