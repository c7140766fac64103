//go:build solaris || (ios && arm64)

package ok

// No target builds this file, which uses what is not there.
var _ = separators(hive)
